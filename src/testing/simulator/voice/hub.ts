/**
 * The voice side of this Discord: its servers, the calls on them, and who may come in by which token. It hears from the
 * world who is in which channel. Servers are opened when the first bot needs one.
 */
import { ChannelType } from 'discord-api-types/v10';
import { VoiceCloseCodes, VoiceOpcodes } from 'discord-api-types/voice/v8';
import { type Clock, type Logger, type Timer } from '../../../util';
import { type SimulatorLog } from '../log';
import { hexText, seededRandom } from '../random';
import { type ChannelRecord, type GuildRecord, type VoiceStateRecord } from '../world/records';
import { publishVoiceServer } from '../world/voice';
import { type GuestOptions, type VoiceBackend, type VoicePlace } from '../world/voice-backend';
import { type World } from '../world/world';
import { Call } from './call';
import { CallDoor } from './call-door';
import { CallEncryption } from './call-encryption';
import { VoiceConditions } from './conditions';
import { type VoiceConnection } from './connection';
import { type DaveEvent } from './dave/dave-event';
import { VirtualMember } from './dave/virtual-member';
import { WireWatch } from './dave/wire-watch';
import { type VoiceProblemName } from './entries';
import { type Grant } from './grant';
import { type VoiceMode, type VoiceOptions, type VoiceSettings, voiceSettings } from './options';
import { type CallPacket, type Participant } from './participant';
import { SentAudio } from './sent-audio';
import { VoiceServer } from './server';
import { VoiceSession } from './session';

export interface VoiceHubInit {
  readonly options: VoiceOptions;
  readonly world: World;
  readonly log: SimulatorLog;
  readonly logger: Logger;
  readonly seed: number;
}

export class VoiceHub implements VoiceBackend {
  readonly settings: VoiceSettings;
  readonly world: World;
  readonly log: SimulatorLog;
  readonly clock: Clock;
  /** Of its own, so that what comes and goes here does not change what else is made up. */
  readonly random: () => number;
  readonly conditions: VoiceConditions;
  /** Looks at all audio, and knows no key. */
  readonly wire = new WireWatch();
  /** In the order they were opened. */
  readonly servers: VoiceServer[] = [];
  private readonly logger: Logger;
  /** By channel. */
  private readonly calls = new Map<string, Call>();
  /** Which of the servers a channel's calls are on; others are on the first. */
  private readonly places = new Map<string, number>();
  /** By guild and user: each bot has one place in a guild. */
  private readonly grants = new Map<string, Grant>();
  /** Tokens that were replaced. */
  private readonly outdated = new Set<string>();
  /** Sessions that are alive, connected or not; by guild and user. */
  private readonly live = new Map<string, VoiceSession>();
  /** Members within this process, by guild and user. */
  private readonly guests = new Map<string, VirtualMember>();
  private readonly audio = new Map<string, SentAudio>();
  private readonly pending = new Set<Promise<void>>();
  private readonly timers = new Set<Timer>();
  private lastConnection = 0;
  private lastSsrc = 1_000;
  private closed = false;

  constructor(init: VoiceHubInit) {
    this.settings = voiceSettings(init.options);
    this.world = init.world;
    this.log = init.log;
    this.logger = init.logger;
    this.clock = init.world.clock;
    this.random = seededRandom(init.seed ^ 0x0761_7663);
    this.conditions = new VoiceConditions(this.clock, this.random);
  }

  // What the world tells.

  join(guild: GuildRecord, place: VoicePlace, tellState: () => void): void {
    const channel = guild.channels.get(place.channelId);
    const swapped = this.conditions.takeRefusal('event-order', { userId: place.userId, guildId: guild.id });
    if (!swapped || !channel) {
      tellState();
      this.sendServer(guild, place.userId);
      return;
    }
    this.whenOpen(channel, () => {
      this.give(guild, channel, place);
      tellState();
    });
  }

  placed(guild: GuildRecord, state: VoiceStateRecord): void {
    const key = keyOf(guild.id, state.userId);
    const guest = this.guests.get(key);
    if (guest && this.calls.get(state.channelId)?.has(guest) !== true) this.seat(guild, guest);
    const grant = this.grants.get(key);
    if (!grant || (grant.channel.id === state.channelId && grant.sessionId === state.sessionId)) return;
    this.revoke(grant, VoiceCloseCodes.Disconnected);
  }

  left(guild: GuildRecord, state: VoiceStateRecord): void {
    const key = keyOf(guild.id, state.userId);
    this.guests.get(key)?.leave();
    this.guests.delete(key);
    const grant = this.grants.get(key);
    const gone = !guild.channels.has(state.channelId);
    if (grant) this.revoke(grant, gone ? VoiceCloseCodes.CallTerminated : VoiceCloseCodes.Disconnected);
    if (!gone) return;
    this.calls.get(state.channelId)?.close();
    this.calls.delete(state.channelId);
  }

  async connect(guild: GuildRecord, userId: string, options: GuestOptions): Promise<VirtualMember> {
    const key = keyOf(guild.id, userId);
    this.guests.get(key)?.leave();
    const guest = new VirtualMember({ ...options, userId, ssrc: this.newSsrc(), clock: this.clock });
    this.guests.set(key, guest);
    this.seat(guild, guest);
    await this.settled();
    return guest;
  }

  guest(guild: GuildRecord, userId: string): VirtualMember | undefined {
    return this.guests.get(keyOf(guild.id, userId));
  }

  sendServer(guild: GuildRecord, userId: string): void {
    const state = guild.voiceStates.get(userId);
    const channel = guild.channels.get(state?.channelId ?? '');
    if (!state || !channel) return;
    this.whenOpen(channel, () => {
      // It may have gone on while the server was opened.
      if (guild.voiceStates.get(userId)?.channelId === channel.id) this.give(guild, channel, state);
    });
  }

  lacksServer(guild: GuildRecord, userId: string): boolean {
    return this.grants.get(keyOf(guild.id, userId))?.spent === true;
  }

  regionChanged(_guild: GuildRecord, channel: ChannelRecord): void {
    this.moveCall(channel);
  }

  async settled(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  // What tests ask for.

  /** What a user said in a guild. */
  sentAudio(guildId: string, userId: string): SentAudio {
    const key = keyOf(guildId, userId);
    const known = this.audio.get(key) ?? new SentAudio();
    this.audio.set(key, known);
    return known;
  }

  /** The call in a channel; without anybody in it, an empty one. */
  callIn(guild: GuildRecord, channel: ChannelRecord): Call {
    const server = this.serverOf(channel);
    const known = this.calls.get(channel.id);
    if (known?.server === server) return known;
    const encryption = this.encryptionFor(channel, (event) => {
      this.hearDave(guild, channel, event);
    });
    const call = new Call(server, guild, channel, encryption, (from, packet) => {
      this.record(guild, from, packet);
    });
    known?.close();
    this.calls.set(channel.id, call);
    return call;
  }

  /** Calls that somebody is in. */
  get runningCalls(): readonly Call[] {
    return [...this.calls.values()].filter((call) => call.participants.length > 0);
  }

  /** Calls that somebody is or was in. */
  get knownCalls(): readonly Call[] {
    return [...this.calls.values()];
  }

  /** Voice sessions that are alive, connected or not. */
  get sessions(): readonly VoiceSession[] {
    return [...this.live.values()];
  }

  get connections(): readonly VoiceConnection[] {
    return this.servers.flatMap(({ connections }) => [...connections]);
  }

  /** Opens servers until there are so many. */
  async openServers(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await this.serverAt(index).open();
  }

  /**
   * A channel's calls go to another server: everybody is told that there is none, the call is terminated, and a while
   * later everybody is told of the new one.
   */
  moveCall(channel: ChannelRecord, code: number = VoiceCloseCodes.CallTerminated): void {
    const guild = this.world.guildOf(channel);
    const grants = [...this.grants.values()].filter((grant) => grant.channel === channel);
    const guests = [...this.guests.values()].filter((guest) => this.calls.get(channel.id)?.has(guest));
    this.places.set(channel.id, (this.places.get(channel.id) ?? 0) === 0 ? 1 : 0);
    if (!guild || grants.length + guests.length === 0) return;
    for (const { userId } of grants) this.publish(guild, userId, '', null);
    const half = this.settings.serverMoveMs / 2;
    this.later(half, () => {
      for (const grant of grants) this.revoke(grant, code);
      for (const guest of guests) guest.leave();
      this.later(half, () => {
        for (const { userId } of grants) this.sendServer(guild, userId);
        for (const guest of guests) if (this.guest(guild, guest.userId) === guest) this.seat(guild, guest);
      });
    });
  }

  // What connections ask for.

  nextConnectionId(): number {
    this.lastConnection += 1;
    return this.lastConnection;
  }

  /** A number that no other audio has. */
  newSsrc(): number {
    this.lastSsrc += 1 + Math.floor(this.random() * 1_000);
    return this.lastSsrc;
  }

  grantBy(token: string): Grant | undefined {
    for (const grant of this.grants.values()) if (grant.token === token) return grant;
    return undefined;
  }

  /** Whether a token let somebody in once. */
  wasToken(token: string): boolean {
    return this.outdated.has(token);
  }

  /** Whether a grant still lets somebody in. */
  isCurrent(grant: Grant): boolean {
    return !grant.spent && this.grants.get(keyOf(grant.guild.id, grant.userId)) === grant;
  }

  /** Whether nobody may come into a channel without end-to-end encryption. */
  asksForDave(channel: ChannelRecord): boolean {
    return this.settings.daveVersion > 0 && channel.type !== ChannelType.GuildStageVoice;
  }

  /** A client identified: its session begins; one that it had by the same grant is over. */
  begin(connection: VoiceConnection, grant: Grant, daveVersion: number): VoiceSession {
    const key = keyOf(grant.guild.id, grant.userId);
    const before = this.live.get(key);
    if (before) this.endSession(before, VoiceCloseCodes.SessionNoLongerValid);
    grant.spent = false;
    const call = this.callIn(grant.guild, grant.channel);
    const session = new VoiceSession(this, grant, call, this.newSsrc(), daveVersion);
    grant.session = session;
    this.live.set(key, session);
    grant.server.admit(session);
    connection.identified(session);
    return session;
  }

  /** Ready was sent. */
  started(session: VoiceSession): void {
    this.logSession('started', session);
    if (!this.conditions.takeRefusal('dave-order', session)) return;
    // The fault of an external sender that comes before the session description.
    session.call.encryption.introduce(session);
  }

  resumed(session: VoiceSession): void {
    this.logSession('resumed', session);
  }

  /** Select Protocol was right: the client gets its key, and comes into the call. */
  describe(session: VoiceSession, mode: VoiceMode, address: string, port: number): void {
    const secret = Buffer.from(Array.from({ length: 32 }, () => Math.floor(this.random() * 256)));
    session.open(mode, secret, address, port);
    session.tell(VoiceOpcodes.SessionDescription, {
      audio_codec: 'opus',
      mode,
      secret_key: [...secret],
      dave_protocol_version: session.call.versionWith(session),
      media_session_id: hexText(this.random),
    });
    const slowMs = this.conditions.takeSlowness(session);
    if (slowMs > 0) session.call.encryption.faults.delay(session.userId, slowMs);
    session.call.join(session);
  }

  /** The connection of a session is gone; it waits to be resumed. */
  awaitResume(session: VoiceSession): void {
    session.expiry?.cancel();
    session.expiry = this.timer(this.settings.resumeWindowMs, () => {
      this.endSession(session);
    });
  }

  /** A session is over; with a code its connection is closed too. */
  endSession(session: VoiceSession, code?: number): void {
    if (session.ended) return;
    session.ended = true;
    session.expiry?.cancel();
    session.grant.spent = true;
    session.grant.server.dismiss(session);
    session.call.leave(session);
    const key = keyOf(session.guildId, session.userId);
    if (this.live.get(key) === session) this.live.delete(key);
    this.logSession('ended', session);
    const { connection } = session;
    if (code !== undefined) connection?.close(code, CLOSE_REASONS[code]);
  }

  logFrame(
    from: 'client' | 'server',
    connection: VoiceConnection,
    op: number,
    d: unknown,
    sequence: number | undefined,
  ): void {
    const bot = connection.session?.botName ?? this.botNameIn(d);
    const { id: connectionId, guildId } = connection;
    this.log.push({ kind: 'voice-frame', bot, from, connectionId, guildId, op, sequence, d: withoutSecrets(d, bot) });
  }

  logProblem(problem: VoiceProblemName, session: VoiceSession | undefined, detail: string): void {
    const bot = session?.botName ?? null;
    this.logger.debug('a voice client did something wrong', { bot, problem, detail });
    this.log.push({ kind: 'voice-problem', bot, problem, guildId: session?.guildId ?? null, detail });
  }

  /** A timer that keeps no process alive and ends with the simulator. */
  timer(ms: number, act: () => void): Timer {
    const timer = this.clock.setTimer(
      ms,
      () => {
        this.timers.delete(timer);
        act();
      },
      { keepAlive: false },
    );
    this.timers.add(timer);
    return {
      cancel: () => {
        this.timers.delete(timer);
        timer.cancel();
      },
    };
  }

  later(ms: number, act: () => void): void {
    this.timer(ms, act);
  }

  close(): void {
    this.closed = true;
    for (const guest of this.guests.values()) guest.leave();
    this.guests.clear();
    for (const server of this.servers) server.close();
    for (const call of this.calls.values()) call.close();
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
    this.conditions.network.close();
    this.grants.clear();
  }

  private encryptionFor(channel: ChannelRecord, tell: (event: DaveEvent) => void): CallEncryption {
    const { clock, random, settings } = this;
    const protocolVersion = this.asksForDave(channel) ? settings.daveVersion : 0;
    const { transitionTimeoutMs } = settings;
    return new CallEncryption({ channelId: channel.id, clock, random, transitionTimeoutMs, protocolVersion }, tell);
  }

  private hearDave(guild: GuildRecord, channel: ChannelRecord, event: DaveEvent): void {
    const userId = 'userId' in event ? event.userId : '';
    const bot = this.world.bots.get(userId)?.name ?? null;
    this.log.push({ kind: 'voice-dave', bot, guildId: guild.id, channelId: channel.id, event });
    const code = event.kind === 'refused' ? event.closeCode : undefined;
    if (code !== undefined) this.live.get(keyOf(guild.id, userId))?.connection?.close(code, CLOSE_REASONS[code]);
  }

  private record(guild: GuildRecord, { userId }: Participant, packet: CallPacket): void {
    this.sentAudio(guild.id, userId).add({ ...packet, arrivedAtMs: this.clock.now() });
    this.wire.see(userId, packet.payload);
  }

  /** Takes a guest into the call of the channel that the guest is shown in. */
  private seat(guild: GuildRecord, guest: VirtualMember): void {
    const channel = guild.channels.get(guild.voiceStates.get(guest.userId)?.channelId ?? '');
    if (channel) this.track(guest.join(new CallDoor(this.callIn(guild, channel))));
  }

  private track(work: Promise<void>): void {
    const pending: Promise<void> = work.finally(() => this.pending.delete(pending));
    this.pending.add(pending);
  }

  private serverAt(index: number): VoiceServer {
    const known = this.servers[index] ?? new VoiceServer(this, index);
    this.servers[index] = known;
    return known;
  }

  private serverOf(channel: ChannelRecord): VoiceServer {
    return this.serverAt(this.places.get(channel.id) ?? 0);
  }

  /** Acts once the server of a channel is open; at once when it is. */
  private whenOpen(channel: ChannelRecord, act: () => void): void {
    const server = this.serverOf(channel);
    if (this.closed) return;
    if (server.isOpen) {
      act();
      return;
    }
    this.track(
      server.open().then(
        () => {
          if (!this.closed) act();
        },
        (error: unknown) => {
          this.logger.warn('a voice server did not open', { error: String(error) });
        },
      ),
    );
  }

  /** A new token for a bot, by VOICE_SERVER_UPDATE; what it had is of no use any more. */
  private give(guild: GuildRecord, channel: ChannelRecord, { userId, sessionId }: VoicePlace): void {
    const key = keyOf(guild.id, userId);
    const before = this.grants.get(key);
    const server = this.serverOf(channel);
    const token = hexText(this.world.random, 16);
    const grant: Grant = { guild, channel, userId, sessionId, token, server, session: undefined, spent: false };
    this.grants.set(key, grant);
    if (before) this.outdated.add(before.token);
    // A session that goes on where it was is kept until the client takes up the new grant.
    const running = this.live.get(key);
    if (running && (running.grant.channel !== channel || running.grant.server !== server)) {
      this.endSession(running, VoiceCloseCodes.Disconnected);
    }
    const absentMs = this.conditions.takeAbsenceMs({ userId, guildId: guild.id });
    if (absentMs === 0) {
      this.publish(guild, userId, token, server.endpoint);
      return;
    }
    this.publish(guild, userId, token, null);
    this.later(absentMs, () => {
      if (this.isCurrent(grant)) this.publish(guild, userId, token, server.endpoint);
    });
  }

  private revoke(grant: Grant, code: number): void {
    const key = keyOf(grant.guild.id, grant.userId);
    grant.spent = true;
    this.outdated.add(grant.token);
    const session = this.live.get(key);
    if (session) this.endSession(session, code);
    if (this.grants.get(key) === grant) this.grants.delete(key);
  }

  private publish(guild: GuildRecord, userId: string, token: string, endpoint: string | null): void {
    publishVoiceServer(this.world, guild, userId, { token, endpoint });
  }

  private logSession(event: 'started' | 'resumed' | 'ended', session: VoiceSession): void {
    const { botName: bot, guildId, ssrc } = session;
    this.log.push({ kind: 'voice-session', event, bot, guildId, channelId: session.grant.channel.id, ssrc });
  }

  /** Who a frame says that it is from. */
  private botNameIn(d: unknown): string | null {
    const token = typeof d === 'object' && d !== null && 'token' in d ? d.token : undefined;
    const grant = typeof token === 'string' ? this.grantBy(token) : undefined;
    return (grant && this.world.bots.get(grant.userId)?.name) ?? null;
  }
}

const CLOSE_REASONS: Readonly<Record<number, string>> = {
  [VoiceCloseCodes.UnknownOpcode]: 'Unknown opcode.',
  [VoiceCloseCodes.BadRequest]: 'Bad request.',
  [VoiceCloseCodes.SessionNoLongerValid]: 'Session is no longer valid.',
  [VoiceCloseCodes.Disconnected]: 'Disconnected.',
  [VoiceCloseCodes.CallTerminated]: 'Disconnected: call terminated.',
};

function keyOf(guildId: string, userId: string): string {
  return `${guildId}/${userId}`;
}

/** Tokens become the bot's name; keys are left out. */
function withoutSecrets(d: unknown, bot: string | null): unknown {
  if (typeof d !== 'object' || d === null || !('token' in d || 'secret_key' in d)) return d;
  const { secret_key: _key, ...told } = d as Record<string, unknown>;
  return 'token' in told ? { ...told, token: bot ?? 'unknown token' } : told;
}

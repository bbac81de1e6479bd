/**
 * The voice side of this Discord: its servers, the calls on them, and who may come in by which token. It hears from the
 * world who is in which channel. Servers are opened when the first bot needs one.
 */
import { VoiceCloseCodes, VoiceOpcodes } from 'discord-api-types/voice/v8';
import { type Clock, type Logger, type Timer } from '../../../util';
import { type SimulatorLog } from '../log';
import { hexText, seededRandom } from '../random';
import { type ChannelRecord, type GuildRecord, type VoiceStateRecord } from '../world/records';
import { publishVoiceServer } from '../world/voice';
import { type GuestOptions, type VoiceBackend, type VoicePlace } from '../world/voice-backend';
import { type World } from '../world/world';
import { type Call } from './call';
import { CallDoor } from './call-door';
import { Calls } from './calls';
import { VoiceConditions } from './conditions';
import { type VoiceConnection } from './connection';
import { type DaveEvent } from './dave/dave-event';
import { VirtualMember } from './dave/virtual-member';
import { type Grant } from './grant';
import { Grants, placeKey } from './grants';
import { VoiceJournal } from './journal';
import { type VoiceMode, type VoiceOptions, type VoiceSettings, voiceSettings } from './options';
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
  readonly journal: VoiceJournal;
  readonly grants = new Grants();
  readonly calls: Calls;
  private readonly logger: Logger;
  /** Sessions that are alive, connected or not; by guild and user. */
  private readonly live = new Map<string, VoiceSession>();
  /** Members within this process, by guild and user. */
  private readonly guests = new Map<string, VirtualMember>();
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
    this.journal = new VoiceJournal(init.log, init.logger, (token) => {
      const grant = this.grants.withToken(token);
      return (grant && this.world.bots.get(grant.userId)?.name) ?? null;
    });
    this.calls = new Calls(this, (call, event) => {
      this.hearDave(call, event);
    });
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
    const key = placeKey(guild.id, state.userId);
    const guest = this.guests.get(key);
    if (guest && this.calls.of(state.channelId)?.has(guest) !== true) this.seat(guild, guest);
    const grant = this.grants.of(guild.id, state.userId);
    if (!grant || (grant.channel.id === state.channelId && grant.sessionId === state.sessionId)) return;
    this.revoke(grant, VoiceCloseCodes.Disconnected);
  }

  left(guild: GuildRecord, state: VoiceStateRecord): void {
    const key = placeKey(guild.id, state.userId);
    this.guests.get(key)?.leave();
    this.guests.delete(key);
    const grant = this.grants.of(guild.id, state.userId);
    const gone = !guild.channels.has(state.channelId);
    if (grant) this.revoke(grant, gone ? VoiceCloseCodes.CallTerminated : VoiceCloseCodes.Disconnected);
    if (gone) this.calls.drop(state.channelId);
  }

  async connect(guild: GuildRecord, userId: string, options: GuestOptions): Promise<VirtualMember> {
    const key = placeKey(guild.id, userId);
    this.guests.get(key)?.leave();
    const guest = new VirtualMember({ ...options, userId, ssrc: this.newSsrc(), clock: this.clock });
    this.guests.set(key, guest);
    this.seat(guild, guest);
    await this.settled();
    return guest;
  }

  guest(guild: GuildRecord, userId: string): VirtualMember | undefined {
    return this.guests.get(placeKey(guild.id, userId));
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
    return this.grants.of(guild.id, userId)?.spent === true;
  }

  channelGone(channel: ChannelRecord): void {
    this.calls.drop(channel.id);
  }

  regionChanged(_guild: GuildRecord, channel: ChannelRecord): void {
    this.moveCall(channel);
  }

  async settled(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  // What tests ask for.

  /** Voice sessions that are alive, connected or not. */
  get sessions(): readonly VoiceSession[] {
    return [...this.live.values()];
  }

  get connections(): readonly VoiceConnection[] {
    return this.calls.servers.flatMap(({ connections }) => [...connections]);
  }

  /** Opens servers until there are so many. */
  async openServers(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await this.calls.serverAt(index).open();
  }

  /**
   * A channel's calls go to another server: everybody is told that there is none, the call is terminated, and a while
   * later everybody is told of the new one.
   */
  moveCall(channel: ChannelRecord, code: number = VoiceCloseCodes.CallTerminated): void {
    const guild = this.world.guildOf(channel);
    const grants = this.grants.in(channel.id);
    const guests = [...this.guests.values()].filter((guest) => this.calls.of(channel.id)?.has(guest));
    this.calls.relocate(channel);
    if (!guild || grants.length + guests.length === 0) return;
    for (const { userId } of grants) this.publish(guild, userId, hexText(this.world.random, 16), null);
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

  /** A client identified: its session begins; one that it had by the same grant is over. */
  begin(connection: VoiceConnection, grant: Grant, daveVersion: number): VoiceSession {
    const key = placeKey(grant.guild.id, grant.userId);
    const before = this.live.get(key);
    if (before) this.endSession(before, VoiceCloseCodes.SessionNoLongerValid);
    const call = this.calls.in(grant.guild, grant.channel);
    const session = new VoiceSession(this, grant, call, this.newSsrc(), daveVersion);
    grant.session = session;
    this.live.set(key, session);
    grant.server.admit(session);
    connection.identified(session);
    return session;
  }

  /** Ready was sent. */
  started(session: VoiceSession): void {
    this.journal.session('started', session);
    if (!this.conditions.takeRefusal('dave-order', session)) return;
    // The fault of an external sender that comes before the session description.
    session.call.encryption.introduce(session);
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
    const key = placeKey(session.guildId, session.userId);
    if (this.live.get(key) === session) this.live.delete(key);
    this.journal.session('ended', session);
    const { connection } = session;
    if (code !== undefined) connection?.close(code, CLOSE_REASONS[code]);
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
    this.calls.close();
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
    this.conditions.network.close();
    this.grants.clear();
  }

  private hearDave({ guildId, channelId }: Call, event: DaveEvent): void {
    const userId = 'userId' in event ? event.userId : '';
    this.journal.dave(event, this.world.bots.get(userId)?.name ?? null, guildId, channelId);
    const code = event.kind === 'refused' ? event.closeCode : undefined;
    if (code !== undefined) this.live.get(placeKey(guildId, userId))?.connection?.close(code, CLOSE_REASONS[code]);
  }

  /** Takes a guest into the call of the channel that the guest is shown in. */
  private seat(guild: GuildRecord, guest: VirtualMember): void {
    const channel = guild.channels.get(guild.voiceStates.get(guest.userId)?.channelId ?? '');
    if (channel) this.track(guest.join(new CallDoor(this.calls.in(guild, channel))));
  }

  private track(work: Promise<void>): void {
    const pending: Promise<void> = work.finally(() => this.pending.delete(pending));
    this.pending.add(pending);
  }

  /** Acts once the server of a channel is open; at once when it is. */
  private whenOpen(channel: ChannelRecord, act: () => void): void {
    const server = this.calls.serverOf(channel);
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
    const key = placeKey(guild.id, userId);
    const server = this.calls.serverOf(channel);
    const token = hexText(this.world.random, 16);
    const grant: Grant = { guild, channel, userId, sessionId, token, server, session: undefined, spent: false };
    this.grants.add(grant);
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
      if (this.grants.isCurrent(grant)) this.publish(guild, userId, token, server.endpoint);
    });
  }

  /** Takes a grant back, with the session that lives in its place; one that was replaced already stands for nothing. */
  private revoke(grant: Grant, code: number): void {
    const { guild, userId } = grant;
    if (this.grants.of(guild.id, userId) !== grant) return;
    this.grants.remove(grant);
    const session = this.live.get(placeKey(guild.id, userId));
    if (session) this.endSession(session, code);
  }

  private publish(guild: GuildRecord, userId: string, token: string, endpoint: string | null): void {
    publishVoiceServer(this.world, guild, userId, { token, endpoint });
  }
}

const CLOSE_REASONS: Readonly<Record<number, string>> = {
  [VoiceCloseCodes.UnknownOpcode]: 'Unknown opcode.',
  [VoiceCloseCodes.BadRequest]: 'Bad request.',
  [VoiceCloseCodes.SessionNoLongerValid]: 'Session is no longer valid.',
  [VoiceCloseCodes.Disconnected]: 'Disconnected.',
  [VoiceCloseCodes.CallTerminated]: 'Disconnected: call terminated.',
};

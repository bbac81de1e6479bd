/** The gateway: takes connections in, keeps the sessions of all bots, and tells each what it may hear. */
import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes, PermissionFlagsBits } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import { type Clock, type Logger } from '../../../util';
import { plainQuery, type SimulatorLog } from '../log';
import { hexText } from '../random';
import { urlOf } from '../request-url';
import { type EventSink, type WorldEvent } from '../world/event';
import { shardOf } from '../world/ids';
import { type BotRecord, type GuildRecord, type PresenceRecord } from '../world/records';
import { newToken, setPresence } from '../world/users';
import { leaveVoice } from '../world/voice';
import { type World } from '../world/world';
import { GatewayConditions, type Withholdable } from './conditions';
import { Connection } from './connection';
import { Disturbances } from './disturbance';
import { PlainEncoder, STREAM_ENCODERS } from './encoder';
import { frame } from './frames';
import { renderGuildFor } from './guild-create';
import { IdentifyGate } from './identify-gate';
import { type GatewayOptions } from './options';
import { renderReady, SESSION_ENDING, TRACE } from './ready';
import { mayHear } from './intents';
import { Session } from './session';
import { type SlowLink } from './slow-link';
import { strikes, type Whom } from './whom';

interface HubInit extends GatewayOptions {
  readonly world: World;
  readonly log: SimulatorLog;
  readonly logger: Logger;
  readonly heartbeatIntervalMs: number;
}

const VERSIONS: ReadonlySet<unknown> = new Set(['9', '10']);

export class GatewayHub implements EventSink {
  readonly world: World;
  readonly log: SimulatorLog;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly heartbeatIntervalMs: number;
  readonly identifyTimeoutMs: number;
  /** How long a connection may stay without a heartbeat, in milliseconds. */
  readonly silenceMs: number;
  readonly guildsPerShard: number;
  readonly gate: IdentifyGate;
  readonly conditions: GatewayConditions<Connection>;
  readonly disturbances: Disturbances;
  readonly trace = TRACE;
  /** When a bot last asked for all members of a guild. */
  readonly memberRequests = new Map<string, number>();
  readonly connections = new Set<Connection>();
  /** Links that a fault has slowed down, also of connections that are closing. */
  readonly slowLinks = new Set<SlowLink>();
  /** Where clients are sent; set once the port is known. */
  url = '';
  private readonly sessions = new Map<string, Set<Session<Connection>>>();
  private readonly server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 1_048_576 });
  private readonly resumeBufferSize: number;
  private readonly sessionExpiresAfterMs: number;
  /** Every socket that was ever upgraded and is not gone: some clients never answer a close. */
  private readonly sockets = new Set<Duplex>();
  private nextConnection = 1;

  constructor(init: HubInit) {
    this.world = init.world;
    this.log = init.log;
    this.logger = init.logger;
    this.clock = init.world.clock;
    this.heartbeatIntervalMs = init.heartbeatIntervalMs;
    this.identifyTimeoutMs = init.identifyTimeoutMs ?? 60_000;
    this.silenceMs = init.heartbeatIntervalMs * (init.heartbeatIntervalsAllowed ?? 2);
    this.guildsPerShard = init.guildsPerShard ?? 2_500;
    this.resumeBufferSize = init.resumeBufferSize ?? 10_000;
    this.sessionExpiresAfterMs = init.sessionExpiresAfterMs ?? 180_000;
    this.gate = new IdentifyGate(this.clock, init.maxConcurrency ?? 1, init.sessionStart ?? {});
    this.conditions = new GatewayConditions(this.clock, init.world.random);
    this.disturbances = new Disturbances(this.clock, init.world.random);
  }

  /** An HTTP client asks to become a gateway connection. */
  upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    this.sockets.add(raw);
    raw.on('close', () => this.sockets.delete(raw));
    raw.on('error', () => undefined);
    // What is no URL is no path that is known here.
    const url = urlOf(request) ?? new URL('ws://127.0.0.1/nowhere');
    const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
    const query = plainQuery(url.searchParams);
    const known = path === '/' || path === '/gateway' || path.startsWith('/resume/');
    const refused = !known || this.conditions.takeRefusal();
    const connectionId = this.nextConnection++;
    this.log.push({
      kind: 'connection',
      event: refused ? 'refused' : 'opened',
      bot: null,
      connectionId,
      path,
      query,
      sessionId: null,
      code: undefined,
      reason: '',
      by: undefined,
    });
    if (refused) {
      raw.end(
        `HTTP/1.1 ${known ? '503 Service Unavailable' : '404 Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    this.server.handleUpgrade(request, raw, head, (socket) => {
      const makeEncoder = STREAM_ENCODERS.get(query.compress);
      const compressed = makeEncoder !== undefined;
      const encoder = makeEncoder?.() ?? new PlainEncoder();
      const connection = new Connection(this, socket, raw, { id: connectionId, path, query, encoder, compressed });
      this.connections.add(connection);
      if (!VERSIONS.has(query.v)) {
        connection.close(GatewayCloseCodes.InvalidAPIVersion, 'Invalid API version.');
      } else if (query.encoding !== 'json') {
        connection.close(GatewayCloseCodes.DecodeError, 'Only encoding=json is spoken here.');
      } else if (query.compress !== undefined && !compressed) {
        connection.close(
          GatewayCloseCodes.DecodeError,
          `Only ${[...STREAM_ENCODERS.keys()].join(' and ')} are spoken here.`,
        );
      } else {
        connection.greet();
      }
    });
  }

  botNameOf(token: unknown): string | undefined {
    return typeof token === 'string' ? this.world.botByToken(token)?.name : undefined;
  }

  /** The guilds of a bot that belong to a shard. */
  guildsOn(bot: BotRecord, shard: readonly [id: number, count: number]): GuildRecord[] {
    const [id, count] = shard;
    return [...this.world.guilds.values()].filter(
      (guild) => guild.members.has(bot.user.id) && shardOf(guild.id, count) === id,
    );
  }

  sessionById(bot: BotRecord, id: string): Session<Connection> | undefined {
    for (const session of this.sessions.get(bot.user.id) ?? []) if (session.id === id) return session;
    return undefined;
  }

  /** Whether a bot has a session that is connected. */
  isOnline(bot: BotRecord): boolean {
    return [...(this.sessions.get(bot.user.id) ?? [])].some(
      (session) => session.started && session.carrier !== undefined,
    );
  }

  /** Starts a session: READY, then every guild of the shard. */
  begin(
    connection: Connection,
    bot: BotRecord,
    init: {
      intents: number;
      shard: readonly [id: number, count: number];
      largeThreshold: number;
      presence: PresenceRecord;
      hasShard: boolean;
    },
  ): void {
    const id = hexText(this.world.random);
    const resumePath = `/resume/${hexText(this.world.random, 8)}`;
    const session = new Session<Connection>({ ...init, id, bot, resumePath }, this.resumeBufferSize, this.disturbances);
    const own = this.sessions.get(bot.user.id) ?? new Set();
    this.sessions.set(bot.user.id, own.add(session));
    connection.session = session;
    session.carrier = connection;
    connection.inTime('ready', () => {
      // It may have been told in the meantime that its session is of no use.
      if (connection.session !== session) return;
      setPresence(this.world, bot.user, init.presence);
      this.sendReady(connection, session, init.hasShard);
    });
  }

  private sendReady(connection: Connection, session: Session<Connection>, hasShard: boolean): void {
    const { bot, shard } = session;
    const guilds = this.guildsOn(bot, shard);
    const ready = renderReady(session, guilds, this.resumeUrlOf(session), hasShard);
    session.started = true;
    session.dispatch('READY', JSON.stringify(ready));
    this.logSession('started', session, connection);
    for (const guild of guilds) this.sendGuild(session, guild);
  }

  private sendGuild(session: Session<Connection>, guild: GuildRecord): void {
    if (guild.unavailable || !mayHear(session.intents, 'GUILD_CREATE', 'guild')) return;
    session.dispatch('GUILD_CREATE', JSON.stringify(renderGuildFor(this.world, guild, session)));
  }

  /** Where a session is resumed. */
  resumeUrlOf(session: Session<Connection>): string {
    return `${this.url}${session.resumePath}`;
  }

  /** Continues a session on another connection: what was missed, then RESUMED. */
  takeUp(connection: Connection, session: Session<Connection>, missed: readonly string[]): void {
    session.carrier?.drop();
    session.expiry?.cancel();
    connection.session = session;
    session.carrier = connection;
    for (const text of missed) connection.sendDispatch(text);
    connection.inTime('resumed', () => {
      session.dispatch('RESUMED', JSON.stringify({ _trace: TRACE }));
      this.logSession('resumed', session, connection);
    });
  }

  /** Sends after all what a fault kept back, to connections that are still there. */
  release(what: Withholdable, whom: Whom): void {
    for (const connection of this.connections) {
      if (!strikes(whom, connection)) continue;
      const act = connection.held.get(what);
      connection.held.delete(what);
      act?.();
    }
  }

  /** Tells a client that its session is of no use; without `resumable` it is gone. */
  sendInvalidSession(connection: Connection, resumable: boolean): void {
    const { session } = connection;
    connection.session = undefined;
    if (session) this.detach(session, !resumable);
    connection.send(frame(GatewayOpcodes.InvalidSession, resumable));
  }

  /** A connection is gone; its session waits to be resumed, or ends. */
  leave(connection: Connection, code: number, by: 'client' | 'server' | 'network'): void {
    this.connections.delete(connection);
    const { session } = connection;
    if (!session) return;
    // A sequence from the future ends the session that it was meant for.
    if (session.carrier !== connection && code !== (GatewayCloseCodes.InvalidSeq as number)) return;
    const ends = SESSION_ENDING.has(code) || !session.started;
    this.logger.debug('a gateway connection ended', {
      bot: session.bot.name,
      code,
      by,
      session: ends ? 'ended' : 'kept',
    });
    this.detach(session, ends);
  }

  private detach(session: Session<Connection>, ends: boolean): void {
    session.carrier = undefined;
    if (ends) {
      this.end(session);
      return;
    }
    session.expiry?.cancel();
    session.expiry = this.clock.setTimer(
      this.sessionExpiresAfterMs,
      () => {
        this.end(session);
      },
      { keepAlive: false },
    );
  }

  /** Forgets a session. With its last one a bot goes offline. */
  end(session: Session<Connection>): void {
    const own = this.sessions.get(session.bot.user.id);
    if (!own?.delete(session)) return;
    session.expiry?.cancel();
    session.carrier = undefined;
    this.disturbances.forget(session);
    if (session.started) this.logSession('ended', session, undefined);
    const botId = session.bot.user.id;
    for (const guild of this.world.guilds.values()) {
      // Voice hangs on the session that joined it.
      if (guild.voiceStates.get(botId)?.sessionId === session.id) leaveVoice(this.world, guild, botId);
    }
    if (own.size === 0) setPresence(this.world, session.bot.user, { status: 'offline', activities: [] });
  }

  /** Ends all sessions of a bot and gives it another token, as Discord does when the IDENTIFY budget is overdrawn. */
  resetToken(bot: BotRecord): void {
    this.logger.warn('the IDENTIFY budget is used up: the token was reset', { bot: bot.name });
    bot.token = newToken(this.world, bot.user.id);
    this.gate.refill(bot);
    for (const session of [...(this.sessions.get(bot.user.id) ?? [])]) {
      session.carrier?.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
      this.end(session);
    }
  }

  publish(event: WorldEvent): void {
    const { audience } = event;
    if (audience.kind === 'users') {
      const place = audience.guildId === undefined ? 'direct' : 'guild';
      // Nothing is heard of a guild while it is lost.
      if (this.world.guilds.get(audience.guildId ?? '')?.unavailable === true && event.name !== 'GUILD_DELETE') return;
      const shared: { json?: string } = {};
      for (const userId of audience.userIds) {
        for (const session of this.sessions.get(userId) ?? []) {
          const here = audience.guildId === undefined ? session.shard[0] === 0 : session.covers(audience.guildId);
          if (here) this.tell(session, event, place, shared);
        }
      }
      return;
    }
    const guild = this.world.guilds.get(audience.guildId);
    if (!guild || (guild.unavailable && event.name !== 'GUILD_DELETE')) return;
    const channel = audience.channelId === undefined ? undefined : this.world.channels.get(audience.channelId);
    // Nobody looks into a channel that is gone.
    if (audience.channelId !== undefined && !channel) return;
    // Most events reach several sessions with the same text; it is written once.
    const shared: { json?: string } = {};
    for (const [botId, own] of this.sessions) {
      if (!guild.members.has(botId) || botId === event.except) continue;
      if (channel && !(this.world.permissionsIn(botId, channel) & PermissionFlagsBits.ViewChannel)) continue;
      for (const session of own) if (session.covers(guild)) this.tell(session, event, 'guild', shared);
    }
  }

  private tell(
    session: Session<Connection>,
    event: WorldEvent,
    place: 'guild' | 'direct',
    shared: { json?: string } = {},
  ): void {
    const botId = session.bot.user.id;
    if (!session.started || (event.alwaysTo !== botId && !mayHear(session.intents, event.name, place))) return;
    if (event.name === 'GUILD_CREATE' && event.audience.kind === 'users') {
      const guild = this.world.guilds.get(event.audience.guildId ?? '');
      if (guild) this.sendGuild(session, guild);
      return;
    }
    if (event.withoutMembers && (session.intents & GatewayIntentBits.GuildMembers) === 0) {
      const alone = event.withoutMembers(botId);
      if (alone) session.dispatch(event.name, JSON.stringify(alone));
      return;
    }
    const blind = (session.intents & GatewayIntentBits.MessageContent) === 0;
    const redacted = blind ? event.withoutContent?.(botId) : undefined;
    if (redacted) session.dispatch(event.name, JSON.stringify(redacted));
    else if (typeof event.data === 'function') session.dispatch(event.name, JSON.stringify(event.data(botId)));
    else session.dispatch(event.name, (shared.json ??= JSON.stringify(event.data)));
  }

  async flushed(): Promise<void> {
    const busy = [...this.connections].filter(({ outbox }) => !outbox.isIdle);
    if (busy.length > 0) await Promise.all(busy.map(({ outbox }) => outbox.flushed()));
  }

  /** Started sessions that are meant. */
  *sessionsOf(whom: Whom): Iterable<Session<Connection>> {
    for (const own of this.sessions.values()) {
      for (const session of own) if (session.started && strikes(whom, session)) yield session;
    }
  }

  /** Open connections that are meant. */
  connectionsOf(whom: Whom): Connection[] {
    return [...this.connections].filter((connection) => strikes(whom, connection));
  }

  close(): void {
    for (const own of this.sessions.values()) {
      for (const session of own) {
        session.expiry?.cancel();
        this.disturbances.forget(session);
        // Its connection must not begin to wait for a RESUME when it goes.
        session.carrier = undefined;
      }
    }
    this.sessions.clear();
    for (const connection of [...this.connections]) connection.terminate();
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private logSession(
    event: 'started' | 'resumed' | 'ended',
    session: Session<Connection>,
    connection: Connection | undefined,
  ): void {
    this.log.push({
      kind: 'session',
      event,
      bot: session.bot.name,
      connectionId: connection?.id ?? null,
      sessionId: session.id,
      shard: session.shard,
    });
  }
}

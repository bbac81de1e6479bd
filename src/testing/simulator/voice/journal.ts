/** What voice writes into the simulator's log: frames without their secrets, sessions, groups, and what clients did wrong. */
import { type Logger } from '../../../util';
import { type SimulatorLog } from '../log';
import { type VoiceConnection } from './connection';
import { type DaveEvent } from './dave/dave-event';
import { type VoiceProblemName } from './entries';
import { type VoiceSession } from './session';

export class VoiceJournal {
  constructor(
    private readonly log: SimulatorLog,
    private readonly logger: Logger,
    /** Finds the bot that a token was given to. */
    private readonly botOfToken: (token: string) => string | null,
  ) {}

  frame(
    from: 'client' | 'server',
    connection: VoiceConnection,
    op: number,
    d: unknown,
    sequence: number | undefined,
  ): void {
    const { id: connectionId, guildId, session } = connection;
    const bot = session?.botName ?? this.botIn(d);
    this.log.push({ kind: 'voice-frame', bot, from, connectionId, guildId, op, sequence, d: withoutSecrets(d, bot) });
  }

  connection(
    event: 'opened' | 'closed',
    connection: VoiceConnection,
    code: number | undefined,
    reason: string,
    by: 'client' | 'server' | 'network' | undefined,
  ): void {
    const { id: connectionId, guildId, session, server } = connection;
    const bot = session?.botName ?? null;
    const { endpoint } = server;
    this.log.push({ kind: 'voice-connection', event, bot, connectionId, endpoint, guildId, code, reason, by });
  }

  session(event: 'started' | 'resumed' | 'ended', session: VoiceSession): void {
    const { botName: bot, guildId, ssrc } = session;
    this.log.push({ kind: 'voice-session', event, bot, guildId, channelId: session.grant.channel.id, ssrc });
  }

  problem(problem: VoiceProblemName, session: VoiceSession | undefined, detail: string): void {
    const bot = session?.botName ?? null;
    this.logger.debug('a voice client did something wrong', { bot, problem, detail });
    this.log.push({ kind: 'voice-problem', bot, problem, guildId: session?.guildId ?? null, detail });
  }

  dave(event: DaveEvent, bot: string | null, guildId: string, channelId: string): void {
    this.log.push({ kind: 'voice-dave', bot, guildId, channelId, event });
  }

  /** Who a frame says that it is from. */
  private botIn(d: unknown): string | null {
    const token = typeof d === 'object' && d !== null && 'token' in d ? d.token : undefined;
    return typeof token === 'string' ? this.botOfToken(token) : null;
  }
}

/** Tokens become the bot's name; keys are left out. */
function withoutSecrets(d: unknown, bot: string | null): unknown {
  if (typeof d !== 'object' || d === null || !('token' in d || 'secret_key' in d)) return d;
  const { secret_key: _key, ...told } = d as Record<string, unknown>;
  return 'token' in told ? { ...told, token: bot ?? 'unknown token' } : told;
}

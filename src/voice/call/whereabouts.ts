/** Where a call is asked to be, and whether it gets there: joins and moves, each with its limit, and what becomes of those that are given up. */
import { type ChannelId, type GuildId } from '../../models';
import { type Clock } from '../../util';
import { abortedError, closedError, joinTimeout, notSentError, overtakenError } from '../connection/connection-errors';
import { DEFAULT_JOIN_MS, type JoinOptions } from '../join-options';
import { Arrivals } from './arrivals';
import { type CallConnection } from './call-connection';

export interface WhereaboutsOptions {
  readonly guildId: GuildId;
  readonly clock: Clock;
  readonly connection: () => CallConnection;
  /** Why the call is over; `undefined` while it is not. */
  readonly ended: () => Error | undefined;
  /** Whether it is over, or about to be. */
  readonly isEnding: () => boolean;
}

export class Whereabouts {
  private readonly arrivals: Arrivals;

  constructor(private readonly options: WhereaboutsOptions) {
    const { clock, ended } = options;
    this.arrivals = new Arrivals({ clock, isThere: () => this.isThere, ended });
  }

  /** Asks for a place in a channel and waits for it. @throws {VoiceError} (rejects) as a join does. */
  async enter(channelId: ChannelId, { timeoutMs = DEFAULT_JOIN_MS, signal, ...flags }: JoinOptions): Promise<void> {
    const { guildId, clock, ended, isEnding } = this.options;
    const place = { guildId, channelId };
    if (signal?.aborted) throw abortedError(signal.reason, place);
    if (isEnding()) throw ended() ?? closedError(place);
    const sinceMs = clock.now();
    const connection = this.options.connection();
    connection.join(channelId, flags);
    this.arrivals.overtake(channelId);
    const late = (): Error => joinTimeout(connection.state, Math.round(clock.now() - sinceMs), place);
    let overtakenBy: ChannelId | undefined;
    try {
      overtakenBy = await this.arrivals.wait({ channelId, timeoutMs, signal, late });
    } catch (error) {
      if (this.arrivals.size === 0) this.giveUp();
      throw signal?.aborted ? abortedError(signal.reason, place) : error;
    }
    if (overtakenBy !== undefined) throw overtakenError(overtakenBy, place);
  }

  /** Something changed that somebody may have waited for. */
  look(): void {
    this.arrivals.look();
  }

  /** A move could not be asked for. */
  refuse(error: Error): void {
    const { guildId, connection } = this.options;
    this.arrivals.refuse(notSentError(error, { guildId, channelId: connection().state.wanted }));
  }

  private get isThere(): boolean {
    const { phase, wanted, channelId } = this.options.connection().state;
    return phase === 'ready' && wanted === channelId;
  }

  /** Nobody waits any more. What never was a call is none; what was one goes on where it is. */
  private giveUp(): void {
    const connection = this.options.connection();
    if (connection.state.everReady) connection.stay();
    else connection.leave('join-given-up');
  }
}

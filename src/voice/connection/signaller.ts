/** Opcode 4 for one guild: sends it over the link, books it, and waits for the confirmation of a leave. */
import { type ChannelId, type GuildId } from '../../models';
import { asError, type Clock, deferred, type Deferred, type Logger } from '../../util';
import { type OwnVoiceFlags, type VoiceLink } from '../link';
import { type SignalBudget } from './signal-budget';

export interface SignallerOptions {
  readonly guildId: GuildId;
  readonly link: VoiceLink;
  readonly budget: SignalBudget;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For the main gateway to confirm a leave. */
  readonly leaveMs: number;
  /** The last command was sent. */
  readonly sent: () => void;
  /** The last command could not be sent. */
  readonly failed: (error: Error) => void;
}

export class Signaller {
  /** Commands so far. */
  count = 0;
  /** The channel that was last asked for. */
  channelId: ChannelId | undefined;
  /** What the next command tells; flags that were told once are remembered by the gateway. */
  private flags: OwnVoiceFlags | undefined;
  private abort: AbortController | undefined;
  /** Until the main gateway has confirmed the leave that ends everything. */
  private leaving: Deferred<void> | undefined;

  constructor(private readonly options: SignallerOptions) {}

  get mainSessionId(): string | undefined {
    const { link, guildId } = this.options;
    try {
      return link.sessionId(guildId);
    } catch {
      // A gateway that is closed, or does not serve the guild.
      return undefined;
    }
  }

  /** How long to wait before the next command that nobody asked for. */
  get waitMs(): number {
    const { budget, clock, guildId } = this.options;
    return budget.waitMs(guildId, this.mainSessionId, clock.now());
  }

  /** Whether there are flags that the next command has to tell. */
  get hasFlags(): boolean {
    return this.flags !== undefined;
  }

  tellWithNext({ selfMute, selfDeaf }: OwnVoiceFlags): void {
    if (selfMute === undefined && selfDeaf === undefined) return;
    const said = { ...(selfMute !== undefined && { selfMute }), ...(selfDeaf !== undefined && { selfDeaf }) };
    this.flags = { ...this.flags, ...said };
  }

  /** @param isLast whether this leave ends the connection. */
  send(channelId: ChannelId | null, isLast: boolean): void {
    const { link, budget, clock, guildId, logger, sent, failed } = this.options;
    const { flags } = this;
    this.flags = undefined;
    this.count += 1;
    budget.book(guildId, this.mainSessionId, clock.now());
    // What waits in the shard's queue is overtaken by what is wanted now.
    this.abort?.abort(new Error('the bot is to be somewhere else by now'));
    const abort = new AbortController();
    this.abort = abort;
    const leaving = isLast ? (this.leaving = deferred()) : undefined;
    if (channelId !== null) this.channelId = channelId;
    const sending = new Promise<void>((resolve) => {
      resolve(link.changeVoiceState(guildId, channelId, flags ?? {}, { signal: abort.signal }));
    });
    sending.then(
      () => {
        if (this.abort === abort) sent();
      },
      (thrown: unknown) => {
        leaving?.resolve();
        if (this.abort !== abort) return;
        if (flags) this.flags = { ...flags, ...this.flags };
        logger.debug('opcode 4 could not be sent', { error: asError(thrown).message });
        failed(asError(thrown));
      },
    );
  }

  /** The bot is in no channel any more. Hooks of that, which find the call by its guild, come before whoever waits for it. */
  confirmLeave(): void {
    if (this.leaving) setImmediate(this.leaving.resolve);
  }

  /** Resolves when a leave is confirmed, or its limit is over; at once when there was none. */
  async settled(): Promise<void> {
    const { leaving } = this;
    if (!leaving) return;
    const timer = this.options.clock.setTimer(this.options.leaveMs, leaving.resolve);
    await leaving.promise;
    timer.cancel();
  }
}

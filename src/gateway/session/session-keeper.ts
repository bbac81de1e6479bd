/** Saves and clears one shard's session in the order of the calls, and lets nothing that the store throws get further. */
import { asError, type Logger } from '../../util';
import { type SessionStore, type StoredSession } from './session-store';

export class SessionKeeper {
  /** Ends when everything asked so far is done. */
  private tail: Promise<void> = Promise.resolve();
  /** The latest wish that has not begun; a newer one replaces it. */
  private wish: { readonly session: StoredSession | undefined } | undefined;
  private isFailing = false;

  constructor(
    private readonly store: SessionStore,
    private readonly key: string,
    private readonly shardId: number,
    private readonly logger: Logger,
  ) {}

  async load(): Promise<StoredSession | undefined> {
    try {
      return await this.store.load(this.key, this.shardId);
    } catch (error) {
      this.logger.warn('the stored session could not be read', { error: asError(error).message });
      return undefined;
    }
  }

  /** Keeps this session, or none. */
  keep(session: StoredSession | undefined): void {
    const queued = this.wish !== undefined;
    this.wish = { session };
    if (!queued) this.tail = this.tail.then(() => this.fulfil());
  }

  /** Resolves when the store has been told everything. */
  settled(): Promise<void> {
    return this.tail;
  }

  private async fulfil(): Promise<void> {
    const wish = this.wish;
    this.wish = undefined;
    if (!wish) return;
    try {
      if (wish.session) await this.store.save(this.key, this.shardId, wish.session);
      else await this.store.clear(this.key, this.shardId);
      this.isFailing = false;
    } catch (error) {
      // Sessions are saved all the time: what keeps failing is told once.
      this.logger[this.isFailing ? 'debug' : 'warn']('the session could not be stored', {
        error: asError(error).message,
      });
      this.isFailing = true;
    }
  }
}

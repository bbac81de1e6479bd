/**
 * Counts what a client should not have asked; too much of it, and Cloudflare shuts the door for everybody behind the IP.
 * https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
import { type Clock } from '../../../util';

const WINDOW_MS = 600_000;

export class InvalidRequests {
  private count = 0;
  private windowEndsAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limit: number,
  ) {}

  /** How many there were in the running ten minutes. */
  get inWindow(): number {
    return this.clock.now() < this.windowEndsAt ? this.count : 0;
  }

  get banned(): boolean {
    return this.inWindow >= this.limit;
  }

  /** Answers 401, 403 and 429 count; a shared limit is nobody's fault. */
  note(status: number, headers: Readonly<Record<string, string>>): void {
    if (status !== 401 && status !== 403 && status !== 429) return;
    if (headers['x-ratelimit-scope'] === 'shared') return;
    if (this.clock.now() >= this.windowEndsAt) {
      this.count = 0;
      this.windowEndsAt = this.clock.now() + WINDOW_MS;
    }
    this.count += 1;
  }
}

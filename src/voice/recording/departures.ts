/**
 * Notices who has gone for good, so that nobody is listened to for ever who once came by: each listened to costs keys, a buffer and
 * a decoder. Who comes back is found again. A call that is joined anew does not know for a moment who is there, so nobody is gone
 * who was there, or was heard, within the last minute.
 */
import { type UserId } from '../../models';
import { type Clock, type Timer } from '../../util';
import { type CallCompany } from './newcomers';

const GONE_MS = 60_000;
/** Between two looks. */
const LOOK_MS = 20_000;

export interface DeparturesOptions {
  readonly clock: Clock;
  readonly company: Pick<CallCompany, 'userIds'>;
  /** Called once for each who was added; who is added again may go again. */
  readonly gone: (userId: UserId) => void;
}

export class Departures {
  /** When they were last known to be there. */
  private readonly seenAtMs = new Map<UserId, number>();
  private timer: Timer | undefined;

  constructor(private readonly options: DeparturesOptions) {}

  /** Is there. */
  add(userId: UserId): void {
    this.seenAtMs.set(userId, this.options.clock.now());
    this.timer ??= this.options.clock.setTimer(LOOK_MS, this.look, { keepAlive: false });
  }

  /** Was heard, and is there as well. Does nothing for whom nobody added. */
  heard(userId: UserId): void {
    if (this.seenAtMs.has(userId)) this.seenAtMs.set(userId, this.options.clock.now());
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.seenAtMs.clear();
  }

  private readonly look = (): void => {
    const { clock, company, gone } = this.options;
    this.timer = undefined;
    const nowMs = clock.now();
    for (const userId of company.userIds) this.heard(userId);
    for (const [userId, atMs] of this.seenAtMs) {
      if (nowMs - atMs < GONE_MS) continue;
      this.seenAtMs.delete(userId);
      gone(userId);
    }
    if (this.seenAtMs.size > 0) this.timer = clock.setTimer(LOOK_MS, this.look, { keepAlive: false });
  };
}

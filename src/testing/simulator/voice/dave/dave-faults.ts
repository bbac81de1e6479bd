/** What can go wrong between a call and its participants on purpose. */
import { type Corruptible } from './outlet';

/** What faults do to the delivery service. */
export interface FaultHooks {
  delay(userId: string, ms: number): void;
  corruptNext(userId: string, kind: Corruptible, times: number): void;
  repropose(): void;
  reset(): void;
}

export class DaveFaults {
  /** How much later than it should opcode 22 comes. 0 ends the fault. */
  lateExecuteMs = 0;
  private revocations = 0;

  constructor(private readonly hooks: FaultHooks) {}

  /** A slow member: everything about encryption reaches this user so much later. 0 ends it. The user may come later. */
  delay(userId: string, ms: number): void {
    this.hooks.delay(userId, ms);
  }

  /** The next frames of this kind reach this user, who may come later, with one bit wrong. */
  corruptNext(userId: string, kind: Corruptible, times = 1): void {
    this.hooks.corruptNext(userId, kind, times);
  }

  /** Revokes all proposals that stand, and proposes the same again. */
  revokeNow(): void {
    this.hooks.repropose();
  }

  /** The next proposals are revoked as soon as they are told, and then told again. */
  revokeNext(times = 1): void {
    this.revocations += times;
  }

  /** Opcode 24 with epoch 1 for everybody, for no reason: the group is made anew. */
  reset(): void {
    this.hooks.reset();
  }

  /** Whether proposals that were just told are to be revoked. */
  takeRevocation(): boolean {
    if (this.revocations === 0) return false;
    this.revocations -= 1;
    return true;
  }
}

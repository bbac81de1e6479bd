/** Opens what others send: with the group of the moment, with those that were left a moment ago, or not at all where frames may be in the clear. */
import { type UserId } from '../../models';
import { isSealedFrame, isSilence } from './dave-frame';
import { type DaveGroup } from './dave-library';

/** So long frames of the epoch before a transition may still be on their way. https://daveprotocol.com/#passthrough-mode */
export const IN_FLIGHT_MS = 10_000;

/** Groups are left one at a time; more than two within ten seconds are of no use. */
const MOST_LEFT = 2;

interface LeftGroup {
  readonly group: DaveGroup;
  untilMs: number;
}

export class FrameOpener {
  /** The youngest first, which is also the last to be of use. */
  private left: LeftGroup[] = [];
  private clearUntilMs = -Infinity;
  /** Until then others may still seal, for a group that we never were in. */
  private othersSealUntilMs = -Infinity;

  /** From now on frames in the clear are let through. */
  allowClear(nowMs: number): void {
    this.clearUntilMs = Infinity;
    this.othersSealUntilMs = nowMs + IN_FLIGHT_MS;
  }

  /** The call is encrypted: what is still on its way has ten seconds, in the clear or for a group that was left. */
  settle(nowMs: number): void {
    const until = nowMs + IN_FLIGHT_MS;
    this.clearUntilMs = Math.min(this.clearUntilMs, until);
    for (const entry of this.left) entry.untilMs = Math.min(entry.untilMs, until);
  }

  /** A group that is not ours any more; opened with until ten seconds after {@link settle}. */
  leave(group: DaveGroup): void {
    this.left = [{ group, untilMs: Infinity }, ...this.left].slice(0, MOST_LEFT);
  }

  clear(): void {
    this.left = [];
    this.clearUntilMs = -Infinity;
  }

  /** `undefined` for what cannot be opened. */
  open(userId: UserId, frame: Buffer, current: DaveGroup | undefined, nowMs: number): Buffer | undefined {
    if (isSilence(frame)) return frame;
    while (this.left.length > 0 && nowMs >= (this.left.at(-1) as LeftGroup).untilMs) this.left.pop();
    const mayBeClear = nowMs < this.clearUntilMs;
    // Where nobody has had a group for a while it is chance that makes a frame look sealed.
    const mayBeSealed = current !== undefined || this.left.length > 0 || !mayBeClear || nowMs < this.othersSealUntilMs;
    const isSealed = mayBeSealed && isSealedFrame(frame);
    if (!isSealed) return mayBeClear ? frame : undefined;
    if (current?.ready) {
      const opened = tryOpen(current, userId, frame);
      if (opened) return opened;
    }
    for (const { group } of this.left) {
      const opened = tryOpen(group, userId, frame);
      if (opened) return opened;
    }
    return undefined;
  }
}

function tryOpen(group: DaveGroup, userId: UserId, frame: Buffer): Buffer | undefined {
  try {
    return group.open(userId, frame);
  } catch {
    return undefined;
  }
}

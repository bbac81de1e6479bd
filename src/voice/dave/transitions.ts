/** Transitions that the voice server announced and has not executed: opcodes 21, 29 and 30 announce, 22 executes. */

/** Announced, not executed. */
export interface Transition {
  /** What is spoken from its execution on; 0 for no encryption. */
  readonly protocolVersion: number;
  readonly announcedAtMs: number;
  /** Whether opcode 23 was sent for it. */
  reported: boolean;
}

/** More are never under way; the oldest go, so that no server can make us hold ever more. */
const MOST = 16;

/** After so long a transition was executed for everybody else, whatever we heard of it. */
const STALE_MS = 10_000;

export class Transitions {
  private readonly byId = new Map<number, Transition>();

  announce(id: number, protocolVersion: number, nowMs: number): Transition {
    const transition = { protocolVersion, announcedAtMs: nowMs, reported: false };
    // Taken out first, so that one that is announced again is the youngest.
    this.byId.delete(id);
    this.byId.set(id, transition);
    if (this.byId.size > MOST) this.byId.delete(this.byId.keys().next().value as number);
    return transition;
  }

  /** The transition to execute. Those announced before it are over as well: a late execution of theirs must undo nothing. */
  take(id: number): Transition | undefined {
    const transition = this.byId.get(id);
    if (!transition) return undefined;
    for (const other of this.byId.keys()) {
      this.byId.delete(other);
      if (other === id) break;
    }
    return transition;
  }

  /** Marks all as reported; the ids of those that were not. */
  report(): number[] {
    const ids: number[] = [];
    for (const [id, transition] of this.byId) {
      if (!transition.reported) ids.push(id);
      transition.reported = true;
    }
    return ids;
  }

  /** Whether frames of two epochs may be on their way. */
  underWay(nowMs: number): boolean {
    for (const { announcedAtMs } of this.byId.values()) if (nowMs - announcedAtMs < STALE_MS) return true;
    return false;
  }

  clear(): void {
    this.byId.clear();
  }
}

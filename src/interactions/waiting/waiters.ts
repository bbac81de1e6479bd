/** Everybody who waits for a click or a form; while there is anybody, what is deleted is heard, and ends their waits. */
import { type Loss } from '../answers/shown-messages';
import { type AnyContext } from '../context/any-context';
import { type ButtonContext, type SelectContext } from '../context/components';
import { type ModalContext } from '../context/forms';
import { type Deletion, DELETIONS, readDeletion, wasIn } from './deletions';

type Used = ButtonContext | SelectContext | ModalContext;

/** Tells of events of these names as Discord sent them, until it is disposed of. */
export type HearEvents = (names: readonly string[], told: (name: string, payload: unknown) => void) => Disposable;

export interface Waiter {
  readonly of: AnyContext;
  /** `taken`: it was waited for. `foreign`: who clicked may not, unless somebody else waits for them. */
  take(context: Used): 'taken' | 'foreign' | 'other';
  /** Tells who clicked that they may not. */
  turnAway(context: Used): void;
  end(error: Error): void;
  /** Messages were deleted in its channel. @param loss what that means for the answers that it may wait on */
  lose(ids: ReadonlySet<string>, loss: Loss): void;
  /** What it waits on is gone: it ends as by its time. @param what was deleted */
  vanish(what: string): void;
}

export class Waiters {
  private readonly all = new Set<Waiter>();
  private hearing: Disposable | undefined;

  constructor(private readonly hear: HearEvents) {}

  get size(): number {
    return this.all.size;
  }

  /** The first that began comes first. */
  [Symbol.iterator](): Iterator<Waiter> {
    return this.all[Symbol.iterator]();
  }

  list(): Waiter[] {
    return [...this.all];
  }

  add(waiter: Waiter): void {
    this.all.add(waiter);
    this.hearing ??= this.hear(DELETIONS, (name, payload) => {
      const deletion = readDeletion(name, payload);
      if (deletion) this.lose(deletion);
    });
  }

  remove(waiter: Waiter): void {
    this.all.delete(waiter);
    if (this.all.size > 0) return;
    this.hearing?.[Symbol.dispose]();
    this.hearing = undefined;
  }

  private lose(deletion: Deletion): void {
    if (deletion.what !== 'message') {
      for (const waiter of this.list()) if (wasIn(waiter.of, deletion)) waiter.vanish(deletion.what);
      return;
    }
    const { channelId, ids } = deletion;
    const there = this.list().filter(({ of }) => of.channelId === channelId);
    for (const of of new Set(there.map((waiter) => waiter.of))) void this.loseMessages(of, ids);
  }

  private async loseMessages(of: AnyContext, ids: ReadonlySet<string>): Promise<void> {
    const loss = await of.lose(ids);
    for (const waiter of this.list()) if (waiter.of === of) waiter.lose(ids, loss);
  }
}

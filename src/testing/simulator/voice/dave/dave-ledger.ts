/** Passes events on to the owner of a call, and counts what was refused. */
import { type DaveEvent, type DaveLog, type DaveProblem, type DaveRefusal } from './dave-event';

export class DaveLedger {
  private readonly counts = new Map<DaveProblem, number>();

  constructor(private readonly log: DaveLog | undefined) {}

  get refusals(): Readonly<Partial<Record<DaveProblem, number>>> {
    return Object.fromEntries(this.counts);
  }

  emit(event: DaveEvent): void {
    this.log?.(event);
  }

  refuse(userId: string, op: number, complaint: Pick<DaveRefusal, 'problem' | 'detail' | 'closeCode'>): void {
    this.counts.set(complaint.problem, (this.counts.get(complaint.problem) ?? 0) + 1);
    this.emit({ kind: 'refused', userId, op, ...complaint });
  }
}

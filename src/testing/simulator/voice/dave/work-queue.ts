/** One thing at a time: what is asked for in the middle of something waits until that is done. */
export class WorkQueue {
  private readonly tasks: (() => void)[] = [];
  private busy = false;

  run(task: () => void): void {
    this.tasks.push(task);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.tasks.shift(); next; next = this.tasks.shift()) next();
    } finally {
      this.busy = false;
    }
  }

  /** A part of what is worked on at the moment, and not what comes after; when nothing is, the same as {@link run}. */
  runWithin(task: () => void): void {
    if (this.busy) task();
    else this.run(task);
  }
}

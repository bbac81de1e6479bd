/** Counts what is dropped when more comes than can be handled, and says so once a burst, not once an event. */
import { type Logger } from '../../util';
import { quietly } from '../quietly';

export class Overload {
  private droppedCount = 0;
  private burst = 0;

  constructor(private readonly logger: Logger) {}

  /** Dropped since the dispatcher was made. */
  get dropped(): number {
    return this.droppedCount;
  }

  /** From the first event that is dropped until the queue is empty again. */
  get inBurst(): boolean {
    return this.burst > 0;
  }

  drop(eventName: string, queued: number, running: number): void {
    this.droppedCount += 1;
    this.burst += 1;
    if (this.burst > 1) return;
    quietly(() => {
      this.logger.error('Events are being dropped: handlers do not keep up.', {
        firstDropped: eventName,
        queued,
        running,
      });
    });
  }

  /** The queue is empty. */
  end(): void {
    const dropped = this.burst;
    if (dropped === 0) return;
    this.burst = 0;
    quietly(() => {
      this.logger.warn('The queue of events is empty again.', { dropped });
    });
  }
}

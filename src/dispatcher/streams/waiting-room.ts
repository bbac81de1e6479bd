/** Where code waits for events without handling them: `waitFor` and `stream`, as long as events come. */
import { type AnyEvent, type EventClass } from '../../models';
import { asError, type Clock } from '../../util';
import { type Listening } from '../interest/intents';
import { type EventStream, streamEvents, type StreamOptions } from './event-stream';
import { type Listeners } from './listeners';
import { closedWhile, type PauseHandlers, waitForEvent, type WaitOptions } from './wait-for';

export class WaitingRoom {
  private lost = 0;
  private isClosed = false;

  /** @param assertBrought throws where the session is not sent an event */
  constructor(
    private readonly listeners: Listeners,
    private readonly clock: Clock,
    private readonly assertBrought: (listening: Listening) => void,
    private readonly pause: PauseHandlers,
  ) {}

  /** Events that streams lost because nobody read them in time. */
  get unread(): number {
    return this.lost;
  }

  /** No event will come any more. */
  get hasClosed(): boolean {
    return this.isClosed;
  }

  waitFor<E extends AnyEvent>(event: EventClass<E>, options: WaitOptions<E>): Promise<E> {
    try {
      this.assertMayWait(event, 'waitFor');
    } catch (error) {
      return Promise.reject(asError(error));
    }
    return waitForEvent(this.listeners, this.clock, event, options, this.pause);
  }

  stream<E extends AnyEvent>(event: EventClass<E>, options: StreamOptions): EventStream<E> {
    this.assertMayWait(event, 'stream');
    const onLost = (): void => {
      this.lost += 1;
    };
    return streamEvents(this.listeners, event, options, onLost, this.pause);
  }

  /** Waiters reject, streams end. */
  close(): void {
    this.isClosed = true;
    this.listeners.close();
  }

  private assertMayWait(event: EventClass, how: string): void {
    if (this.isClosed) throw closedWhile(how);
    this.assertBrought({ label: how, events: [event] });
  }
}

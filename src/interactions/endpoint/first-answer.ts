/** The response that one interaction waits for: the handler’s first answer, or, when none comes in time, a refusal. */
import { type WireBody } from '../../rest';
import { type Clock, deferred, type Deferred, type Timer } from '../../util';
import { InteractionError } from '../interaction-error';
import { type EndpointReply, refusalReply, wireReply } from './exchange';
import { type EndpointRefusal } from './refusal';

/** How long an answer may take on its way, files and all. A response that nobody reads would be waited for without an end. */
const SEND_MS = 60_000;

export class FirstAnswer {
  /** What becomes of the request. */
  readonly reply: Promise<EndpointReply>;
  /** Why no answer was given; `undefined` while one may come, or when one came. */
  refusal: EndpointRefusal | undefined = undefined;
  private readonly outcome = deferred<EndpointReply>();
  private readonly timer: Timer;
  private over: string | undefined;
  /** Of an answer on its way. */
  private sending: Deferred<void> | undefined;

  /** @param limitMs how long whoever asked still waits. */
  constructor(
    private readonly clock: Clock,
    limitMs: number,
  ) {
    this.reply = this.outcome.promise;
    const late = (): void => {
      this.refuse('late');
    };
    this.timer = clock.setTimer(limitMs, late, { keepAlive: false });
  }

  /**
   * Gives the answer. Resolves when it is out.
   * @throws {InteractionError} INTERACTION_EXPIRED when nobody waits for it any more, or when it could not be sent.
   */
  async give(wire: WireBody): Promise<void> {
    if (this.over !== undefined) throw this.expired();
    const out = (this.sending = deferred());
    const unread = (): void => {
      out.reject(this.expired(new Error('nobody read it')));
    };
    this.end('it was answered', () => {
      const sent = (failure?: Error): void => {
        if (failure) out.reject(this.expired(failure));
        else out.resolve();
      };
      this.outcome.resolve(wireReply(wire, sent));
    });
    const limit = this.clock.setTimer(SEND_MS, unread, { keepAlive: false });
    try {
      await out.promise;
    } finally {
      limit.cancel();
    }
  }

  /** There will be no answer. */
  refuse(kind: EndpointRefusal): void {
    this.end(kind === 'late' ? 'the three seconds for the first answer were over' : 'it was refused', () => {
      this.refusal = kind;
      this.outcome.resolve(refusalReply(kind));
    });
  }

  /** Whoever asked has gone: the answer would reach nobody, or not whole. */
  abandon(): void {
    this.sending?.reject(this.expired(new Error('the connection was closed')));
    this.end('the connection was closed before there was an answer', () => {
      this.refusal = 'late';
      this.outcome.resolve(refusalReply('late'));
    });
  }

  private end(over: string, act: () => void): void {
    if (this.over !== undefined) return;
    this.over = over;
    this.timer.cancel();
    act();
  }

  private expired(cause?: Error): InteractionError {
    const why = cause ? `its response could not be sent (${cause.message})` : this.over;
    return new InteractionError({
      code: 'INTERACTION_EXPIRED',
      kind: 'answer',
      message: `An interaction that came over HTTP cannot be given its first answer: ${why ?? ''}.`,
      advice: 'answer or defer sooner: ctx.defer(); a method with `modal: true` or `defer: false` has to do so itself.',
      cause,
    });
  }
}

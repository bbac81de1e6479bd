/**
 * Who waits for the next click: a conversation within a handler, in place of a method for each button. It lives as long as the
 * program: after a restart nobody waits, so what must work for days has a typed id and a method.
 */
import { type AnyEvent } from '../../models';
import { asError, AsyncQueue, type Clock, type Timer } from '../../util';
import { type AnsweringMessage, type AnyContext } from '../context/any-context';
import { type ButtonContext, type ComponentContext, type SelectContext } from '../context/components';
import { ModalContext } from '../context/forms';
import { mayHangOnSource, sourceOf } from './source-message';
import { checkTimeout, ended, stopped, timedOut, vanished } from './wait-errors';
import { type HearEvents, type Waiter, Waiters } from './waiters';

export type ClickContext = ButtonContext | SelectContext;

export interface AwaitOptions {
  /** Custom ids that count; default all on the messages of the interaction. */
  readonly customIds?: readonly string[] | undefined;
  /** Whose clicks count. `actor`: only who used the interaction; anybody else is told that it is not theirs. Default `actor`. */
  readonly who?: 'actor' | 'anybody' | ((context: AnyContext) => boolean) | undefined;
  /** What others are told; `null`: nothing, their click is only acknowledged. */
  readonly notYours?: string | null | undefined;
  /** Whether a click counts that is otherwise fine. */
  readonly filter?: ((context: AnyContext) => boolean) | undefined;
  /** Milliseconds to wait for a click. Default 60 000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const NOT_YOURS = 'This is for somebody else.';
/** An awaited click that the author does not answer is acknowledged, so that it does not look broken. */
const ACKNOWLEDGE_MS = 2_000;

export interface ComponentWaitsOptions {
  readonly clock: Clock;
  /** What a click that nobody answers is acknowledged by failed. */
  readonly complain: (message: string, error: Error) => void;
  /** Told that the handlers of an event wait for somebody, which is no hanging; until it is disposed of. */
  readonly pause: (event: AnyEvent) => Disposable;
  readonly hear: HearEvents;
}

export class ComponentWaits {
  private readonly waiters: Waiters;
  /** Of a click that was waited for: what brought the handler that has it now. */
  private readonly beganWith = new WeakMap<AnyContext, AnyEvent>();
  private closed: Error | undefined;

  constructor(private readonly options: ComponentWaitsOptions) {
    this.waiters = new Waiters(options.hear);
  }

  /** `true`: it was waited for, and nobody else hears of it. */
  take(context: ClickContext | ModalContext): boolean {
    // Asked at every click.
    if (this.waiters.size === 0) return false;
    let stranger: Waiter | undefined;
    // Of two forms of one kind the person sees the later: the earlier was dismissed, and its wait knows nothing of this one.
    const asked = context instanceof ModalContext ? this.waiters.list().reverse() : this.waiters;
    for (const waiter of asked) {
      const verdict = waiter.take(context);
      if (verdict === 'taken') return true;
      if (verdict === 'foreign') stranger ??= waiter;
    }
    stranger?.turnAway(context);
    return stranger !== undefined;
  }

  /** The next click on a message of an interaction. @throws {InteractionError} (rejects) INTERACTION_WAIT_TIMEOUT, INTERACTION_WAIT_ENDED. */
  next(of: AnyContext, options: AwaitOptions = {}): Promise<ClickContext> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const click = new Promise<ClickContext>((resolve, reject) => {
      checkTimeout(of, 'awaitComponent()', timeoutMs);
      const timer = this.options.clock.setTimer(timeoutMs, () => {
        settle();
        reject(timedOut(of, timeoutMs));
      });
      const settle = this.wait(of, options, {
        got: (context) => {
          settle();
          resolve(context);
        },
        ended: reject,
        vanished: (what) => {
          reject(vanished(of, what));
        },
        timer: () => timer,
      });
    });
    return this.whileWaiting(of, click);
  }

  /** Clicks as they come, until none came for `timeoutMs`, `max` have, or the loop is left. */
  async *stream(
    of: AnyContext,
    options: AwaitOptions & { readonly max?: number | undefined } = {},
  ): AsyncGenerator<ClickContext, void> {
    const { max = Infinity } = options;
    const queue = new AsyncQueue<ClickContext>();
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const { clock } = this.options;
    checkTimeout(of, 'components()', timeoutMs);
    let failure: Error | undefined;
    let heard = 0;
    const stop = (): void => {
      // At once, and not when the loop has ended: later clicks are somebody else's.
      settle();
      queue.close();
    };
    let timer = clock.setTimer(timeoutMs, stop);
    const settle = this.wait(of, options, {
      got: (context) => {
        timer.cancel();
        queue.push(context);
        heard += 1;
        if (heard < max) timer = clock.setTimer(timeoutMs, stop);
        else stop();
      },
      ended: (error) => {
        failure = error;
        queue.close();
      },
      vanished: stop,
      timer: () => timer,
    });
    try {
      for (;;) {
        // What the handler does with a click is no waiting.
        const click = await this.whileWaiting(of, queue.next());
        if (click.done) break;
        yield click.value;
      }
      if (failure && options.signal?.aborted !== true) throw failure;
    } finally {
      settle();
    }
  }

  /** The form that who acted submits next, of those with this custom id. */
  nextForm(
    of: AnyContext,
    customId: string,
    options: Pick<AwaitOptions, 'timeoutMs' | 'signal'> = {},
  ): Promise<ModalContext> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, signal } = options;
    const form = new Promise<ModalContext>((resolve, reject) => {
      checkTimeout(of, 'awaitForm()', timeoutMs);
      if (this.closed ?? signal?.aborted) {
        reject(this.closed ?? ended(of, signal?.reason));
        return;
      }
      const settle = (): void => {
        this.waiters.remove(waiter);
        timer.cancel();
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        waiter.end(ended(of, signal?.reason));
      };
      const timer = this.options.clock.setTimer(timeoutMs, () => {
        waiter.end(timedOut(of, timeoutMs));
      });
      const waiter: Waiter = {
        of,
        take: (context) => {
          if (!(context instanceof ModalContext) || context.customId !== customId || context.userId !== of.userId)
            return 'other';
          settle();
          this.taken(context, of);
          resolve(context);
          return 'taken';
        },
        turnAway: () => undefined,
        end: (error) => {
          settle();
          reject(error);
        },
        // It is open already, and can be submitted without the message that it came from.
        lose: () => undefined,
        vanish: (what) => {
          waiter.end(vanished(of, what));
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiters.add(waiter);
    });
    return this.whileWaiting(of, form);
  }

  /** Ends all waits: the group stops. */
  close(): void {
    const error = stopped();
    this.closed = error;
    for (const waiter of this.waiters.list()) waiter.end(error);
  }

  private async whileWaiting<T>(of: AnyContext, wait: Promise<T>): Promise<T> {
    const pause = this.options.pause(this.beganWith.get(of) ?? of.event);
    try {
      return await wait;
    } finally {
      pause[Symbol.dispose]();
    }
  }

  /** It was waited for: the handler that waited answers it. */
  private taken(context: ClickContext | ModalContext, of: AnyContext): void {
    this.beganWith.set(context, this.beganWith.get(of) ?? of.event);
    this.acknowledgeLate(context);
  }

  private wait(
    of: AnyContext,
    options: AwaitOptions,
    told: {
      got(context: ClickContext): void;
      ended(error: Error): void;
      vanished(what: string): void;
      timer(): Timer;
    },
  ): () => void {
    const { signal } = options;
    let isSourceThere = sourceOf(of) !== undefined;
    const settle = (): void => {
      this.waiters.remove(waiter);
      told.timer().cancel();
      signal?.removeEventListener('abort', onAbort);
    };
    const waiter: Waiter = {
      of,
      take: (context) => {
        if (context instanceof ModalContext || !isMeant(of, context, options)) return 'other';
        try {
          if (!mayClick(of, context, options)) return 'foreign';
          if (options.filter?.(context) === false) return 'other';
        } catch (error) {
          // The author's own check fails the author's own wait, and nobody else's.
          this.acknowledgeLate(context);
          waiter.end(asError(error));
          return 'taken';
        }
        this.taken(context, of);
        told.got(context);
        return 'taken';
      },
      turnAway: (context) => {
        if (!(context instanceof ModalContext)) this.turnAway(context, options);
      },
      end: (error) => {
        settle();
        told.ended(error);
      },
      lose: (ids, { some, left }) => {
        const wasSource = isSourceThere && ids.has(sourceOf(of)?.id ?? '');
        if (wasSource) isSourceThere = false;
        const isLeft = left || (isSourceThere && mayHangOnSource(of, options.customIds));
        if ((some || wasSource) && !isLeft) waiter.vanish('message');
      },
      vanish: (what) => {
        settle();
        told.vanished(what);
      },
    };
    const onAbort = (): void => {
      waiter.end(ended(of, signal?.reason));
    };
    const gone = this.closed ?? (signal?.aborted ? ended(of, signal.reason) : undefined);
    if (gone) {
      // Later, so that whoever asks has what it needs to hear of it.
      queueMicrotask(() => {
        waiter.end(gone);
      });
      return settle;
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    this.waiters.add(waiter);
    return settle;
  }

  private turnAway(context: ComponentContext, { notYours = NOT_YOURS }: AwaitOptions): void {
    const telling = notYours === null ? context.deferUpdate() : context.refuse(notYours);
    telling.catch((error: unknown) => {
      this.options.complain(`${context.what} could not be answered`, asError(error));
    });
  }

  private acknowledgeLate(context: ClickContext | ModalContext): void {
    this.options.clock.setTimer(
      ACKNOWLEDGE_MS,
      () => {
        if (context.acknowledgement.kind !== 'none') return;
        const hasMessage = !(context instanceof ModalContext) || context.message !== undefined;
        const deferring = hasMessage ? context.deferUpdate() : context.defer();
        deferring.catch((error: unknown) => {
          this.options.complain(`${context.what} could not be acknowledged`, asError(error));
        });
      },
      { keepAlive: false },
    );
  }
}

/** Whether a component hangs on a message of the interaction: its answer, a further message, or the message that it came from. */
function isMeant(of: AnyContext, context: ClickContext, { customIds }: AwaitOptions): boolean {
  if (customIds && !customIds.includes(context.customId)) return false;
  const { message } = context.event.raw as { readonly message?: AnsweringMessage };
  return message !== undefined && of.owns(message);
}

function mayClick(of: AnyContext, context: ClickContext, { who = 'actor' }: AwaitOptions): boolean {
  if (who === 'anybody') return true;
  return who === 'actor' ? context.userId === of.userId : who(context);
}

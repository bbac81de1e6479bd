/** Carries a call through the interceptors around it. */
import { type Invocation } from '../invocation/invocation';
import { asError } from '../../util';
import { DispatchError } from '../dispatch-error';
import { type Interceptor } from './interceptor';
import { type UnderWay } from './under-way';

/** What is round one call. */
export interface Intercepted {
  readonly interceptors: readonly Interceptor[];
  readonly invocation: Invocation;
  /** Calls the method. */
  readonly call: () => unknown;
  /** Told of what fails although the interceptor that called it has ended. */
  readonly complain: (error: Error) => void;
  /** Told of everything that interceptors call. */
  readonly underWay: UnderWay;
}

/** What the outermost makes of the call. */
export async function intercept(given: Intercepted, index = 0): Promise<unknown> {
  const { interceptors, invocation, call, complain, underWay } = given;
  const interceptor = interceptors[index];
  if (!interceptor) return call();
  let inner: Promise<unknown> | undefined;
  let twice: DispatchError | undefined;
  let isOver = false;
  const next = (): Promise<unknown> => {
    if (inner) {
      twice ??= calledTwice(interceptor, invocation);
      return handled(Promise.reject(twice));
    }
    if (isOver) return handled(Promise.reject(calledLate(interceptor, invocation)));
    inner = intercept(given, index + 1);
    underWay.add(inner);
    inner.catch((error: unknown) => {
      if (isOver) complain(asError(error));
    });
    return inner;
  };
  try {
    const value = await interceptor.around(invocation, next);
    // Also when its promise was let go: one call must not become two unseen.
    if (twice) throw twice;
    return value;
  } finally {
    isOver = true;
  }
}

/** An interceptor that does not wait for it must not bring the process down. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function calledLate(interceptor: Interceptor, { label }: Invocation): DispatchError {
  return new DispatchError({
    code: 'DISPATCH_NEXT_LATE',
    kind: 'guard',
    message: `${interceptor.constructor.name} called next() after its own end around ${label}, so nothing was called.`,
    advice: 'call next() before around() returns, or before its promise is settled.',
    context: { handler: label },
  });
}

function calledTwice(interceptor: Interceptor, { label }: Invocation): DispatchError {
  return new DispatchError({
    code: 'DISPATCH_NEXT_TWICE',
    kind: 'guard',
    message: `${interceptor.constructor.name} called next() twice around ${label}.`,
    advice: 'call it once or not at all; what is to be tried again is retried in a @Catch method: failure.retry().',
    context: { handler: label },
  });
}

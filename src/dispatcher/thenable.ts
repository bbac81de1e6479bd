/** Work that may be done at once or later, without a promise where it is done at once. */

/** Whether a result is a promise, of whichever library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** Goes on with a result: at once when it is there. What `next` throws at once is thrown. */
export function then<T, R>(value: T | PromiseLike<T>, next: (value: T) => R | PromiseLike<R>): R | PromiseLike<R> {
  // A foreign thenable may call back at once or throw; one of our own promises round it does neither.
  return isThenable(value) ? Promise.resolve(value).then(next) : next(value);
}

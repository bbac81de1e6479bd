/** The hooks of providers and handlers, and how they are called: in order, each with a limit, each although another failed. */
import { FrameworkError, type SetupProblem } from '../../errors';
import { abortReason, asError, type Clock, deferred } from '../../util';

/** Called when the instance and everything it needs has been made, before anything that needs it is made. May be async. */
export interface OnInit {
  onInit(): unknown;
}

/** Called when the group is up; what lives in the hub hears it with the first group. May be async. */
export interface OnReady {
  onReady(): unknown;
}

/** Called before anything is disposed of, those that need others first. May be async. */
export interface OnShutdown {
  onShutdown(): unknown;
}

/** Something that failed while the rest went on. */
export interface LifecycleFailure {
  /** `Database.onShutdown` */
  readonly name: string;
  readonly error: Error;
}

/** How long things may take, and what they are measured by. */
export interface StepOptions {
  readonly clock: Clock;
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Thrown by {@link runStep} when a step did not end in time. */
export class StepLate extends FrameworkError {
  constructor(limitMs: number) {
    super({ code: 'DI_HOOK_LATE', kind: 'injection', message: `it did not end within ${limitMs} ms` });
  }
}

/** Awaits one step, unless the limit passes or the signal aborts. */
export async function runStep<T>(step: Promise<T>, { clock, limitMs, signal }: StepOptions): Promise<T> {
  const late = deferred<never>();
  const timer = clock.setTimer(limitMs, () => {
    late.reject(new StepLate(limitMs));
  });
  try {
    return await unlessAborted(Promise.race([step, late.promise]), signal);
  } finally {
    // Also when the signal came first: a timer that is left keeps the process alive.
    timer.cancel();
  }
}

/** What `work` settles to, unless the signal aborts first: then it rejects with the signal’s reason. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  // Whichever loses the race must not be an unhandled rejection.
  work.catch(() => undefined);
  const aborted = deferred<never>();
  const stop = (): void => {
    aborted.reject(abortReason(signal));
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([aborted.promise, work]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

export type HookName = 'onInit' | 'onReady' | 'onShutdown';

/** The instance’s hook as a function to call, if it has one. */
export function hookOf(instance: object, name: HookName): (() => unknown) | undefined {
  const hook = (instance as Partial<Record<HookName, unknown>>)[name];
  return typeof hook === 'function' ? () => (hook as () => unknown).call(instance) : undefined;
}

/** The instance’s dispose method as a function to call, if it has one. */
export function disposeOf(instance: object): (() => unknown) | undefined {
  const { [Symbol.asyncDispose]: asyncDispose, [Symbol.dispose]: dispose } = instance as Partial<
    AsyncDisposable & Disposable
  >;
  if (typeof asyncDispose === 'function') return () => asyncDispose.call(instance);
  if (typeof dispose !== 'function') return undefined;
  return () => {
    dispose.call(instance);
  };
}

/** An instance that was made here, and so is started and disposed of here. */
export interface Owned {
  readonly label: string;
  readonly instance: object;
}

/** onShutdown of everything, then dispose; both in the reverse order of making, each although another failed. */
export async function takeDown(owned: readonly Owned[], options: StepOptions): Promise<LifecycleFailure[]> {
  const failures: LifecycleFailure[] = [];
  const reversed = [...owned].reverse();
  for (const { label, instance } of reversed) {
    const hook = hookOf(instance, 'onShutdown');
    if (hook) failures.push(...(await tryHook(`${label}.onShutdown`, hook, options)));
  }
  for (const { label, instance } of reversed) {
    const dispose = disposeOf(instance);
    if (dispose) failures.push(...(await tryHook(`${label}.dispose`, dispose, options)));
  }
  return failures;
}

/** Calls a hook and awaits it; resolves with what failed instead of rejecting. */
export async function tryHook(name: string, call: () => unknown, options: StepOptions): Promise<LifecycleFailure[]> {
  try {
    const result = call();
    // Most hooks end at once, and need no timer.
    if (isThenable(result)) await runStep(Promise.resolve(result), options);
    return [];
  } catch (error) {
    return [{ name, error: asError(error) }];
  }
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** Calls a function that may be async; what it throws at once is a rejection too. */
export async function promised(call: () => unknown): Promise<unknown> {
  return await call();
}

/** What is said when onInit fails. */
export function hookProblem(name: string, error: Error): SetupProblem {
  const late = error instanceof StepLate;
  return {
    code: late ? 'DI_HOOK_LATE' : 'DI_HOOK_FAILED',
    message: late ? `${name}() did not end in time (${error.message}).` : `${name}() failed: ${error.message}`,
    advice: late ? 'start long work without awaiting it, or raise the limit.' : 'look at the cause.',
    place: { className: name.split('.')[0], method: name.split('.')[1] },
  };
}

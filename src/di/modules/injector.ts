/** What the rest of the program sees of a scope: ask for what is provided, make what is not. */
import { type Clock } from '../../util';
import { type Class, type InjectionToken } from '../metadata/tokens';
import { type LifecycleFailure } from './lifecycle';

/** One scope of a running program: the hub, a group, or one invocation of a handler. */
export interface Injector {
  /** What stands for the token here or in a scope above. Throws a FrameworkError `DI_UNKNOWN_TOKEN` that lists near names. */
  get<T>(token: InjectionToken<T>): T;
  /** Like {@link get}, `undefined` when nothing stands for the token. */
  tryGet<T>(token: InjectionToken<T>): T | undefined;
  has(token: InjectionToken): boolean;
  /**
   * Makes a new instance of a class that need not be registered; its constructor's parameters come from this scope.
   * The instance is the caller's: its hooks are not called. Throws a SetupError when a parameter cannot be injected.
   */
  create<T>(type: Class<T>): T;
  /** All names (tokens that are strings) that can be asked for here, without doubles. */
  names(): string[];
  /** Whether each call of a handler has its own of what the token stands for: then only the scope of a call gives it. */
  isPerInvocation(token: InjectionToken): boolean;
  /**
   * A scope below this one that also knows `values`: those of one invocation. What has the scope `invocation` is made there when it is
   * first asked for; whoever opens the scope closes it.
   */
  invocation(values: Iterable<readonly [InjectionToken, unknown]>, call?: InvocationCall): InvocationInjector;
}

/** One call of a handler, as injection sees it. */
export interface InvocationCall {
  /** `Moderation.ban`: chains in messages begin with it. */
  readonly label?: string | undefined;
  /** What belongs to the call and is asked for by its class: the invocation, the event, the context. */
  readonly subjects?: readonly object[] | undefined;
  readonly clock?: Clock | undefined;
  /** How long a factory or an onInit may take that is waited for. Default: 30 s. */
  readonly initMs?: number | undefined;
  /** How long each onShutdown and dispose method may take. Default: 10 s. */
  readonly closeMs?: number | undefined;
  /** Told of everything that fails while the scope is closed. */
  readonly complain?: ((failure: LifecycleFailure) => void) | undefined;
}

/** The scope of one call of a handler. Of what has the scope `invocation` it gives the same instance to all who ask. */
export interface InvocationInjector extends Injector, AsyncDisposable {
  /**
   * Makes what these tokens stand for, as far as that takes time: factories that are asynchronous, `onInit()`s that are. A promise
   * while there is something to wait for, `undefined` when {@link get} has all of it. Throws what a constructor or factory throws.
   */
  prepare(tokens: readonly InjectionToken[]): Promise<void> | undefined;
  /** {@link prepare}, then {@link get}. */
  resolve<T>(token: InjectionToken<T>): Promise<T>;
  /**
   * onShutdown of everything that was made for the call, then dispose, in reverse order, each although another failed. `undefined`
   * when there is nothing to do; a promise of it never rejects. What is under way is waited for, at most as long as it may take.
   */
  close(): Promise<void> | undefined;
}

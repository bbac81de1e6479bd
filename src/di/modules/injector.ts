/** What the rest of the program sees of a scope: ask for what is provided, make what is not. */
import { type Class, type InjectionToken } from '../metadata/tokens';

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
  /** A scope below this one that also knows `values`: those of one invocation. */
  invocation(values: Iterable<readonly [InjectionToken, unknown]>): Injector;
}

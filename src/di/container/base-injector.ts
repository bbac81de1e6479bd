/** What all injectors have in common, whichever scope they look into. */
import { inspect } from 'node:util';
import { type Class, type InjectionToken, type TokenKey, tokenName } from '../metadata/tokens';
import { type Injector, type InvocationCall, type InvocationInjector } from '../modules/injector';
import { createIn, type CreatingScope } from './create';

/** See {@link Injector}. */
export abstract class BaseInjector implements Injector, CreatingScope {
  /** @param label what the scope is called in messages, `group "alpha"` */
  constructor(readonly label: string) {}

  abstract get<T>(token: InjectionToken<T>): T;
  abstract tryGet<T>(token: InjectionToken<T>): T | undefined;
  abstract has(token: InjectionToken): boolean;
  abstract isPerInvocation(token: InjectionToken): boolean;
  abstract isOutOfReach(token: InjectionToken): boolean;
  abstract invocation(values: Iterable<readonly [InjectionToken, unknown]>, call?: InvocationCall): InvocationInjector;

  /** What can be asked for here, nearest first. */
  abstract keys(): Iterable<TokenKey>;

  /** @throws FrameworkError DI_CLOSED */
  abstract assertOpen(token: InjectionToken): void;

  create<T>(type: Class<T>): T {
    this.assertOpen(type);
    return createIn(this, type);
  }

  names(): string[] {
    const names = new Set<string>();
    for (const key of this.keys()) if (typeof key === 'string') names.add(key);
    return [...names];
  }

  tokenNames(): string[] {
    return Array.from(new Set(this.keys()), tokenName);
  }

  /** What a printed injector shows: behind it is everything that is provided. */
  [inspect.custom](): string {
    return `Injector(${this.label})`;
  }

  toJSON(): string {
    return `Injector(${this.label})`;
  }
}

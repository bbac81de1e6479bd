/** What a dependency is asked for by: a class, a typed name, a plain name or a symbol. */

/** A class that can be constructed. */
export type Class<T = unknown> = new (...args: never[]) => T;

/** A class that may be abstract: good as a token, although nothing can be made of it. */
export type AbstractClass<T = unknown> = abstract new (...args: never[]) => T;

declare const tokenType: unique symbol;

/**
 * A name that knows the type of what it stands for. It is identified by its name alone:
 * `@Inject('my_number')` and `@Inject(token<number>('my_number'))` mean the same thing, the second is checked by the compiler.
 */
export interface Token<T> {
  readonly name: string;
  /** Only the compiler sees it. */
  readonly [tokenType]: T;
}

/** Anything a dependency can be asked for by. */
export type InjectionToken<T = unknown> = Class<T> | AbstractClass<T> | Token<T> | string | symbol;

/** What is behind a token. Plain names and symbols do not tell. */
export type Injected<K> =
  K extends Token<infer T>
    ? T
    : K extends AbstractClass<infer T>
      ? T
      : // A plain name says nothing about a type, and must fit every parameter.
        // eslint-disable-next-line @typescript-eslint/no-explicit-any
        any;

class NamedToken {
  constructor(readonly name: string) {}

  toString(): string {
    return this.name;
  }
}

/** Makes a typed name: `const MY_NUMBER = token<number>('my_number')`. */
export function token<T>(name: string): Token<T> {
  return new NamedToken(name) as unknown as Token<T>;
}

/** Whether a value is a name made by {@link token}. */
export function isToken(value: unknown): value is Token<unknown> {
  return value instanceof NamedToken;
}

/** Whether a value can be a token at all. What a circular import left undefined cannot. */
export function isInjectionToken(value: unknown): value is InjectionToken {
  return typeof value === 'function' || typeof value === 'string' || typeof value === 'symbol' || isToken(value);
}

/** A token as people write it. */
export function tokenName(value: InjectionToken): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'symbol') return value.description ?? 'a symbol';
  return value.name || 'an unnamed class';
}

/** What a token is looked up by: equal for all tokens that mean the same. */
export type TokenKey = AbstractClass | string | symbol;

export function tokenKey(value: InjectionToken): TokenKey {
  return isToken(value) ? value.name : value;
}

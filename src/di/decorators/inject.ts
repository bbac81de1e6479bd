/** `@Inject` and `@Args`: say by token what a parameter gets, where its type alone does not. */
import { SetupError } from '../../errors';
import { ownerOf } from '../metadata/decorated-member';
import { argumentTokens, injects } from '../metadata/lists';
import { captureSpot, type Spot } from '../metadata/place';
import { type AbstractClass, type Class, type Injected, type InjectionToken, type Token } from '../metadata/tokens';

/** The type of a parameter of a method (or of the constructor, when `Key` is undefined); `unknown` when it is out of sight. */
type ParameterType<Target, Key, Index extends number> = Key extends keyof Target
  ? // eslint-disable-next-line @typescript-eslint/no-explicit-any -- only the parameters matter
    Target[Key] extends (...args: infer A) => any
    ? A[Index]
    : unknown
  : Target extends abstract new (...args: infer A) => unknown
    ? A[Index]
    : unknown;

/** Stands on a parameter that takes a `T`. */
export type TypedParameterDecorator<T> = <
  Target extends object,
  const Key extends string | undefined,
  const Index extends number,
>(
  target: Target,
  method: Key,
  index: Index & ([T] extends [ParameterType<Target, Key, Index>] ? unknown : never),
) => void;

/** Stands on any parameter. */
export type AnyParameterDecorator = (target: object, method: string | undefined, index: number) => void;

/**
 * Injects what the token stands for, on a parameter of a constructor or of a handler's method.
 * Typed tokens and classes are checked against the parameter's type; plain names and symbols are not.
 */
export function Inject(name: string | symbol): AnyParameterDecorator;
export function Inject<T>(token: Token<T> | Class<T> | AbstractClass<T>): TypedParameterDecorator<T>;
export function Inject(token: InjectionToken): AnyParameterDecorator {
  const spot = captureSpot(Inject);
  // Where types are not checked, it can stand on a field.
  return (target, method, index: number | undefined) => {
    const { type } = ownerOf(target, spot);
    if (index === undefined) throw injectOnField(`${type.name}.${method ?? ''}`, spot);
    injects.add(target, { index, token }, method);
  };
}

/**
 * Names the tokens of a method's parameters 1 and up, for programs whose compiler writes no metadata:
 * `@On(MessageCreateEvent) @Args(RestClient, Database)`. The compiler checks them against the parameters.
 */
export function Args<const K extends readonly InjectionToken[]>(
  ...tokens: K
): <
  // Parameter 0 is the business of the decorator that names the event.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  F extends (first: any, ...rest: { -readonly [I in keyof K]: Injected<K[I]> }) => unknown,
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void {
  return (target, method) => {
    argumentTokens.add(target, tokens, method);
  };
}

function injectOnField(field: string, { file }: Spot): SetupError {
  const problem = {
    code: 'DI_INJECT_ON_FIELD',
    message: `@Inject stands on the field ${field}, and only parameters are injected.`,
    advice: 'ask for it in the constructor: constructor(@Inject(token) private readonly db: Database) {}',
    place: { file },
  };
  return new SetupError([problem], 'This program');
}

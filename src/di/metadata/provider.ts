/** The ways to say what stands behind a token. */
import { type Class, type InjectionToken } from './tokens';

/** A value that exists already. Its life is its maker's business: it is neither started nor disposed of here. */
export interface ValueProvider {
  readonly provide: InjectionToken;
  readonly useValue: unknown;
}

/** An instance of another class, for instance a subclass. */
export interface ClassProvider {
  readonly provide: InjectionToken;
  readonly useClass: Class;
  /** One for each call of a handler that asks for it; as `@Injectable` says of a class. */
  readonly scope?: 'invocation';
}

/** Another name for what a token already stands for. */
export interface ExistingProvider {
  readonly provide: InjectionToken;
  readonly useExisting: InjectionToken;
}

/** What a function makes of its arguments; a promise is awaited before anything that needs it is made. */
export interface FactoryProvider {
  readonly provide: InjectionToken;
  // The arguments are what `inject` names; their types are the author's.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly useFactory: (...dependencies: any[]) => unknown;
  /** Tokens of the function's arguments, in order. */
  readonly inject?: readonly InjectionToken[];
  /** The function is called once for each call of a handler that asks for what it makes; as `@Injectable` says of a class. */
  readonly scope?: 'invocation';
}

/** What may stand in the place of another provider: it names the token. */
export type ReplacingProvider = ValueProvider | ClassProvider | ExistingProvider | FactoryProvider;

/** A class provides itself. */
export type Provider = Class | ReplacingProvider;

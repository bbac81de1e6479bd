/** The words for what keeps a parameter from being injected: what, where, and what to try. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type DiErrorCode } from '../codes';
import { type ParameterRecord } from './records';
import { type SourceParameter } from './source-text';
import { capital } from './text';
import { type Class } from './tokens';

/** What is known about one parameter before a token is made of it. */
export interface Clues {
  readonly type: Class;
  readonly method: string;
  /** Where the decorator stands. Its file is found out when it is read, so it is read for a problem only. */
  readonly place: SetupPlace | undefined;
  readonly index: number;
  readonly source: SourceParameter | undefined;
  readonly optional: boolean;
  readonly types: readonly unknown[] | undefined;
  /** What `@Inject`, tsyringe's `@inject` or `@Args` said. */
  readonly said: { readonly token: unknown } | undefined;
}

/** What is wrong, told about `subject` (“argument 1 "client" of Greeter.greet”), and the way out. */
const REFUSALS = {
  DI_ARGUMENT_OBJECT: {
    message: (subject: string) =>
      `${subject} has no class to inject: its type is an interface, a union or a generic, or its class was lost in a circular import or an \`import type\`.`,
    advice: (inject: string) => `${inject}, or give it the class itself as its type, imported without \`type\`.`,
  },
  DI_ARGUMENT_FUNCTION: {
    message: (subject: string) =>
      `${subject} has no class to inject: its class came by \`import type\`, which leaves nothing at run time, or its type is a function.`,
    advice: (inject: string) => `write \`import { … }\` without \`type\` for its class, or ${inject}.`,
  },
  DI_ARGUMENT_UNDEFINED: {
    message: (subject: string) =>
      `${subject} asks for something that was undefined when the file was loaded: the two files import each other.`,
    advice: (inject: string) =>
      `break the circular import (move what both need to a third file), or ${inject} with a name: token<T>('name').`,
  },
  DI_OVERRIDE_UNDECORATED: {
    message: (subject: string) =>
      `Nothing is known about ${subject}: the method overrides a decorated one that does not have it, and has no decorator of its own.`,
    advice: (inject: string) => `repeat the decorator on the overriding method, or ${inject}.`,
  },
  DI_ARGUMENT_PRIMITIVE: {
    message: (subject: string, type: string) => `${subject} is of type ${type}, and nothing says which one to inject.`,
    advice: (inject: string) => `${inject} and provide that token.`,
  },
  DI_NO_METADATA: {
    message: (subject: string) =>
      `Nothing is known about ${subject}: the compiler wrote no metadata. Runners built on esbuild, such as tsx, never do.`,
    advice: (inject: string) =>
      `compile with tsc, ts-node or swc with \`experimentalDecorators\` and \`emitDecoratorMetadata\` on, or ${inject}.`,
  },
  DI_TSYRINGE_FEATURE: {
    message: (subject: string) =>
      `${subject} uses injectAll, a transform or delay of tsyringe, which are not supported here.`,
    advice: () => 'inject one token with @Inject(token); a factory provider can collect or change what it stands for.',
  },
} as const satisfies Partial<
  Record<DiErrorCode, { message: (subject: string, type: string) => string; advice: (inject: string) => string }>
>;

export type RefusalCode = keyof typeof REFUSALS;

/** Why one parameter cannot be injected. */
export function refusal(clues: Clues, code: RefusalCode): SetupProblem {
  const inject =
    code === 'DI_NO_METADATA' && clues.method !== 'constructor'
      ? 'name parameters 1 and up, classes of options too, with @Args(RestClient, …) on the method'
      : 'write @Inject(token) before it';
  const type = clues.types?.[clues.index];
  return {
    code,
    message: capital(REFUSALS[code].message(subjectOf(clues), typeof type === 'function' ? type.name : 'value')),
    advice: REFUSALS[code].advice(inject),
    place: placeOf(clues),
  };
}

/** A whole constructor about which nothing is known: `first` is where, `lost` which parameters. */
export function undecoratedProblem(first: Clues, lost: readonly Clues[], owner: Class): SetupProblem {
  const { type } = first;
  const inherits = owner !== type;
  const names = lost.map(({ index, source }) => `${index}${source?.name ? ` "${source.name}"` : ''}`).join(', ');
  const undefinedOnes = `argument${lost.length === 1 ? '' : 's'} ${names} would be undefined`;
  return {
    code: inherits ? 'DI_INHERITED_CONSTRUCTOR' : 'DI_UNDECORATED',
    message: inherits
      ? `${type.name} inherits the constructor of ${owner.name}, which has no decorator: ${undefinedOnes}.`
      : `${type.name} has constructor parameters and no decorator: ${undefinedOnes}.`,
    advice: inherits
      ? `put @Injectable() on ${owner.name}, or give ${type.name} a constructor of its own.`
      : `put @Injectable() on ${type.name}.`,
    place: placeOf(first),
  };
}

function subjectOf({ index, source, type, method }: Clues): string {
  const owner = method === 'constructor' ? `the constructor of ${type.name}` : `${type.name}.${method}`;
  return `argument ${index}${source?.name ? ` "${source.name}"` : ''} of ${owner}`;
}

function placeOf(clues: Clues): SetupPlace {
  const { place, type, method, source, index } = clues;
  return { file: place?.file, className: type.name, method, argument: source?.name ?? index };
}

/** What a parameter is called in a message. */
export function parameterLabel(parameter: Pick<ParameterRecord, 'index' | 'name'>): string {
  return `argument ${parameter.index}${parameter.name ? ` "${parameter.name}"` : ''}`;
}

/**
 * A method of a handler class that something else than an event calls: a command, a button. It is given one thing or two, and
 * the rest is injected as into any handler.
 */
import { type Class, type Injector, methodProblem, type ParameterRecord, readParameters } from '../../di';
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type ArgumentPool } from '../arguments/argument-pool';
import { compileCall, compilePayloadCall, type Method, resolveCells } from '../arguments/call-plan';
import { parameterProblems, type Provided } from '../arguments/parameter-problems';
import { isScoped, type ScopedCall, scopedCall } from '../arguments/scoped-call';
import { type Invocation, type InvocationKind } from '../invocation/invocation';
import { type Pipeline } from '../pipeline/pipeline';
import { type Pipelines } from '../pipeline/pipelines';

export interface InjectedCallInit {
  readonly owner: Class;
  readonly method: string;
  readonly place: SetupPlace;
  /** How many parameters are given with the call: the context alone, or a payload as well. */
  readonly given: 1 | 2;
  readonly kind: Exclude<InvocationKind, 'event'>;
}

/** Made by `dispatcher.addCall`, called once the group has started. */
export class InjectedCall {
  /** `Moderation.ban`. */
  readonly label: string;
  readonly argumentNames: readonly string[];
  /** What its calls go through; `undefined` where nothing is in use. @internal */
  pipeline: Pipeline | undefined = undefined;
  private readonly parameters: readonly ParameterRecord[];
  private bound: ((subject: unknown, payload: unknown) => unknown) | undefined;
  /** In place of {@link bound} where the parameters ask for what each call has of its own. */
  private scoped: ScopedCall | undefined;

  constructor(private readonly init: InjectedCallInit) {
    const { owner, method, place, given } = init;
    this.label = `${owner.name}.${method}`;
    this.parameters = readParameters(owner, method, given, place);
    this.argumentNames = this.parameters.map(({ name, index }) => name ?? `argument ${index}`);
  }

  get owner(): Class {
    return this.init.owner;
  }

  get method(): string {
    return this.init.method;
  }

  get kind(): InjectedCallInit['kind'] {
    return this.init.kind;
  }

  /** Calls the method, and nothing round it. What it throws is the caller's. `undefined` while the group has not started. */
  call(subject: object, payload?: unknown, invocation?: Invocation): unknown {
    // Its pipeline, which it has for this very reason, gives the invocation.
    if (this.scoped)
      return this.scoped(this.init.given === 2 ? [subject, payload] : [subject], invocation as Invocation);
    return this.bound?.(subject, payload);
  }

  problems(pool: ArgumentPool, provided: Provided): SetupProblem[] {
    const { owner, method, place } = this.init;
    const problem = methodProblem(owner, method, place);
    if (problem) return [problem];
    return parameterProblems(
      { method, place, parameters: this.parameters, isOptions: this.mayBeOptions },
      pool,
      provided,
    );
  }

  /** A class without option decorators is not read as options, and is looked for in vain among providers. */
  private readonly mayBeOptions = ({ index }: ParameterRecord): boolean =>
    index === 1 && (this.kind === 'command' || this.kind === 'text-command');

  bind(instance: object, pool: ArgumentPool, injector: Injector, pipelines: Pipelines): void {
    const { method, given } = this.init;
    const fn = (instance as Record<string, Method>)[method] as Method;
    const cells = resolveCells(this.parameters, pool, injector).slice(given - 1);
    this.pipeline = pipelines.pipelineFor(this, this.kind, { isScoped: isScoped(cells) });
    this.scoped = isScoped(cells) ? scopedCall(instance, fn, cells) : undefined;
    this.bound = given === 2 ? compilePayloadCall(instance, fn, cells) : compileCall(instance, fn, cells);
  }
}

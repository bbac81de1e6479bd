/**
 * A method of a handler class that something else than an event calls: a command, a button. It is given one thing or two, and
 * the rest is injected as into any handler.
 */
import { type Class, type InjectionToken, type Injector, type ParameterRecord, readParameters } from '../../di';
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type ArgumentPool } from '../arguments/argument-pool';
import { compileCall, compilePayloadCall, type Method, resolveCells } from '../arguments/call-plan';
import { parameterProblems } from '../arguments/parameter-problems';

export interface InjectedCallInit {
  readonly owner: Class;
  readonly method: string;
  readonly place: SetupPlace;
  /** How many parameters are given with the call: the context alone, or a payload as well. */
  readonly given: 1 | 2;
}

/** Made by `dispatcher.addCall`, called once the group has started. */
export class InjectedCall {
  /** `Moderation.ban`. */
  readonly label: string;
  readonly argumentNames: readonly string[];
  private readonly parameters: readonly ParameterRecord[];
  private bound: ((subject: unknown, payload: unknown) => unknown) | undefined;

  constructor(private readonly init: InjectedCallInit) {
    const { owner, method, place, given } = init;
    this.label = `${owner.name}.${method}`;
    this.parameters = readParameters(owner, method, given, place);
    this.argumentNames = this.parameters.map(({ name, index }) => name ?? `argument ${index}`);
  }

  get owner(): Class {
    return this.init.owner;
  }

  /** Calls the method. What it throws is the caller's. `undefined` while the group has not started. */
  call(subject: object, payload?: unknown): unknown {
    return this.bound?.(subject, payload);
  }

  problems(pool: ArgumentPool, has: (token: InjectionToken) => boolean): SetupProblem[] {
    const { method, place } = this.init;
    return parameterProblems({ method, place, parameters: this.parameters }, pool, has);
  }

  bind(instance: object, pool: ArgumentPool, injector: Injector): void {
    const { method, given } = this.init;
    const fn = (instance as Record<string, Method>)[method] as Method;
    const cells = resolveCells(this.parameters, pool, injector);
    this.bound = given === 2 ? compilePayloadCall(instance, fn, cells.slice(1)) : compileCall(instance, fn, cells);
  }
}

/** What keeps the parameters of a method from being filled. */
import { type InjectionToken, type Injector, type ParameterRecord, tokenName } from '../../di';
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type ArgumentPool } from './argument-pool';
import { canResolve } from './call-plan';

/** A method that is called, with the parameters that are injected into it. */
export interface InjectedParameters {
  readonly method: string;
  readonly place: SetupPlace;
  readonly parameters: readonly ParameterRecord[];
  /** Whether a class is not injected but given with the call: the event, or the context of an interaction. */
  readonly isGiven?: ((token: InjectionToken) => boolean) | undefined;
  /** Whether a parameter stands where what people enter is given. */
  readonly isOptions?: ((parameter: ParameterRecord) => boolean) | undefined;
  /** Whether it is called when the call has ended, and what that had of its own is gone. */
  readonly isAfterCall?: boolean | undefined;
}

/** What the container will have. */
export type Provided = Pick<Injector, 'has' | 'isPerInvocation'>;

const OR_OPTIONS = "; if people are to enter it, put decorators on its fields: @StringOption('…')";

export function parameterProblems(
  { method, place, parameters, isGiven, isOptions, isAfterCall = false }: InjectedParameters,
  pool: ArgumentPool,
  provided: Provided,
): SetupProblem[] {
  const problems: SetupProblem[] = [];
  for (const parameter of parameters) {
    const { token, problem, optional, name, index } = parameter;
    if (problem) problems.push(problem);
    if (problem || token === undefined || optional || isGiven?.(token)) continue;
    const isPerCall = provided.isPerInvocation(token);
    if (isPerCall ? !isAfterCall : canResolve(token, pool, (one) => provided.has(one))) continue;
    const wanted = tokenName(token);
    const isName = typeof token !== 'function';
    problems.push({
      code: 'DISPATCH_ARGUMENT_UNRESOLVED',
      message: isPerCall
        ? `${place.className ?? ''}.${method} asks for ${wanted}, which each call has of its own, and is called when the call has ended.`
        : `Nothing is provided for ${wanted}, which ${place.className ?? ''}.${method} asks for.`,
      advice: isPerCall
        ? 'use what the outcome and the invocation tell, or let the provider tell it to one that lives longer.'
        : isName
          ? `add it, dispatcher.addArgument('${wanted}', value), or provide it in a module: { provide: '${wanted}', useValue: … }.`
          : `list ${wanted} among the providers of the group or of a module it uses${isOptions?.(parameter) === true ? OR_OPTIONS : ''}.`,
      place: { file: place.file, className: place.className, method, argument: name ?? index },
    });
  }
  return problems;
}

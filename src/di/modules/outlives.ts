/** What is said when something that lives longer than a call asks for what each call has of its own. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { parameterLabel } from '../metadata/parameter-problems';
import { type ParameterRecord } from '../metadata/records';
import { type InjectionToken, tokenName } from '../metadata/tokens';

export interface Outliving {
  /** Who asks: `Greeter`, `The factory of db`. */
  readonly asker: string;
  readonly parameter: Pick<ParameterRecord, 'index' | 'name'>;
  readonly token: InjectionToken;
  /** From one that nothing needs to the asker; without it, the asker alone. */
  readonly chain?: readonly string[];
  /** Why it lives longer: `is made once for group "alpha"`. */
  readonly lives: string;
  readonly place: SetupPlace | undefined;
}

export function outlivesProblem({ asker, parameter, token, chain = [asker], lives, place }: Outliving): SetupProblem {
  const name = tokenName(token);
  return {
    code: 'DI_OUTLIVES_INVOCATION',
    message: `${asker} ${lives} and needs ${name} (${parameterLabel(parameter)}), of which each call has its own: ${[...chain, name].join(' -> ')}.`,
    advice:
      `ask for ${name} in a parameter of the handler’s method, get it with invocation.get(…) in a guard or an interceptor, ` +
      `or give ${chain.at(-1) ?? asker} scope: 'invocation' as well.`,
    place: place && { ...place, argument: parameter.name ?? parameter.index },
  };
}

/** What is said when nothing provides a token. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { nearNames } from '../../util';
import { parameterLabel } from '../metadata/parameter-problems';
import { type ParameterRecord } from '../metadata/records';
import { type InjectionToken, tokenName } from '../metadata/tokens';

export interface MissingProvider {
  /** Who asks: `Greeter`, `Greeter.greet`, `the factory of "db"`. */
  readonly asker: string;
  readonly parameter: Pick<ParameterRecord, 'index' | 'name'> | undefined;
  readonly token: InjectionToken;
  /** The scope, `group "alpha"`. */
  readonly where: string;
  readonly place: SetupPlace | undefined;
  /** Names of what is provided there. */
  readonly known: Iterable<string>;
  /** Other scopes in which something provides it, `group "beta"`. */
  readonly elsewhere?: readonly string[];
}

/** Nothing is built that nobody listed: a class that is asked for and not provided is a problem, not a new instance. */
export function missingProvider(missing: MissingProvider): SetupProblem {
  const { asker, parameter, token, where, elsewhere = [] } = missing;
  const name = tokenName(token);
  const near = typeof token === 'function' ? [] : nearNames(name, missing.known);
  const argument = parameter ? ` (${parameterLabel(parameter)})` : '';
  const only = elsewhere.length > 0 ? ` It is provided in ${elsewhere.join(' and ')} only.` : '';
  const list =
    typeof token === 'function'
      ? `list ${name} in the \`providers\` of ${where}, of one of its modules or of the hub`
      : `provide it in ${where} or in the hub: { provide: '${name}', useValue: … }`;
  return {
    code: 'DI_MISSING_PROVIDER',
    message: `${asker} needs ${typeof token === 'function' ? name : `"${name}"`}${argument}, and nothing provides it in ${where}.${only}`,
    advice:
      near.length > 0 ? `did you mean ${near.map((one) => `"${one}"`).join(' or ')}? Otherwise ${list}.` : `${list}.`,
    place: missing.place && {
      ...missing.place,
      ...(parameter ? { argument: parameter.name ?? parameter.index } : {}),
    },
  };
}

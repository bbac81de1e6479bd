/** Reads suggestions for an option. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete */
import { type ChoiceRecord } from '../world/interaction-record';
import { FormErrors, integer, list, need, nullable, number, object, type Rule, text } from './form';
import { localizations } from './localizations';

const INTEGER = 4;
const NUMBER = 10;
const MOST = 25;
const INT53 = { min: -(2 ** 53) + 1, max: 2 ** 53 - 1 };

function valueOf(optionType: number): Rule<string | number> {
  if (optionType === INTEGER) return integer(INT53);
  if (optionType === NUMBER) return number(INT53);
  // The documentation says 100, the schema 6000.
  return text({ max: 6_000 });
}

/** @param optionType what the value has to be. */
export function readChoices(data: object, optionType: number): ChoiceRecord[] {
  const errors = new FormErrors();
  const one = object({
    name: need(text({ min: 1, max: 100 })),
    name_localizations: nullable(localizations(100)),
    value: need(valueOf(optionType)),
  });
  const { choices } = data as { readonly choices?: unknown };
  const read = list(one, { max: MOST })(choices ?? [], errors, ['choices']);
  errors.throwIfAny();
  return (read ?? []).map(({ name, value }) => ({ name, value }));
}

/**
 * What fits together in one component that somebody chooses from, in messages and in forms: Discord refuses a select that asks for
 * more than it offers, and two options that would be heard as the same. https://discord.com/developers/docs/components/reference#string-select
 */
import { ComponentType } from 'discord-api-types/v10';
import { describeGot } from '../bodies/body-error';
import { list, loose, type LooseBody, type Refuse } from './body-spec';

/** More is refused as such. */
const MOST_VALUES = 25;

/** @param at where it stands, as its author writes it */
export function checkChoices(at: () => string, component: LooseBody, refuse: Refuse): void {
  const { type, min_values: least, default_values: chosen } = component;
  const options = list(component.options);
  const most = mostOf(component, options.length);
  if (typeof least === 'number' && least <= MOST_VALUES && least > most && most <= MOST_VALUES) {
    refuse(`${at()}.minValues`, 'choices', `takes at most maxValues, ${most}`, `${least}`);
  }
  if (type === ComponentType.StringSelect && options.length > 0 && most > options.length && most <= MOST_VALUES) {
    const says =
      options.length === 1 ? 'takes at most 1, as there is one option' : `takes at most the ${options.length} options`;
    refuse(`${at()}.maxValues`, 'choices', says, `${most}`);
  }
  checkValues(at, options, refuse);
  const count = list(chosen).length;
  const fewest = typeof least === 'number' ? least : 1;
  // Nothing chosen beforehand is always in order.
  if (count > 0 && count <= MOST_VALUES && fewest <= most && (count < fewest || count > most)) {
    refuse(
      `${at()}.defaultValues`,
      'choices',
      `takes ${fewest} to ${most} items, as minValues and maxValues say`,
      describeGot(chosen),
    );
  }
}

function checkValues(at: () => string, options: readonly unknown[], refuse: Refuse): void {
  const seen = new Set<unknown>();
  for (let index = 0; index < options.length; index += 1) {
    const { value } = loose(options[index]);
    if (value === undefined) continue;
    if (seen.has(value)) {
      refuse(`${at()}.options[${index}].value`, 'unique', 'is used by one option only', `${describeGot(value)} again`);
    }
    seen.add(value);
  }
}

/** How many can be chosen: one where nothing is said, and of checkboxes all. */
function mostOf({ type, max_values: most }: LooseBody, options: number): number {
  if (typeof most === 'number') return most;
  return type === ComponentType.CheckboxGroup ? options : 1;
}

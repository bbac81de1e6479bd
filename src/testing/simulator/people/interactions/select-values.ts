/** What a person chooses in a select, in a message or in a form. */
import { SimulatorMisuse } from '../../misuse';
import { type Chosen, type Resolved } from './resolved';

type Component = Readonly<Record<string, unknown>>;

const STRING = 3;
const USER = 5;
const ROLE = 6;
const MENTIONABLE = 7;
const CHANNEL = 8;

/** @param least how many have to be chosen at least. */
export function chooseValues(
  select: Component,
  values: readonly Chosen[],
  resolved: Resolved,
  { least, name }: { least: number; name: string },
): string[] {
  const chosen = values.map((value) => chooseOne(select, value, resolved, name));
  const most = Number(select.max_values ?? 1);
  if (new Set(chosen).size < chosen.length) {
    throw new SimulatorMisuse(`"${name}" lets nobody choose the same twice`, 'each value once.');
  }
  if (chosen.length < least || chosen.length > most) {
    throw new SimulatorMisuse(
      `"${name}" takes ${least === most ? least : `${least} to ${most}`} values, not ${chosen.length}`,
      'another number of values, or { unchecked: true }.',
    );
  }
  return chosen;
}

function chooseOne(select: Component, value: Chosen, resolved: Resolved, name: string): string {
  switch (select.type) {
    case USER:
      return resolved.user(value);
    case ROLE:
      return resolved.role(value);
    case MENTIONABLE:
      return resolved.mentionable(value);
    case CHANNEL:
      return resolved.channel(value, select.channel_types as readonly unknown[] | null | undefined);
    default:
      return chooseOption(select, value, name);
  }
}

/** An option by its value or its label. */
export function chooseOption(group: Component, value: Chosen, name: string): string {
  const options = (group.options ?? []) as readonly Component[];
  const found = options.find((option) => option.value === value) ?? options.find((option) => option.label === value);
  if (found) return String(found.value);
  const known = options.map((option) => `"${String(option.label)}"`).join(', ');
  throw new SimulatorMisuse(`"${name}" offers no option ${JSON.stringify(value)}`, `one of ${known}.`);
}

/** What is chosen before a person touches a select. */
export function preselected(select: Component): Chosen[] {
  if (select.type === STRING) {
    const options = (select.options ?? []) as readonly Component[];
    return options.filter((option) => option.default === true).map((option) => String(option.value));
  }
  return ((select.default_values ?? []) as readonly { readonly id: string }[]).map(({ id }) => id);
}

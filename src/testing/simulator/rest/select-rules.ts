/** What fits together in components that somebody chooses from, in messages and in forms alike: bounds, options, what is chosen beforehand. */
import { type FormErrors, integer } from './form';

type Path = readonly (string | number)[];
type Component = Readonly<Record<string, unknown>>;

const STRING_SELECT = 3;
const RADIO_GROUP = 21;
const CHECKBOX_GROUP = 22;
const MOST_OPTIONS = 25;

/** How many can be chosen: one, where nothing is said, and of checkboxes all. */
function mostOf({ type, max_values: most, options }: Component): number {
  if (typeof most === 'number') return most;
  return type === CHECKBOX_GROUP && Array.isArray(options) ? options.length : 1;
}

/** Adds what is wrong with the bounds and the options of one component. */
export function judgeChoices(component: Component, errors: FormErrors, path: Path): void {
  const most = mostOf(component);
  const { min_values: least, options, default_values: chosen } = component;
  if (typeof least === 'number') integer({ min: 0, max: most })(least, errors, [...path, 'min_values']);
  if (Array.isArray(options)) judgeOptions(component, options as readonly Component[], most, errors, path);
  // Nothing chosen beforehand is always in order.
  if (!Array.isArray(chosen) || chosen.length === 0) return;
  const fewest = typeof least === 'number' ? least : 1;
  if (chosen.length >= fewest && chosen.length <= most) return;
  const told = `Must be between ${fewest} and ${most} in length.`;
  errors.add([...path, 'default_values'], 'BASE_TYPE_BAD_LENGTH', told);
}

function judgeOptions(
  component: Component,
  options: readonly Component[],
  most: number,
  errors: FormErrors,
  path: Path,
): void {
  const { type } = component;
  if (type === STRING_SELECT && options.length < most) {
    const told = `Must be between ${most} and ${MOST_OPTIONS} in length.`;
    errors.add([...path, 'options'], 'BASE_TYPE_BAD_LENGTH', told);
  }
  const values = new Set<unknown>();
  options.forEach(({ value }, index) => {
    if (values.has(value)) {
      const told = 'The specified option value is already used';
      errors.add([...path, 'options', index], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', told);
    }
    values.add(value);
  });
  const chosen = options.filter((option) => option.default === true).length;
  const choosable = type === RADIO_GROUP ? 1 : most;
  if (chosen <= choosable) return;
  if (type === STRING_SELECT) {
    const told = 'The specified number of default values exceeds the specified maximum values';
    errors.add([...path, 'options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', told);
  } else errors.add([...path, 'options'], 'BASE_TYPE_MAX_LENGTH', `Must be ${choosable} or fewer in length.`);
}

/**
 * Reads the forms that applications answer with, as strictly as Discord: what stands in them, once each, and which
 * limits fit each other. https://discord.com/developers/docs/components/reference#label
 */
import { absent } from './absent';
import { DEFAULTS, EMOJI_OPTION, SELECT, shortTextOption } from './component-form';
import {
  anyObject,
  boolean,
  choice,
  FormErrors,
  integer,
  kindOf,
  list,
  need,
  nullable,
  object,
  type Rule,
  text,
} from './form';
import { judgeChoices } from './select-rules';

type Path = readonly (string | number)[];
type Component = Readonly<Record<string, unknown>>;
type Shape = Parameters<typeof object>[0];

const ROW = 1;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const ENTITY_SELECTS = [5, 6, 7, 8];
const TEXT_DISPLAY = 10;
const LABEL = 18;
const FILE_UPLOAD = 19;
const RADIO_GROUP = 21;
const CHECKBOX_GROUP = 22;
const CHECKBOX = 23;

const FIELDS = [STRING_SELECT, TEXT_INPUT, ...ENTITY_SELECTS, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX];
const TOP = [ROW, TEXT_DISPLAY, LABEL];
const MOST = 5;
const MOST_VALUES = 25;
const INT32 = { min: 0, max: 2_147_483_647 };

const BASE: Shape = { id: nullable(integer(INT32)) };
const CUSTOM_ID = need(text({ min: 1, max: 100 }));
const required = nullable(boolean);
const FIELD_SELECT: Shape = { ...SELECT, required };
const ENTITIES: Shape = { ...FIELD_SELECT, default_values: nullable(DEFAULTS) };

const SHAPES: Readonly<Record<number, Shape>> = {
  [ROW]: { components: need(list(oneOf([TEXT_INPUT]), { min: 1, max: 1 })) },
  [STRING_SELECT]: { ...FIELD_SELECT, options: need(list(EMOJI_OPTION, { min: 1, max: 25 })) },
  [TEXT_INPUT]: {
    custom_id: CUSTOM_ID,
    style: need(choice([1, 2])),
    label: nullable(text({ max: 45 })),
    min_length: nullable(integer({ min: 0, max: 4_000 })),
    max_length: nullable(integer({ min: 1, max: 4_000 })),
    required,
    value: nullable(text({ max: 4_000 })),
    placeholder: nullable(text({ max: 100 })),
  },
  5: ENTITIES,
  6: ENTITIES,
  7: ENTITIES,
  8: { ...ENTITIES, channel_types: nullable(list(integer({ min: 0, max: 16 }), { max: 17 })) },
  [TEXT_DISPLAY]: { content: need(text({ min: 1, max: 4_000 })) },
  [LABEL]: {
    label: need(text({ min: 1, max: 45 })),
    description: nullable(text({ max: 100 })),
    component: need(oneOf(FIELDS)),
  },
  [FILE_UPLOAD]: {
    custom_id: CUSTOM_ID,
    min_values: nullable(integer({ min: 0, max: 10 })),
    max_values: nullable(integer({ min: 1, max: 10 })),
    required,
    file_types: nullable(list(text({ min: 1, max: 16 }), { max: 10 })),
  },
  [RADIO_GROUP]: { custom_id: CUSTOM_ID, required, options: need(list(shortTextOption, { min: 2, max: 10 })) },
  [CHECKBOX_GROUP]: {
    custom_id: CUSTOM_ID,
    required,
    options: need(list(shortTextOption, { min: 1, max: 10 })),
    min_values: nullable(integer({ min: 0, max: 10 })),
    max_values: nullable(integer({ min: 1, max: 10 })),
  },
  [CHECKBOX]: { custom_id: CUSTOM_ID, default: nullable(boolean) },
};

/** A component of one of these types. */
function oneOf(types: readonly number[]): Rule<Component> {
  return (value, errors, path) => {
    const component = anyObject(value, errors, path);
    if (!component) return undefined;
    const type = kindOf(types, component.type, errors, path);
    if (type === undefined) return undefined;
    if (!object({ ...BASE, ...SHAPES[type] })(component, errors, path)) return undefined;
    judgeField(component, errors, path);
    return component;
  };
}

/** The rules between the settings of one field. */
function judgeField(field: Component, errors: FormErrors, path: Path): void {
  if (field.disabled === true) {
    errors.add([...path, 'disabled'], 'MODAL_COMPONENT_DISABLED', 'Modals do not support disabled components');
  }
  const { min_length: shortest, max_length: longest } = field;
  if (typeof shortest === 'number' && typeof longest === 'number' && shortest > longest) {
    integer({ min: 0, max: longest })(shortest, errors, [...path, 'min_length']);
  }
  const isRequired = field.type !== TEXT_INPUT && field.type !== CHECKBOX && (field.required ?? true) === true;
  if (isRequired && field.min_values === 0) {
    integer({ min: 1, max: MOST_VALUES })(field.min_values, errors, [...path, 'min_values']);
  }
  judgeChoices(field, errors, path);
}

export interface ModalDraft {
  readonly customId: string;
  readonly title: string;
  readonly components: readonly object[];
}

/** Reads a form, or throws what is wrong with it. */
export function readModal(data: object): ModalDraft {
  const errors = new FormErrors();
  const read = object({
    custom_id: CUSTOM_ID,
    title: need(text({ min: 1, max: 45 })),
    components: need(list(oneOf(TOP), { min: 1, max: MOST })),
  })(data, errors, []);
  errors.throwIfAny();
  const {
    custom_id: customId,
    title,
    components,
  } = read as { custom_id: string; title: string; components: Component[] };
  judgeTogether(components, errors);
  errors.throwIfAny();
  return { customId, title, components: withIds(components) };
}

/** Who stands where in a form: rows hold fields, labels one. */
export function fieldsOf(component: Component): readonly Component[] {
  if (component.type === ROW) return component.components as readonly Component[];
  return component.type === LABEL ? [component.component as Component] : [];
}

/** What there is once in a form, and what a label already says. */
function judgeTogether(components: readonly Component[], errors: FormErrors): void {
  const customIds = new Set<unknown>();
  const ids = new Set<unknown>();
  const takeId = ({ id = 0 }: Component, path: Path): void => {
    if (id === 0 || id === null) return;
    if (ids.has(id))
      errors.add([...path, 'id'], 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value');
    ids.add(id);
  };
  components.forEach((component, index) => {
    const path = ['components', index];
    takeId(component, path);
    fieldsOf(component).forEach((field, at) => {
      const inside = component.type === ROW ? [...path, 'components', at] : [...path, 'component'];
      takeId(field, inside);
      if (customIds.has(field.custom_id)) {
        const told = 'Component custom id cannot be duplicated';
        errors.add([...inside, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', told);
      }
      customIds.add(field.custom_id);
      judgeLabel(component, field, errors, inside);
    });
  });
}

function judgeLabel(component: Component, field: Component, errors: FormErrors, path: Path): void {
  if (field.type !== TEXT_INPUT) return;
  const hasOwn = typeof field.label === 'string' && field.label !== '';
  if (component.type === ROW && !hasOwn) {
    errors.add([...path, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  // The label around the field says it.
  if (component.type === LABEL && hasOwn) absent(errors, [...path, 'label']);
}

/** Gives every component a number, as Discord does where none was given. */
function withIds(components: readonly Component[]): Component[] {
  const given = components.flatMap((each) => [each, ...fieldsOf(each)]).map(({ id }) => id);
  const taken = new Set(given);
  let last = 0;
  const next = (): number => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const numbered = (component: Component): Component => {
    const { id } = component;
    const own = typeof id === 'number' && id > 0 ? id : next();
    return {
      ...component,
      id: own,
      ...(component.type === ROW ? { components: fieldsOf(component).map(numbered) } : {}),
      ...(component.type === LABEL ? { component: numbered(component.component as Component) } : {}),
    };
  };
  return components.map(numbered);
}

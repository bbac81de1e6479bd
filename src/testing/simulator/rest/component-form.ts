/**
 * Reads the components of messages as strictly as Discord: what stands where, what each kind takes, and what there is
 * once in a message. https://discord.com/developers/docs/components/reference
 */
import { codePoints } from '../text';
import { type FileRecord } from '../world/records';
import { absent } from './absent';
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
  snowflake,
  text,
  url,
} from './form';
import { judgeChoices } from './select-rules';

type Path = readonly (string | number)[];
type Component = Readonly<Record<string, unknown>>;
type Shape = Parameters<typeof object>[0];

const ROW = 1;
const BUTTON = 2;
const SELECTS = [3, 5, 6, 7, 8];
const SECTION = 9;
const TEXT_DISPLAY = 10;
const THUMBNAIL = 11;
const CONTAINER = 17;
/** What stands by itself in messages of the second kind, and in containers: media, files, separators beside rows. */
const BLOCKS = [ROW, SECTION, TEXT_DISPLAY, 12, 13, 14];
const TOP = { rows: [ROW], blocks: [...BLOCKS, CONTAINER] };

const ROWS = 5;
const MOST = 40;
const TEXT_IN_ALL = 4_000;
const INT32 = { min: 0, max: 2_147_483_647 };

const BASE: Shape = { id: nullable(integer(INT32)) };
const CUSTOM_ID = text({ min: 1, max: 100 });
const EMOJI = object({ id: nullable(snowflake), name: nullable(text({ max: 32 })), animated: nullable(boolean) });
const MEDIA = object({ url: need(url) });
const DESCRIPTION = nullable(text({ min: 1, max: 1_024 }));

/** A file is shown only when it comes with the message. */
const FILE: Rule<unknown> = (value, errors, path) => {
  const file = MEDIA(value, errors, path);
  if (!file || file.url.startsWith('attachment://')) return file;
  errors.add([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', "Scheme must be one of ('attachment').");
};

/** What every select takes. */
export const SELECT: Shape = {
  custom_id: need(CUSTOM_ID),
  placeholder: nullable(text({ max: 150 })),
  min_values: nullable(integer({ min: 0, max: 25 })),
  max_values: nullable(integer({ min: 1, max: 25 })),
  disabled: nullable(boolean),
};
/** What a select of people, roles or channels begins with. */
export const DEFAULTS = list(object({ id: need(snowflake), type: need(choice(['user', 'role', 'channel'])) }), {
  max: 25,
});
const ENTITIES: Shape = { ...SELECT, default_values: nullable(DEFAULTS) };
const CHOICE: Shape = {
  label: need(text({ min: 1, max: 100 })),
  value: need(text({ min: 1, max: 100 })),
  description: nullable(text({ max: 100 })),
  default: nullable(boolean),
};
/** An option of a select. */
export const EMOJI_OPTION = object({ ...CHOICE, emoji: nullable(EMOJI) });
/** An option of a group in a form. */
export const shortTextOption = object(CHOICE);

/** What each kind takes beside its type. */
const SHAPES: Readonly<Record<number, Shape>> = {
  [ROW]: { components: need(list(oneOf([BUTTON, ...SELECTS]), { min: 1, max: 5 })) },
  [BUTTON]: {
    style: need(choice([1, 2, 3, 4, 5, 6])),
    label: nullable(text({ max: 80 })),
    emoji: nullable(EMOJI),
    custom_id: nullable(CUSTOM_ID),
    url: nullable(shortUrl),
    sku_id: nullable(snowflake),
    disabled: nullable(boolean),
  },
  3: { ...SELECT, options: need(list(EMOJI_OPTION, { min: 1, max: 25 })) },
  5: ENTITIES,
  6: ENTITIES,
  7: ENTITIES,
  8: { ...ENTITIES, channel_types: nullable(list(integer({ min: 0, max: 16 }), { max: 17 })) },
  [SECTION]: {
    components: need(list(oneOf([TEXT_DISPLAY]), { min: 1, max: 3 })),
    accessory: need(oneOf([BUTTON, THUMBNAIL])),
  },
  [TEXT_DISPLAY]: { content: need(text({ min: 1, max: TEXT_IN_ALL })) },
  [THUMBNAIL]: { media: need(MEDIA), description: DESCRIPTION, spoiler: nullable(boolean) },
  12: {
    items: need(
      list(object({ media: need(MEDIA), description: DESCRIPTION, spoiler: nullable(boolean) }), { min: 1, max: 10 }),
    ),
  },
  13: { file: need(FILE), spoiler: nullable(boolean) },
  14: { divider: nullable(boolean), spacing: nullable(choice([1, 2])) },
  [CONTAINER]: {
    components: need(list(oneOf(BLOCKS), { min: 1, max: MOST })),
    accent_color: nullable(integer({ min: 0, max: 0xffffff })),
    spoiler: nullable(boolean),
  },
};

function shortUrl(value: unknown, errors: FormErrors, path: Path): string | undefined {
  const short = text({ min: 1, max: 512 })(value, errors, path);
  if (short === undefined || !URL.canParse(short)) return short === undefined ? undefined : url(short, errors, path);
  const { protocol } = new URL(short);
  if (LINK_SCHEMES.has(protocol)) return short;
  const told = `Scheme "${protocol.slice(0, -1)}" is not supported. Scheme must be one of ('http', 'https', 'discord').`;
  errors.add(path, 'URL_TYPE_INVALID_SCHEME', told);
  return undefined;
}

/** A component of one of these types. */
function oneOf(types: readonly number[]): Rule<Component> {
  return (value, errors, path) => {
    const component = anyObject(value, errors, path);
    if (!component) return undefined;
    const type = kindOf(types, component.type, errors, path);
    if (type === undefined) return undefined;
    if (!object({ ...BASE, ...SHAPES[type] })(component, errors, path)) return undefined;
    if (type === BUTTON) judgeButton(component, errors, path);
    else judgeChoices(component, errors, path);
    return component;
  };
}

/** Buttons lead to pages, and to places in the client. */
const LINK_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'discord:']);
const LINK = 5;
const PREMIUM = 6;

/** https://discord.com/developers/docs/components/reference#button-button-styles */
function judgeButton(button: Component, errors: FormErrors, path: Path): void {
  const needed = button.style === LINK ? 'url' : button.style === PREMIUM ? 'sku_id' : 'custom_id';
  for (const name of ['url', 'sku_id', 'custom_id']) {
    if (name === needed && !isGiven(button[name])) requireOf(name, errors, path);
    else if (name !== needed && isGiven(button[name])) refuseOf(button, name, errors, path);
  }
  const shown = ['label', 'emoji'].filter((name) => (button[name] ?? '') !== '');
  if (button.style !== PREMIUM) {
    if (shown.length === 0) errors.add([...path, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required');
    return;
  }
  // What is for sale has a name and a picture of its own.
  for (const name of shown) absent(errors, [...path, name]);
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

function requireOf(name: string, errors: FormErrors, path: Path): void {
  if (name === 'custom_id') {
    errors.add([...path, name], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
  } else errors.add([...path, name], 'BASE_TYPE_REQUIRED', 'This field is required');
}

function refuseOf(button: Component, name: string, errors: FormErrors, path: Path): void {
  if (name === 'sku_id' || !isGiven(button.custom_id) || !isGiven(button.url)) {
    absent(errors, [...path, name]);
    return;
  }
  for (const each of ['custom_id', 'url']) {
    const told = 'A custom id and url cannot both be specified';
    errors.add([...path, each], 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', told);
  }
}

/** Throws what is wrong with the components of a message. */
export function judgeComponents(components: readonly unknown[], isV2: boolean): void {
  const errors = new FormErrors();
  list(oneOf(isV2 ? TOP.blocks : TOP.rows), { max: isV2 ? MOST : ROWS })(components, errors, ['components']);
  errors.throwIfAny();
  const all = flatten(components as readonly Component[], ['components']);
  judgeTogether(all, errors);
  if (isV2 && all.length > MOST) {
    errors.add(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', `Must be ${MOST} or fewer in length.`);
  }
  const said = all.reduce((sum, { node }) => sum + (node.type === TEXT_DISPLAY ? lengthOf(node.content) : 0), 0);
  if (isV2 && said > TEXT_IN_ALL) {
    const told = `Components displayable text size exceeds maximum size of ${TEXT_IN_ALL}`;
    errors.add(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', told);
  }
  errors.throwIfAny();
}

/** Throws when components show files that did not come with the message. */
export function requireShownFiles(components: readonly unknown[], files: readonly FileRecord[]): void {
  const known = new Set(files.map(({ attachment }) => `attachment://${attachment.filename}`));
  const errors = new FormErrors();
  for (const { node, path } of flatten(components as readonly Component[], ['components'])) {
    for (const [media, at] of mediaOf(node)) {
      const { url: shown } = media;
      if (!shown.startsWith('attachment://') || known.has(shown)) continue;
      const told = `The referenced attachment ("${shown}") was not found`;
      errors.add([...path, ...at, 'url'], 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', told);
    }
  }
  errors.throwIfAny();
}

interface Media {
  readonly url: string;
}

/** What a component shows, and where it says so. */
function mediaOf(component: Component): [Media, Path][] {
  const {
    media,
    file,
    items = [],
  } = component as {
    readonly media?: Media;
    readonly file?: Media;
    readonly items?: readonly { readonly media: Media }[];
  };
  return [
    ...(media ? [[media, ['media']] satisfies [Media, Path]] : []),
    ...(file ? [[file, ['file']] satisfies [Media, Path]] : []),
    ...items.map((item, index): [Media, Path] => [item.media, ['items', index, 'media']]),
  ];
}

interface Placed {
  readonly node: Component;
  readonly path: Path;
}

function flatten(components: readonly Component[], path: Path): Placed[] {
  return components.flatMap((node, index) => below(node, [...path, index]));
}

function below(node: Component, path: Path): Placed[] {
  const inside = Array.isArray(node.components) ? (node.components as Component[]) : [];
  const beside = node.accessory as Component | undefined;
  return [
    { node, path },
    ...flatten(inside, [...path, 'components']),
    ...(beside ? below(beside, [...path, 'accessory']) : []),
  ];
}

/** What there is once in a message, and what does not stand beside others. */
function judgeTogether(all: readonly Placed[], errors: FormErrors): void {
  const customIds = new Set<unknown>();
  const ids = new Set<unknown>();
  for (const { node, path } of all) {
    const { custom_id: customId = null, id = 0 } = node;
    if (customId !== null && customIds.has(customId)) {
      errors.add([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    }
    customIds.add(customId);
    if (id !== 0 && id !== null && ids.has(id)) {
      errors.add([...path, 'id'], 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value');
    }
    ids.add(id);
    const children = node.type === ROW ? (node.components as readonly Component[]) : [];
    if (children.length > 1 && children.some((child) => child.type !== BUTTON)) {
      errors.add([...path, 'components'], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The row is too wide');
    }
  }
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? codePoints(value) : 0;
}

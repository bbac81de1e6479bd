/**
 * What Discord takes in the components of a message. They are a tree of many kinds; kinds that are not known here pass.
 * https://discord.com/developers/docs/components/reference
 */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { characters, describeGot } from '../bodies/body-error';
import { type Shape } from '../shape';
import { list, loose, type LooseBody, type Refuse } from './body-spec';
import { checkChoices } from './choice-rules';
import { Items, Nested, NestedKinds, Optional, Present, Text, Whole, WholeFrom } from './rules';

/** What all components share. */
export class ComponentRules {
  @Optional() @WholeFrom(0) id?: unknown;
}

class EmojiRules {
  @Optional() @Text({ max: 32 }) name?: unknown;
}

class ActionRowRules extends ComponentRules {
  @Items({ min: 1, max: 5 }) @NestedKinds('type', messageComponentKinds) components: unknown;
}

class ButtonRules extends ComponentRules {
  @Optional() @Text({ min: 1, max: 100 }) customId?: unknown;
  @Optional() @Text({ max: 80 }) label?: unknown;
  @Optional() @Text({ min: 1, max: 512 }) url?: unknown;
  @Optional() @Nested(() => EmojiRules) emoji?: unknown;
}

class SelectOptionRules {
  @Text({ min: 1, max: 100 }) label: unknown;
  @Text({ min: 1, max: 100 }) value: unknown;
  @Optional() @Text({ max: 100 }) description?: unknown;
  @Optional() @Nested(() => EmojiRules) emoji?: unknown;
}

/** A select of any kind, in messages and in modals. */
export class SelectRules extends ComponentRules {
  @Text({ min: 1, max: 100 }) customId: unknown;
  @Optional() @Text({ max: 150 }) placeholder?: unknown;
  @Optional() @Whole(0, 25) minValues?: unknown;
  @Optional() @Whole(1, 25) maxValues?: unknown;
}

export class StringSelectRules extends SelectRules {
  @Items({ min: 1, max: 25 }) @Nested(() => SelectOptionRules) options: unknown;
}

/** A select of users, roles, channels, or users and roles. */
export class EntitySelectRules extends SelectRules {
  @Optional() @Items({ max: 25 }) defaultValues?: unknown;
}

class MediaRules {
  @Text({ min: 1, max: 2_048 }) url: unknown;
}

class SectionRules extends ComponentRules {
  @Items({ min: 1, max: 3 }) @NestedKinds('type', messageComponentKinds) components: unknown;
  @Present() @NestedKinds('type', messageComponentKinds) accessory: unknown;
}

export class TextDisplayRules extends ComponentRules {
  @Text({ min: 1, max: 4_000 }) content: unknown;
}

class ThumbnailRules extends ComponentRules {
  @Nested(() => MediaRules) media: unknown;
  @Optional() @Text({ min: 1, max: 1_024 }) description?: unknown;
}

class MediaGalleryItemRules {
  @Nested(() => MediaRules) media: unknown;
  @Optional() @Text({ min: 1, max: 1_024 }) description?: unknown;
}

class MediaGalleryRules extends ComponentRules {
  @Items({ min: 1, max: 10 }) @Nested(() => MediaGalleryItemRules) items: unknown;
}

class FileRules extends ComponentRules {
  @Nested(() => MediaRules) file: unknown;
}

class SeparatorRules extends ComponentRules {
  @Optional() @Whole(1, 2) spacing?: unknown;
}

class ContainerRules extends ComponentRules {
  @Items({ min: 1, max: 40 }) @NestedKinds('type', messageComponentKinds) components: unknown;
  @Optional() @Whole(0, 0xff_ff_ff) accentColor?: unknown;
}

const MESSAGE_COMPONENTS: Readonly<Record<number, Shape>> = {
  [ComponentType.ActionRow]: ActionRowRules,
  [ComponentType.Button]: ButtonRules,
  [ComponentType.StringSelect]: StringSelectRules,
  [ComponentType.UserSelect]: EntitySelectRules,
  [ComponentType.RoleSelect]: EntitySelectRules,
  [ComponentType.MentionableSelect]: EntitySelectRules,
  [ComponentType.ChannelSelect]: EntitySelectRules,
  [ComponentType.Section]: SectionRules,
  [ComponentType.TextDisplay]: TextDisplayRules,
  [ComponentType.Thumbnail]: ThumbnailRules,
  [ComponentType.MediaGallery]: MediaGalleryRules,
  [ComponentType.File]: FileRules,
  [ComponentType.Separator]: SeparatorRules,
  [ComponentType.Container]: ContainerRules,
};

/** Rules by the type of a component. A function, because the kinds contain each other. */
export function messageComponentKinds(): Readonly<Record<number, Shape>> {
  return MESSAGE_COMPONENTS;
}

/** Without the flag IsComponentsV2: rows in a message. */
const ROWS = 5;
/** With the flag IsComponentsV2: components in a message, counting those inside others. */
const COMPONENTS_IN_ALL = 40;
/** With the flag: characters of all its texts together. */
const TEXT_IN_ALL = 4_000;

const SELECTS: readonly unknown[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

/** Whether a message has the flag IsComponentsV2. An edit need not say it of a message that has it. */
export type ComponentsVersion = 'first' | 'second' | 'unknown';

/** The rules that hold between the components of a message. */
export function checkComponents(wire: LooseBody, version: ComponentsVersion, refuse: Refuse): void {
  const components = list(wire.components);
  if (components.length === 0) return;
  if (version === 'first' && components.length > ROWS) {
    refuse('components', 'items', `takes at most ${ROWS} items`, describeGot(components));
  }
  const tree = new ComponentTree(refuse);
  for (let index = 0; index < components.length; index += 1) {
    tree.visit('components', index, loose(components[index]));
  }
  if (version === 'first') return;
  // A longer list is refused as such.
  if (tree.count > COMPONENTS_IN_ALL && components.length <= COMPONENTS_IN_ALL) {
    const says = `takes at most ${COMPONENTS_IN_ALL} components, those inside others counted`;
    refuse('components', 'componentCount', says, `${tree.count}`);
  }
  // One that is too long alone is refused as such.
  if (tree.textCount > 1 && tree.textCharacters > TEXT_IN_ALL) {
    const says = `takes at most ${TEXT_IN_ALL} characters in all its text displays`;
    refuse('components', 'characterSum', says, `${tree.textCharacters} characters`);
  }
}

/** Walks a tree of components, and remembers what has to be used once. */
class ComponentTree {
  count = 0;
  textCount = 0;
  textCharacters = 0;
  private readonly customIds = new Set<string>();
  private readonly ids = new Set<number>();

  constructor(private readonly refuse: Refuse) {}

  visit(list_: string, index: number, component: LooseBody): void {
    this.count += 1;
    const at = (): string => (index < 0 ? list_ : `${list_}[${index}]`);
    const { type, content } = component;
    this.once(this.customIds, component.custom_id, () => `${at()}.customId`);
    if (component.id !== 0) this.once(this.ids, component.id, () => `${at()}.id`);
    if (type === ComponentType.TextDisplay && typeof content === 'string') {
      this.textCount += 1;
      this.textCharacters += characters(content);
    }
    if (type === ComponentType.ActionRow) this.row(at, list(component.components));
    if (type === ComponentType.Button) this.button(at, component);
    if (SELECTS.includes(type)) checkChoices(at, component, this.refuse);
    const children = list(component.components);
    for (let child = 0; child < children.length; child += 1) {
      this.visit(`${at()}.components`, child, loose(children[child]));
    }
    if (component.accessory !== undefined) this.visit(`${at()}.accessory`, -1, loose(component.accessory));
  }

  private once(seen: Set<unknown>, value: unknown, path: () => string): void {
    if (value === undefined || value === null) return;
    if (seen.has(value)) this.refuse(path(), 'unique', 'is used once in a message', `${describeGot(value)} again`);
    seen.add(value);
  }

  private row(at: () => string, children: readonly unknown[]): void {
    const isMixed = children.length > 1 && children.some((child) => SELECTS.includes(loose(child).type));
    if (!isMixed) return;
    this.refuse(`${at()}.components`, 'row', 'takes 1 to 5 buttons or one select, not both', describeGot(children));
  }

  /** https://discord.com/developers/docs/components/reference#button-button-styles */
  private button(at: () => string, { style, custom_id: customId, url, sku_id: skuId }: LooseBody): void {
    const needed =
      style === ButtonStyle.Link ? 'url' : style === ButtonStyle.Premium ? 'skuId' : isPlain(style) ? 'customId' : '';
    const got = { url, skuId, customId };
    for (const name of ['url', 'skuId', 'customId'] as const) {
      const isThere = got[name] !== undefined && got[name] !== null;
      if (name === needed && !isThere) {
        this.refuse(`${at()}.${name}`, 'button', 'is needed by a button of this style', 'nothing');
      } else if (needed !== '' && name !== needed && isThere) {
        this.refuse(`${at()}.${name}`, 'button', 'has no place in a button of this style', describeGot(got[name]));
      }
    }
  }
}

const PLAIN_STYLES: readonly unknown[] = [
  ButtonStyle.Primary,
  ButtonStyle.Secondary,
  ButtonStyle.Success,
  ButtonStyle.Danger,
];

function isPlain(style: unknown): boolean {
  return PLAIN_STYLES.includes(style);
}

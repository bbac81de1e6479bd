/**
 * Rules for the components of a message. They are a tree of many kinds, so they are walked rather than declared; kinds
 * that are not known here pass.
 * https://discord.com/developers/docs/components/reference
 */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { characters, describeGot, type FieldProblem } from '../bodies/body-error';
import { isComponentsV2, list, loose, type LooseBody } from './message-relations';

/** Without the flag IsComponentsV2: rows in a message. */
const ROWS = 5;
/** With the flag IsComponentsV2: components in a message, counting those inside others. */
const COMPONENTS_IN_ALL = 40;

const SELECTS: readonly unknown[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

/** Collects what is wrong with the components of one message. */
export class ComponentCheck {
  readonly problems: FieldProblem[] = [];
  private readonly customIds = new Set<string>();
  private componentCount = 0;

  constructor(body: LooseBody) {
    const components = list(body.components);
    const isV2 = isComponentsV2(body);
    if (!isV2) this.items('components', components, 0, ROWS);
    components.forEach((component, index) => {
      this.visit(`components[${index}]`, loose(component));
    });
    if (isV2 && this.componentCount > COMPONENTS_IN_ALL) {
      const message = `takes at most ${COMPONENTS_IN_ALL} components, those inside others counted`;
      this.problems.push({ path: 'components', rule: 'componentCount', message, got: `${this.componentCount}` });
    }
  }

  private visit(path: string, component: LooseBody): void {
    this.componentCount += 1;
    this.customId(path, component.customId);
    if (SELECTS.includes(component.type)) this.select(path, component);
    if (component.type === ComponentType.ActionRow) this.row(path, list(component.components).map(loose));
    if (component.type === ComponentType.Button) this.button(path, component);
    if (component.type === ComponentType.TextDisplay) this.text(`${path}.content`, component.content, 1, 4_000);
    if (component.type === ComponentType.Thumbnail) this.text(`${path}.description`, component.description, 0, 1_024);
    if (component.type === ComponentType.Section) this.items(`${path}.components`, component.components, 1, 3);
    if (component.type === ComponentType.MediaGallery) {
      this.items(`${path}.items`, component.items, 1, 10);
      list(component.items).forEach((item, index) => {
        this.text(`${path}.items[${index}].description`, loose(item).description, 0, 1_024);
      });
    }
    list(component.components).forEach((child, index) => {
      this.visit(`${path}.components[${index}]`, loose(child));
    });
    if (component.accessory !== undefined) this.visit(`${path}.accessory`, loose(component.accessory));
  }

  private row(path: string, children: readonly LooseBody[]): void {
    const selects = children.filter((child) => SELECTS.includes(child.type)).length;
    if (selects === 0) this.items(`${path}.components`, children, 1, 5);
    else if (children.length > 1) {
      const message = 'takes 1 to 5 buttons or one select, not both';
      this.problems.push({ path: `${path}.components`, rule: 'row', message, got: describeGot(children) });
    }
  }

  private button(path: string, button: LooseBody): void {
    this.text(`${path}.label`, button.label, 0, 80);
    if (button.style === ButtonStyle.Link) this.text(`${path}.url`, button.url, 1, 512);
  }

  private select(path: string, select: LooseBody): void {
    this.text(`${path}.placeholder`, select.placeholder, 0, 150);
    this.whole(`${path}.minValues`, select.minValues, 0, 25);
    this.whole(`${path}.maxValues`, select.maxValues, 1, 25);
    if (select.defaultValues !== undefined) this.items(`${path}.defaultValues`, select.defaultValues, 0, 25);
    if (select.type !== ComponentType.StringSelect) return;
    this.items(`${path}.options`, select.options, 1, 25);
    list(select.options).forEach((item, index) => {
      const option = loose(item);
      this.text(`${path}.options[${index}].label`, option.label ?? '', 1, 100);
      this.text(`${path}.options[${index}].value`, option.value ?? '', 1, 100);
      this.text(`${path}.options[${index}].description`, option.description, 0, 100);
    });
  }

  private customId(path: string, customId: unknown): void {
    if (customId === undefined) return;
    this.text(`${path}.customId`, customId, 1, 100);
    if (typeof customId !== 'string') return;
    if (this.customIds.has(customId)) {
      const message = 'is used once in a message';
      this.problems.push({ path: `${path}.customId`, rule: 'unique', message, got: `${describeGot(customId)} again` });
    }
    this.customIds.add(customId);
  }

  private text(path: string, value: unknown, min: number, max: number): void {
    if (value === undefined || value === null) return;
    if (typeof value === 'string' && value.length >= min && (value.length <= max || characters(value.trim()) <= max)) {
      return;
    }
    const message = min > 0 ? `takes ${min} to ${max} characters` : `takes at most ${max} characters`;
    this.problems.push({ path, rule: 'characters', message, got: describeGot(value) });
  }

  private whole(path: string, value: unknown, min: number, max: number): void {
    if (value === undefined || value === null) return;
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return;
    const message = `takes a whole number from ${min} to ${max}`;
    this.problems.push({ path, rule: 'wholeNumber', message, got: describeGot(value) });
  }

  private items(path: string, value: unknown, min: number, max: number): void {
    const { length } = list(value);
    if (length >= min && length <= max) return;
    const message = min > 0 ? `takes ${min} to ${max} items` : `takes at most ${max} items`;
    this.problems.push({ path, rule: 'items', message, got: describeGot(value) });
  }
}

/**
 * What Discord takes in a form. Its components stand in labels; kinds that are not known here pass.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
 */
import { ComponentType } from 'discord-api-types/v10';
import { describeGot } from '../bodies/body-error';
import { type Shape } from '../shape';
import { list, loose, type LooseBody, type Refuse } from './body-spec';
import { checkChoices } from './choice-rules';
import { ComponentRules, EntitySelectRules, StringSelectRules, TextDisplayRules } from './component-rules';
import { Items, Nested, NestedKinds, Optional, Present, Text, Whole } from './rules';

class ModalRowRules extends ComponentRules {
  @Items({ min: 1, max: 5 }) @NestedKinds('type', modalComponentKinds) components: unknown;
}

class TextInputRules extends ComponentRules {
  @Text({ min: 1, max: 100 }) customId: unknown;
  @Optional() @Text({ min: 1, max: 45 }) label?: unknown;
  @Optional() @Text({ max: 4_000 }) value?: unknown;
  @Optional() @Text({ max: 100 }) placeholder?: unknown;
  @Optional() @Whole(0, 4_000) minLength?: unknown;
  @Optional() @Whole(1, 4_000) maxLength?: unknown;
}

class LabelRules extends ComponentRules {
  @Text({ min: 1, max: 45 }) label: unknown;
  @Optional() @Text({ min: 1, max: 100 }) description?: unknown;
  @Present() @NestedKinds('type', modalComponentKinds) component: unknown;
}

class FileUploadRules extends ComponentRules {
  @Text({ min: 1, max: 100 }) customId: unknown;
  @Optional() @Whole(0, 10) minValues?: unknown;
  @Optional() @Whole(1, 10) maxValues?: unknown;
  @Optional() @Items({ max: 10 }) fileTypes?: unknown;
}

class ChoiceOptionRules {
  @Text({ min: 1, max: 100 }) label: unknown;
  @Text({ min: 1, max: 100 }) value: unknown;
  @Optional() @Text({ max: 100 }) description?: unknown;
}

class RadioGroupRules extends ComponentRules {
  @Text({ min: 1, max: 100 }) customId: unknown;
  @Items({ min: 2, max: 10 }) @Nested(() => ChoiceOptionRules) options: unknown;
}

class CheckboxGroupRules extends ComponentRules {
  @Text({ min: 1, max: 100 }) customId: unknown;
  @Items({ min: 1, max: 10 }) @Nested(() => ChoiceOptionRules) options: unknown;
  @Optional() @Whole(0, 10) minValues?: unknown;
  @Optional() @Whole(1, 10) maxValues?: unknown;
}

class CheckboxRules extends ComponentRules {
  @Text({ min: 1, max: 100 }) customId: unknown;
}

const MODAL_COMPONENTS: Readonly<Record<number, Shape>> = {
  [ComponentType.ActionRow]: ModalRowRules,
  [ComponentType.TextInput]: TextInputRules,
  [ComponentType.StringSelect]: StringSelectRules,
  [ComponentType.UserSelect]: EntitySelectRules,
  [ComponentType.RoleSelect]: EntitySelectRules,
  [ComponentType.MentionableSelect]: EntitySelectRules,
  [ComponentType.ChannelSelect]: EntitySelectRules,
  [ComponentType.TextDisplay]: TextDisplayRules,
  [ComponentType.Label]: LabelRules,
  [ComponentType.FileUpload]: FileUploadRules,
  [ComponentType.RadioGroup]: RadioGroupRules,
  [ComponentType.CheckboxGroup]: CheckboxGroupRules,
  [ComponentType.Checkbox]: CheckboxRules,
};

/** Rules by the type of a component. A function, because the kinds contain each other. */
function modalComponentKinds(): Readonly<Record<number, Shape>> {
  return MODAL_COMPONENTS;
}

/** The form of a modal. */
export class ModalRules {
  @Text({ min: 1, max: 100 }) customId: unknown;
  @Text({ min: 1, max: 45 }) title: unknown;
  // The documentation says 5, the schema 40.
  @Items({ min: 1, max: 40 }) @NestedKinds('type', modalComponentKinds) components: unknown;
}

/** The rules between the components of a form: what is answered is told apart by custom ids, and ids are unique. */
export function checkModal(modal: LooseBody, refuse: Refuse): void {
  const seen: Seen = { customIds: new Set(), ids: new Set() };
  list(modal.components).forEach((component, index) => {
    visit(`components[${index}]`, loose(component), seen, refuse);
  });
}

interface Seen {
  readonly customIds: Set<unknown>;
  readonly ids: Set<unknown>;
}

function visit(at: string, component: LooseBody, seen: Seen, refuse: Refuse): void {
  once(seen.customIds, component.custom_id, `${at}.customId`, refuse);
  if (component.id !== 0) once(seen.ids, component.id, `${at}.id`, refuse);
  checkChoices(() => at, component, refuse);
  list(component.components).forEach((child, index) => {
    visit(`${at}.components[${index}]`, loose(child), seen, refuse);
  });
  if (component.component !== undefined) visit(`${at}.component`, loose(component.component), seen, refuse);
}

function once(seen: Set<unknown>, value: unknown, path: string, refuse: Refuse): void {
  if (value === undefined || value === null) return;
  if (seen.has(value)) refuse(path, 'unique', 'is used once in a form', `${describeGot(value)} again`);
  seen.add(value);
}

/** Shows a form: `return modal(ReportModal)`. */
import { SetupError } from '../../errors';
import { type Attachment, type Channel, type Member, type Role, type User } from '../../models';
import { type ShownForm } from '../answers/reply-value';
import { type FormValues, readForm } from './read-form';

/**
 * What a field can be filled with: what it holds; of users, roles and channels also their ids; of files nothing; where
 * class-transformer makes something else of a text, the text.
 */
export type Prefill<Value> = Value extends readonly (infer Item)[]
  ? readonly Prefill<Item>[]
  : Value extends Attachment
    ? never
    : Value extends User | Member | Role | Channel
      ? Value | string
      : Value extends string | boolean | undefined
        ? Value
        : string;

export interface ModalOptions<Form extends object> {
  /** What its fields are filled with. */
  readonly values?: { readonly [Field in Exclude<keyof Form, 'id'>]?: Prefill<Form[Field]> | undefined } | undefined;
}

/** A form whose custom id holds values needs them. */
export type ModalArguments<Form extends object> = Form extends { readonly id: infer Values extends object }
  ? [options: ModalOptions<Form> & { readonly id: Values }]
  : [options?: ModalOptions<Form>];

/**
 * A form to answer a command or a component with, as its first answer: `@Slash('report', …, { modal: true })`.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
 * @param options `values` fills fields in; `id` is what the form's custom id holds, where it holds anything.
 * @throws {SetupError} SETUP_FAILED when its class is wrong; {InteractionError} INTERACTION_COMPONENT_INVALID for values that it does not take.
 */
export function modal<Form extends object>(form: new () => Form, ...[options]: ModalArguments<Form>): ShownForm {
  const { problems, show } = readForm(form);
  if (problems.length > 0) throw new SetupError(problems, `The form ${form.name}`);
  const { id = {}, values = {} } = (options ?? {}) as { readonly id?: object; readonly values?: FormValues };
  return show(id, values);
}

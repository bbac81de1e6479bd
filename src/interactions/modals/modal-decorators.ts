/** `@Modal` makes a class a form, `@OnModal` hears of it when it was submitted. */
import { captureSpot, placeAt } from '../../di';
import { type IsGuildOnly } from '../commands/command-init';
import { type HasValues, type HeardId } from '../components/decorators';
import { type GuildModalContext, type ModalContext } from '../context/forms';
import { type IdOf } from '../custom-id/custom-id';
import { modalRecords, type PlacedAnswerOptions } from '../metadata/records';
import { type Only } from '../options/option-types';
import { type ModalInit } from './field-init';
import { formRecords } from './form-records';

/** Stands on a class without constructor parameters; with an id that holds values the class has them as `id`. */
export type ModalDecorator<Id> = <C extends new () => HasValues<Id> extends true ? { readonly id: IdOf<Id> } : object>(
  type: C,
) => void;

/**
 * Makes a class a form of one to five fields, in the order that they stand in:
 * `@Modal('report', 'Report a message') class Report { @TextInput('Why?') why!: string }`. Rules of class-validator and conversions
 * of class-transformer on the fields hold. What is wrong with it is told at the start, or in a SetupError by `modal(Report)`.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
 * @param id a name of 1 to 32 characters; or a custom id, whose values the form has as `id` when it comes back:
 *   `readonly id!: IdOf<typeof ReportId>`.
 * @param title 1 to 45 characters.
 */
export function Modal<const Id extends HeardId>(id: Id, title: string, init: ModalInit = {}): ModalDecorator<Id> {
  const spot = captureSpot(Modal);
  return (type) => {
    formRecords.add(type, { id, title, init, place: placeAt(spot, type.name) });
  };
}

/** How the answer to a form is handled, and where it can be submitted. A form never answers with a form. */
export type FormAnswerOptions = Omit<PlacedAnswerOptions, 'modal'>;

/** Stands on a method whose first parameter takes the context and whose second takes the form; the others are injected. */
export type OnModalDecorator<Form, Context = ModalContext> = <
  // What is injected is checked when the program starts.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  F extends (context: Context, form: Form, ...rest: any[]) => unknown,
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/**
 * Calls the method when the form was submitted, with what was entered. What it returns is the answer: a reply where a command
 * showed the form, a change of the message where a component of it did. Who breaks a rule of the form's class is told so, field by
 * field, and the method is not called.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
 * @param options `contexts: ['Guild']` refuses forms from elsewhere, and gives the method a `GuildModalContext`.
 * @throws {SetupError} at the start, when the class is no form that Discord takes, or two methods of the group hear of one form.
 */
export function OnModal<Form extends object, const Init extends FormAnswerOptions = FormAnswerOptions>(
  form: new () => Form,
  options?: Only<Init, FormAnswerOptions>,
): OnModalDecorator<Form, IsGuildOnly<Init> extends true ? GuildModalContext : ModalContext> {
  const spot = captureSpot(OnModal);
  return (target, method) => {
    const isStatic = typeof target === 'function';
    const type = isStatic ? target : target.constructor;
    // A circular import leaves no class; that is told when the group starts.
    modalRecords.add(type, {
      form: form,
      options: options ?? {},
      method,
      place: placeAt(spot, type.name, method),
      isStatic,
    });
  };
}

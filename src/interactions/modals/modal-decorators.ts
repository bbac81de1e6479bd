/** `@Modal` makes a class a form, `@OnModal` hears of it when it was submitted. */
import { captureSpot, placeAt } from '../../di';
import { type HasValues, type HeardId } from '../components/decorators';
import { type ModalContext } from '../context/forms';
import { type IdOf } from '../custom-id/custom-id';
import { type AnswerOptions, modalRecords } from '../metadata/records';
import { type ModalInit } from './field-init';
import { formRecords } from './form-records';

/** Stands on a class without constructor parameters; with an id that holds values the class has them as `id`. */
export type ModalDecorator<Id> = <C extends new () => HasValues<Id> extends true ? { readonly id: IdOf<Id> } : object>(
  type: C,
) => void;

/**
 * Makes a class a form of one to five fields, in the order that they stand in:
 * `@Modal('report', 'Report a message') class Report { @TextInput('Why?') why!: string }`.
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

/** Stands on a method whose first parameter takes the context and whose second takes the form; the others are injected. */
export type OnModalDecorator<Form> = <
  // What is injected is checked when the program starts.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  F extends (context: ModalContext, form: Form, ...rest: any[]) => unknown,
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/** Calls the method when the form was submitted, with what was entered. What it returns is the answer. */
export function OnModal<Form extends object>(
  form: new () => Form,
  options: Omit<AnswerOptions, 'modal'> = {},
): OnModalDecorator<Form> {
  const spot = captureSpot(OnModal);
  return (target, method) => {
    const isStatic = typeof target === 'function';
    const type = isStatic ? target : target.constructor;
    // A circular import leaves no class; that is told when the group starts.
    modalRecords.add(type, { form: form, options, method, place: placeAt(spot, type.name, method), isStatic });
  };
}

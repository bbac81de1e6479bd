/** What the decorators of forms leave on a class: plain records, read when a group starts or when the form is shown. */
import { RecordList } from '../../di';
import { type SetupPlace } from '../../errors';
import { type SelectOption } from '../components/selects';
import { type CustomId } from '../custom-id/custom-id';
import { type AnyFieldInit, type ModalInit } from './field-init';

export type FieldKind =
  | 'text'
  | 'string-select'
  | 'user-select'
  | 'member-select'
  | 'role-select'
  | 'mentionable-select'
  | 'channel-select'
  | 'file-upload'
  | 'radio-group'
  | 'checkbox-group'
  | 'checkbox';

/** Of these class-transformer would make copies, at every depth. */
export const VIEW_FIELDS: ReadonlySet<FieldKind> = new Set([
  'user-select',
  'member-select',
  'role-select',
  'mentionable-select',
  'channel-select',
  'file-upload',
]);

/** One field of a form. */
export interface FieldRecord {
  readonly kind: FieldKind;
  readonly field: string;
  readonly label: string;
  /** What there is to choose, of string selects, radio and checkbox groups. */
  readonly choices: readonly SelectOption[] | undefined;
  readonly init: AnyFieldInit;
  /** The decorator stands on a static field, which no instance has. */
  readonly isStatic: boolean;
  readonly place: SetupPlace;
}

/** `@Modal` on a class. */
export interface FormRecord {
  /** `undefined` where a circular import kept it from being there. */
  readonly id: CustomId | string | undefined;
  readonly title: string;
  readonly init: ModalInit;
  readonly place: SetupPlace;
}

export const fieldRecords = new RecordList<FieldRecord>('form fields');
export const formRecords = new RecordList<FormRecord>('forms');

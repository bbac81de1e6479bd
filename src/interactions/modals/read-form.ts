/** Reads the class of a form. */
import { type Class } from '../../di';
import { type FormFields } from './form-fields';

export function readForm(type: Class): FormFields {
  throw new Error(`${type.name} cannot be read yet`);
}

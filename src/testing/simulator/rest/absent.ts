/** What to say of a field that has no business where it stands: no code of Discord's is known for it, so it is the most general one. */
import { type FormErrors } from './form';

export function absent(errors: FormErrors, path: readonly (string | number)[]): void {
  errors.add(path, 'BASE_TYPE_CHOICES', 'Value must be one of {null}.');
}

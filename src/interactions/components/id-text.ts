/** The custom ids that builders take. */
import { type CustomId } from '../custom-id/custom-id';

/** A text (what `Id.of(values)` gives, or one of your own, 1 to 100 characters), or a custom id that holds no values. */
export type IdText = string | (Pick<CustomId, 'name'> & { of(): string });

export function idText(id: IdText): string {
  return typeof id === 'string' ? id : id.of();
}

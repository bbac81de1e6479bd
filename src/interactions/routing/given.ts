/** Whether parameter 1 of a method belongs to its decorator: it does when its type is that class, or one that leaves no trace. */
import { type Class, type ParameterRecord, readParameters } from '../../di';

/** @param payload the class of what is given; `undefined` where its type is generic (`IdOf<…>` leaves `Object`). */
export function givenOf(owner: Class, method: string, payload: Class | undefined): 1 | 2 {
  const first = readParameters(owner, method, 1).find(({ index }) => index === 1);
  if (!first) return 1;
  if (payload && isOf(first, payload)) return 2;
  // What `@Inject` names is injected, whatever its type leaves.
  if (first.designType === Object) return first.token === undefined ? 2 : 1;
  // No metadata at all: the decorator's payload comes first.
  return first.designType === undefined && first.token === undefined ? 2 : 1;
}

/** Where the compiler leaves no types, `@Args(Options)` and `@Inject(Options)` say them. */
function isOf({ designType, token }: ParameterRecord, payload: Class): boolean {
  return designType === payload || token === payload;
}

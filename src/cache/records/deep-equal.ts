/** Whether two records say the same: for sharing one of them, and for telling what changed. */

/** Compares JSON values. The order of keys does not count; records that keep different fields are not equal. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index += 1) if (!deepEqual(a[index], b[index])) return false;
    return true;
  }
  if (Array.isArray(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  return Object.keys(a).length === Object.keys(b).length && says(a, b);
}

/** Whether a record says all that another does; it may say more. */
export function says(record: object, other: object): boolean {
  for (const key of Object.keys(other)) {
    if (!Object.hasOwn(record, key)) return false;
    if (!deepEqual((record as Record<string, unknown>)[key], (other as Record<string, unknown>)[key])) return false;
  }
  return true;
}

/** Names of the fields in which two records differ. */
export function changedFields(before: object, after: object): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(
    (name) =>
      !deepEqual(
        Object.hasOwn(before, name) ? (before as Record<string, unknown>)[name] : undefined,
        Object.hasOwn(after, name) ? (after as Record<string, unknown>)[name] : undefined,
      ),
  );
}

/** Payloads that have no class of their own, with camelCase names: for the small things inside entities, and for answers. */
import { type CamelKey } from './body';
import { camelName } from './key-names';

/** A payload type with camelCase names at every depth. */
export type Camel<T> = T extends readonly unknown[]
  ? { readonly [Index in keyof T]: Camel<T[Index]> }
  : T extends object
    ? { readonly [Key in keyof T as Key extends string ? CamelKey<Key> : Key]: Camel<T[Key]> }
    : T;

/** Payloads never change, so what one was turned into can be handed out again. */
const converted = new WeakMap<object, object>();

/**
 * A payload with camelCase names. The same payload gives the same frozen object each time.
 * Keys that are data (ids, locale codes) are kept, because only snake_case names are changed.
 */
export function fromWire<T>(payload: T): Camel<T> {
  if (typeof payload !== 'object' || payload === null) return payload as Camel<T>;
  const known = converted.get(payload);
  if (known) return known as Camel<T>;
  const made = Object.freeze(
    Array.isArray(payload) ? payload.map((item) => fromWire<unknown>(item)) : convertFields(payload),
  );
  converted.set(payload, made);
  return made as Camel<T>;
}

/** As {@link fromWire}, made anew each time: for what somebody may still change. */
export function camelCopy(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null) return payload;
  if (Array.isArray(payload)) return payload.map(camelCopy);
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(payload)) {
    if (name !== '__proto__') fields[camelName(name)] = camelCopy(value);
  }
  return fields;
}

function convertFields(payload: object): object {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(payload)) {
    // Assigning it would change the prototype of what is made here; JSON can hold such a key.
    if (name !== '__proto__') fields[camelName(name)] = fromWire<unknown>(value);
  }
  return fields;
}

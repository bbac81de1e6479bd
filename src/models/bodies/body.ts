/** Request bodies as an author writes them: Discord's shapes with camelCase names, views welcome where a payload fits. */
import { type PayloadView } from '../view';

/** `rate_limit_per_user` as `rateLimitPerUser`. */
export type CamelKey<Key extends string> = Key extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelKey<Tail>>}`
  : Key;

/** A payload type with camelCase names, at every depth. A view of that payload is accepted in its place. */
export type Body<T> = T extends readonly (infer Item)[]
  ? readonly Body<Item>[]
  : T extends object
    ? { readonly [Key in keyof T as Key extends string ? CamelKey<Key> : never]: Body<T[Key]> } | PayloadView<T>
    : T;

/** Request bodies as an author writes them: Discord's shapes with camelCase names, views welcome where a payload fits. */
import { type PermissionSet } from '../permissions/permission-set';
import { type PayloadView } from '../view';

/** `rate_limit_per_user` as `rateLimitPerUser`. */
export type CamelKey<Key extends string> = Key extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelKey<Tail>>}`
  : Key;

/** Names of text fields that hold a moment; a Date is welcome there. */
type MomentKey = 'timestamp' | `${string}_timestamp` | `${string}_time` | `${string}_until` | `${string}_at`;

type Moment<Key, Value> = Key extends MomentKey ? (string extends Value ? Date : never) : never;

/** Names of text fields that hold permissions; bits or a set with names are welcome there. */
type PermissionKey = 'permissions' | 'allow' | 'deny' | 'default_member_permissions';

type Permissions<Key, Value> = Key extends PermissionKey
  ? string extends Value
    ? bigint | PermissionSet
    : never
  : never;

/** Fields that a payload may have as null are left out as well in a body: an emoji is its id or its name. */
type NullKeys<T> = { [Key in keyof T]-?: null extends T[Key] ? Key : never }[keyof T];
type Fields<T> = [NullKeys<T>] extends [never]
  ? BodyFields<T>
  : BodyFields<Omit<T, NullKeys<T>>> & Partial<BodyFields<Pick<T, NullKeys<T>>>>;

/** A payload type with camelCase names, at every depth. A view of that payload is accepted in its place. */
export type Body<T> = T extends readonly (infer Item)[]
  ? readonly Body<Item>[]
  : T extends object
    ? Fields<T> | PayloadView<T>
    : T;

/** A {@link Body} that a person writes: no view takes its place as a whole, views are accepted inside. */
export type BodyOf<T> = T extends object ? BodyFields<T> : T;

type BodyFields<T> = {
  readonly [Key in keyof T as Key extends string ? CamelKey<Key> : never]:
    Body<T[Key]> | Moment<Key, T[Key]> | Permissions<Key, T[Key]>;
};

/** How the compiler holds a field against its option: the decorator names what the field has to be when it is not. */

/** Stands on a field that takes `Value`, and that may be undefined only where the option may be left out. */
export type OptionDecorator<Value, Optional extends boolean> = <T extends object, K extends keyof T>(
  target: T,
  field: [Mistake<T[K], Value, Optional>] extends [never] ? K : Mistake<T[K], Value, Optional>,
) => void;

/** What is wrong with the field, in words; `never` when nothing is. */
type Mistake<Field, Value, Optional extends boolean> = [Value] extends [Field]
  ? undefined extends Field
    ? Optional extends true
      ? never
      : 'a field that may be undefined needs { optional: true } in its option'
    : never
  : 'the type of the field does not take what the option gives';

/** The values that an option can give: those of its choices, else `Any` of its kind. */
export type OptionValue<Init, Any> = Init extends { readonly transformed: true }
  ? // The compiler does not know what class-transformer makes of it.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    any
  : Init extends { readonly choices: infer List }
    ? List extends readonly (infer Item)[]
      ? Item extends { readonly value: infer Value }
        ? Value
        : Item
      : List[keyof List] & Any
    : Any;

export type IsOptional<Init> = Init extends { readonly optional: true } ? true : false;

/** Without keys that the kind does not have: of a type that is inferred the compiler takes any key. */
export type Only<Init, Known> = Init & Readonly<Record<Exclude<keyof Init, keyof Known>, never>>;

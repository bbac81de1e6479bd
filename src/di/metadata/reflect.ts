/** The one door to reflect-metadata: what the compiler wrote about a class, and the lists that decorators keep on it. */
import 'reflect-metadata';
import { assertLegacy } from './decorated-member';

const PARAMETER_TYPES = 'design:paramtypes';
/** Where tsyringe's own `@inject()` keeps the tokens of a constructor. */
const TSYRINGE_TOKENS = 'injectionTokens';

/**
 * The types of a constructor's parameters as the compiler wrote them on this very class; `undefined` when it wrote none.
 * The array belongs to the class: read only.
 */
export function constructorTypes(type: object): readonly unknown[] | undefined {
  return Reflect.getOwnMetadata(PARAMETER_TYPES, type) as readonly unknown[] | undefined;
}

/** The types of a method's parameters, looked for along the prototypes; `undefined` when the compiler wrote none. */
export function methodTypes(prototype: object, method: string): readonly unknown[] | undefined {
  return Reflect.getMetadata(PARAMETER_TYPES, prototype, method) as readonly unknown[] | undefined;
}

/** The type of a field, looked for along the prototypes; `undefined` when the compiler wrote none. */
export function fieldType(prototype: object, field: string): unknown {
  return Reflect.getMetadata('design:type', prototype, field);
}

/** What tsyringe's `@inject()` wrote on this very class: a descriptor for each parameter that has one. */
export function tsyringeTokens(type: object): Readonly<Record<number, unknown>> | undefined {
  return Reflect.getOwnMetadata(TSYRINGE_TOKENS, type) as Readonly<Record<number, unknown>> | undefined;
}

/** A kind of record that decorators keep on the classes (or on the methods of the classes) they stand on. */
export class RecordList<R> {
  private readonly key: string;

  /** @param name tells the kind; lists of one name are the same list. */
  constructor(name: string) {
    this.key = `corduroy:${name}`;
  }

  /** Adds a record to what `target` itself holds; what its base classes hold is left alone. */
  add(target: object, record: R, method?: string): void {
    assertLegacy(record);
    const records = [...this.own(target, method), record];
    if (method === undefined) Reflect.defineMetadata(this.key, records, target);
    else Reflect.defineMetadata(this.key, records, target, method);
  }

  /** The records of `target` itself. */
  own(target: object, method?: string): readonly R[] {
    const records: unknown =
      method === undefined
        ? Reflect.getOwnMetadata(this.key, target)
        : Reflect.getOwnMetadata(this.key, target, method);
    return (records as readonly R[] | undefined) ?? [];
  }

  /** The records of the nearest class on the way up that has any. */
  nearest(target: object, method?: string): readonly R[] {
    const records: unknown =
      method === undefined ? Reflect.getMetadata(this.key, target) : Reflect.getMetadata(this.key, target, method);
    return (records as readonly R[] | undefined) ?? [];
  }
}

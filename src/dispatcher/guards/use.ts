/** `@Use`: guards before a method and interceptors around it. */
import { captureSpot, ownerOf, placeAt, RecordList, type Usable } from '../../di';
import { type SetupPlace } from '../../errors';

/** One `@Use` on a class (`method` is missing) or a method. */
export interface UseRecord {
  readonly method: string | undefined;
  /** A list written in JavaScript, or behind a circular import, can hold anything. */
  readonly entries: readonly unknown[];
  readonly place: SetupPlace;
  readonly isStatic: boolean;
}

export const useRecords = new RecordList<UseRecord>('use');

/** Stands on a handler class, for all its methods, or on one method. */
export interface UseDecorator {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any class
  (target: abstract new (...args: any[]) => unknown): void;
  (target: object, method: string, descriptor: PropertyDescriptor): void;
}

/**
 * Guards are asked before the method is called, step by step, and interceptors stand around the call: classes, which are got from the
 * container, or what makes a guard with options, `Cooldown.perUser('5s')`. What the hub, the group, the module and the class use comes
 * first.
 */
export function Use(...used: readonly Usable[]): UseDecorator {
  const spot = captureSpot(Use);
  return (target: object, method?: string) => {
    const { type, isStatic } = ownerOf(target, spot);
    const place = placeAt(spot, type.name, method);
    useRecords.add(type, { method, entries: used, place, isStatic: isStatic && method !== undefined });
  };
}

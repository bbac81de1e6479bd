/** Reads every getter of a view, and of the views that it leads to. */
import { EntityCollection, PayloadView } from 'corduroy/models';

/** A getter that threw: `member.user` and what it threw. */
export interface Failure {
  readonly getter: string;
  readonly owner: PayloadView;
  readonly error: unknown;
}

/** Names of the getters of a view, the inherited ones among them; those of PayloadView itself are no fields. */
export function gettersOf(prototype: object): string[] {
  const names = new Set<string>();
  let level = prototype;
  while (level !== PayloadView.prototype && level !== Object.prototype) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (descriptor.get !== undefined) names.add(name);
    }
    level = Object.getPrototypeOf(level) as object;
  }
  return [...names];
}

/**
 * @param depth how many views deep.
 * @returns the getters that threw.
 */
export function readEverything(view: PayloadView, depth: number, path = ''): Failure[] {
  const failures: Failure[] = [];
  const attempt = (getter: string, read: () => unknown): unknown => {
    try {
      return read();
    } catch (error) {
      failures.push({ getter, owner: view, error });
      return undefined;
    }
  };
  const visit = (value: unknown, name: string): void => {
    if (value instanceof PayloadView) {
      if (depth > 0) failures.push(...readEverything(value as PayloadView, depth - 1, `${name}.`));
    } else if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => {
        visit(item, `${name}.${index}`);
      });
    } else if (value instanceof EntityCollection) {
      const collection = value as EntityCollection<PayloadView>;
      attempt(`${name}.get()`, () => collection.get('1'));
      visit(
        attempt(`${name}.toArray()`, () => collection.toArray()),
        name,
      );
    }
  };
  for (const name of gettersOf(Object.getPrototypeOf(view) as object)) {
    const getter = path + name;
    visit(
      attempt(getter, () => (view as unknown as Readonly<Record<string, unknown>>)[name]),
      getter,
    );
  }
  return failures;
}

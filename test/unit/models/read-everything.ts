/** Reads every getter of a view, and of the views that it leads to. */
import { PayloadView } from 'corduroy/models';

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
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(level))) if (get) names.add(name);
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
  const visit = (value: unknown, name: string): void => {
    if (value instanceof PayloadView) {
      if (depth > 0) failures.push(...readEverything(value as PayloadView, depth - 1, `${name}.`));
    } else if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => {
        visit(item, `${name}.${index}`);
      });
    }
  };
  for (const name of gettersOf(Object.getPrototypeOf(view) as object)) {
    const getter = path + name;
    let value: unknown;
    try {
      value = view[name as keyof PayloadView];
    } catch (error) {
      failures.push({ getter, owner: view, error });
      continue;
    }
    visit(value, getter);
  }
  return failures;
}

/** Where the guards and interceptors of a method are named: the hub, its group, its modules, its class, itself; in this order. */
import { type Class, type HandlerHome, isProblem, lineageOf, readModule } from '../../di';
import { type SetupProblem } from '../../errors';
import { type UseSource } from './read-uses';
import { type UseRecord, useRecords } from './use';

/** What holds for every handler of a group. */
export function groupSources(
  group: string,
  {
    hubUse = [],
    use = [],
  }: { readonly hubUse?: readonly unknown[] | undefined; readonly use?: readonly unknown[] | undefined },
): UseSource[] {
  return [
    { entries: hubUse, what: '`use` in the options of the hub' },
    { entries: use, what: `\`use\` in the options of group "${group}"` },
  ];
}

/** What the modules that list a handler class say. */
export function moduleSources({ modules }: HandlerHome): UseSource[] {
  return modules.flatMap((type) => {
    const record = readModule(type);
    return isProblem(record) ? [] : [{ entries: record.use, what: `\`use\` of ${type.name}`, place: record.place }];
  });
}

/** What a class says of all its methods; its bases come first. */
export function classSources(type: Class): UseSource[] {
  return lineageOf(type).flatMap((base) => recordsOf(base, undefined).map((record) => sourceOf(record)));
}

/** What is said of one method. Where a class says it again, its own word replaces that of its bases. */
export function methodSources(type: Class, method: string): UseSource[] {
  for (const base of lineageOf(type).reverse()) {
    const records = recordsOf(base, method);
    if (records.length > 0) return records.map((record) => ({ ...sourceOf(record), isOfMethod: true }));
  }
  return [];
}

/** The methods of a class of which something is said. */
export function usedMethods(type: Class): string[] {
  const records = lineageOf(type).flatMap((base) => useRecords.own(base));
  return [...new Set(records.flatMap(({ method }) => method ?? []))];
}

/** Decorators are applied from the bottom up; they are read from the top down. */
function recordsOf(type: Class, method: string | undefined): UseRecord[] {
  return useRecords
    .own(type)
    .filter((record) => record.method === method)
    .reverse();
}

function sourceOf({ entries, place, isStatic, method }: UseRecord): UseSource {
  const what = `@Use on ${[place.className, method].filter(Boolean).join('.')}`;
  const problem: SetupProblem | undefined = isStatic
    ? {
        code: 'DI_STATIC_METHOD',
        message: `@Use stands on the static method ${place.className ?? ''}.${method ?? ''}; handlers run on instances.`,
        advice: 'take `static` away.',
        place,
      }
    : undefined;
  return { entries, what, place, problem };
}

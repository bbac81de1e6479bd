/** Reads the records of methods of a class and of its bases: what a class says about a method replaces what its bases say. */
import { type Class, lineageOf, type RecordList } from '../../di';
import { type SetupProblem } from '../../errors';
import { type MethodRecord } from '../metadata/records';

export function methodRecords<R extends MethodRecord>(list: RecordList<R>, type: Class): R[] {
  let all: R[] = [];
  for (const base of lineageOf(type)) {
    const own = list.own(base);
    all = [...all.filter((old) => !own.some(({ method }) => method === old.method)), ...own];
  }
  return all;
}

/** A decorator on a static method: handlers run on instances. */
export function staticProblem(decorator: string, { place }: MethodRecord): SetupProblem {
  return {
    code: 'DI_STATIC_METHOD',
    message: `${decorator} stands on the static method ${place.className ?? ''}.${place.method ?? ''}; handlers run on instances.`,
    advice: 'take `static` away.',
    place,
  };
}

/** Tells a method from what only looks like one. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type Class } from './tokens';

/** What is wrong with something that a decorator for methods stands on; a compiler that checks types says so as well. */
export function methodProblem(type: Class, method: string, place: SetupPlace): SetupProblem | undefined {
  const found = describe(type.prototype as object, method);
  if (typeof found?.value === 'function') return undefined;
  const what = found?.get ? 'an accessor' : 'a field';
  return {
    code: 'DI_NOT_A_METHOD',
    message: `${type.name}.${method} has a decorator for methods and is ${what}: nothing is known about its parameters.`,
    advice: `write a method: ${method}(…) { … }.`,
    place,
  };
}

/** Nothing is read: an accessor would run. */
function describe(prototype: object, name: string): PropertyDescriptor | undefined {
  for (let holder: object | null = prototype; holder; holder = Object.getPrototypeOf(holder) as object | null) {
    const found = Object.getOwnPropertyDescriptor(holder, name);
    if (found) return found;
  }
  return undefined;
}

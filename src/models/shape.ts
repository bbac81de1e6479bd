/**
 * The one door to class-transformer and class-validator. They take 60 to 100 ms to load, so nothing of them is
 * required before the first use: a program that declares no shapes never loads them.
 */
import type * as ClassTransformer from 'class-transformer';
import type * as ClassValidator from 'class-validator';
import { describeGot, type FieldProblem } from './bodies/body-error';
import { pathText } from './bodies/to-wire';

/** A class whose properties carry rules. */
export type Shape<T extends object = object> = new () => T;

let transformer: typeof ClassTransformer | undefined;
let validator: typeof ClassValidator | undefined;

/* eslint-disable @typescript-eslint/no-require-imports -- an import would load them with this file, see above. */
function loadTransformer(): typeof ClassTransformer {
  return (transformer ??= require('class-transformer') as typeof ClassTransformer);
}

function loadValidator(): typeof ClassValidator {
  return (validator ??= require('class-validator') as typeof ClassValidator);
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** An instance of a class with the fields of a plain object, following class-transformer's decorators. */
export function toInstance<T extends object>(shape: Shape<T>, plain: object): T {
  return loadTransformer().plainToInstance(shape, plain);
}

/**
 * Everything about an instance that breaks a class-validator rule; empty when all holds. Fields that carry no rule pass.
 * Rules that need to wait are not run.
 */
export function validate(instance: object): FieldProblem[] {
  const errors = loadValidator().validateSync(instance, { forbidUnknownValues: false });
  const problems: FieldProblem[] = [];
  for (const error of errors) collect(error, [], problems);
  return problems;
}

function collect(
  error: ClassValidator.ValidationError,
  above: readonly (string | number)[],
  into: FieldProblem[],
): void {
  const path = [...above, /^\d+$/.test(error.property) ? Number(error.property) : error.property];
  for (const [rule, message] of Object.entries(error.constraints ?? {})) {
    // class-validator's own sentences begin with the property's name, which the path says already.
    const said = message.startsWith(`${error.property} `) ? message.slice(error.property.length + 1) : message;
    into.push({ path: pathText(path), rule, message: said, got: describeGot(error.value) });
  }
  for (const child of error.children ?? []) collect(child, path, into);
}

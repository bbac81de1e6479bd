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

/** What is asked of class-transformer's own list of what its decorators said. */
interface Conversions {
  findTypeMetadata(shape: Shape, field: string): object | undefined;
  findExposeMetadata(shape: Shape, field: string): object | undefined;
  findExcludeMetadata(shape: Shape, field: string): object | undefined;
  findTransformMetadatas(shape: Shape, field: string, direction: number): readonly object[];
}

/** class-transformer's word for the way from plain objects to classes. */
const TO_CLASS = 0;

let transformer: typeof ClassTransformer | undefined;
let validator: typeof ClassValidator | undefined;

/* eslint-disable @typescript-eslint/no-require-imports -- an import would load them with this file, see above. */
function loadTransformer(): typeof ClassTransformer {
  return (transformer ??= require('class-transformer') as typeof ClassTransformer);
}

function loadValidator(): typeof ClassValidator {
  return (validator ??= require('class-validator') as typeof ClassValidator);
}
/** `undefined` while nobody has loaded it, so that nobody used one. */
function loadedConversions(): Conversions | undefined {
  let path: string;
  try {
    path = require.resolve('class-transformer/cjs/storage.js');
  } catch {
    // A bundle, which has no such file.
    return undefined;
  }
  if (!require.cache[path]) return undefined;
  return (require(path) as { readonly defaultMetadataStorage: Conversions }).defaultMetadataStorage;
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** Whether a class or one above it carries rules of class-validator. Loads nothing where there are none. */
export function hasRules(shape: Shape): boolean {
  // Made by the first rule of the program.
  if (!('classValidatorMetadataStorage' in globalThis)) return false;
  const rules = loadValidator().getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
  return rules.length > 0;
}

/** Of these fields, those of which class-transformer's decorators make something else. Loads nothing where there are none. */
export function convertedFields(shape: Shape, fields: readonly string[]): string[] {
  const storage = loadedConversions();
  if (!storage) return [];
  return fields.filter(
    (field) =>
      (storage.findTypeMetadata(shape, field) ??
        storage.findExposeMetadata(shape, field) ??
        storage.findExcludeMetadata(shape, field)) !== undefined ||
      storage.findTransformMetadatas(shape, field, TO_CLASS).length > 0,
  );
}

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

/** class-validator's own sentences begin with the property's name, which the path says already. */
function withoutName(message: string, property: string): string {
  if (message.startsWith(`${property} `)) return message.slice(property.length + 1);
  const each = `each value in ${property} `;
  return message.startsWith(each) ? `each value ${message.slice(each.length)}` : message;
}

function collect(
  error: ClassValidator.ValidationError,
  above: readonly (string | number)[],
  into: FieldProblem[],
): void {
  const path = [...above, /^\d+$/.test(error.property) ? Number(error.property) : error.property];
  for (const [rule, message] of Object.entries(error.constraints ?? {})) {
    const said = withoutName(message, error.property);
    into.push({ path: pathText(path), rule, message: said, got: describeGot(error.value) });
  }
  for (const child of error.children ?? []) collect(child, path, into);
}

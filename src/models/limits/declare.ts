/**
 * Tells class-validator and class-transformer what the rule decorators wrote down. Done for a class when a body of it is
 * judged in full for the first time, so that a program without mistakes never loads them.
 */
import type * as ClassTransformer from 'class-transformer';
import type * as ClassValidator from 'class-validator';
import { type Shape, toInstance } from '../shape';
import { fieldRulesOf, type Nesting, ownFieldRules } from './field-rules';

const PRESENT = { name: 'present', says: 'is needed' };

const present: ClassValidator.ValidateByOptions['validator'] = {
  validate: (value: unknown) => value !== undefined && value !== null,
  defaultMessage: () => PRESENT.says,
};

const declared = new WeakSet<Shape>();

/** Declares a class, its parents, and the classes of its nested values. */
export function declareRules(shape: Shape): void {
  if (declared.has(shape)) return;
  declared.add(shape);
  /* eslint-disable @typescript-eslint/no-require-imports -- an import would load them with this file, see above. */
  const validator = require('class-validator') as typeof ClassValidator;
  const transformer = require('class-transformer') as typeof ClassTransformer;
  /* eslint-enable @typescript-eslint/no-require-imports */
  const parent = Object.getPrototypeOf(shape) as Shape | null;
  if (typeof parent === 'function' && parent.prototype) declareRules(parent);
  const target = shape.prototype as object;
  for (const { name, optional, rules, nesting } of ownFieldRules(target).values()) {
    if (optional) validator.IsOptional()(target, name);
    // class-validator lets what is missing pass where a class is named.
    else if (nesting && rules.length === 0)
      validator.ValidateBy({ name: PRESENT.name, validator: present })(target, name);
    for (const { name: ruleName, says, holds } of rules) {
      validator.ValidateBy({ name: ruleName, validator: { validate: holds, defaultMessage: () => says } })(
        target,
        name,
      );
    }
    if (!nesting) continue;
    transformer.Transform(({ value }) => nest(nesting, value), { toClassOnly: true })(target, name);
    validator.ValidateNested()(target, name);
  }
  for (const { nesting } of fieldRulesOf(shape).values()) nesting?.shapes().forEach(declareRules);
}

function nest(nesting: Nesting, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => nest(nesting, item));
  if (typeof value !== 'object' || value === null) return value;
  const shape = nesting.shapeOf(value);
  return shape ? toInstance(shape, value) : value;
}

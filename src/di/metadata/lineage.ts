/** A class and the classes above it. */
import { type Class } from './tokens';

/** The topmost first, the class itself last. */
export function lineageOf(type: Class): Class[] {
  const lineage: Class[] = [];
  for (let base: unknown = type; isClass(base); base = Object.getPrototypeOf(base)) lineage.unshift(base);
  return lineage;
}

function isClass(value: unknown): value is Class {
  return typeof value === 'function' && value !== Function.prototype;
}

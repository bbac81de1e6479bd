/**
 * Permissions as a set with names, for those who would rather not count bits.
 * https://discord.com/developers/docs/topics/permissions
 */
import { inspect } from 'node:util';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { nearNames } from '../../util';
import { valueError } from '../value-error';

/** Name of a permission, as Discord's documentation writes it in camel case. */
export type PermissionName = Exclude<keyof typeof PermissionFlagsBits, 'ManageEmojisAndStickers'>;

/** Every permission by its name. One name that Discord has replaced is left out. */
export const PERMISSION_NAMES: readonly PermissionName[] = Object.keys(PermissionFlagsBits).filter(
  (name): name is PermissionName => name !== 'ManageEmojisAndStickers',
);

/** Permissions as an author has them: a name, several, bits, or decimal text as in payloads. */
export type PermissionInput = PermissionName | readonly PermissionName[] | PermissionSet | bigint | `${bigint}`;

/** A set of permissions. It never changes: adding and removing give another set. In bodies it is its decimal text. */
export class PermissionSet implements Iterable<PermissionName> {
  static readonly none = new PermissionSet(0n);
  /** All permissions that have a name. */
  static readonly all = PermissionSet.of(...PERMISSION_NAMES);

  private constructor(readonly bits: bigint) {}

  /** @throws {FrameworkError} VALUE_INVALID for a name that is none. */
  static of(...names: readonly PermissionName[]): PermissionSet {
    return new PermissionSet(names.reduce((bits, name) => bits | bitOf(name), 0n));
  }

  /** @throws {FrameworkError} VALUE_INVALID for what are no permissions. */
  static from(input: PermissionInput): PermissionSet {
    return new PermissionSet(bitsOf(input));
  }

  /** Whether all of these are in the set itself. `Administrator` does not stand for others here: see {@link allows}. */
  has(...wanted: readonly PermissionInput[]): boolean {
    const bits = union(wanted);
    return (this.bits & bits) === bits;
  }

  /** Whether whoever has the set may do all of these: with `Administrator` they may do everything. */
  allows(...wanted: readonly PermissionInput[]): boolean {
    return this.has('Administrator') || this.has(...wanted);
  }

  hasAny(...wanted: readonly PermissionInput[]): boolean {
    return (this.bits & union(wanted)) !== 0n;
  }

  /** Those of the wanted that the set does not allow, by name. */
  missing(...wanted: readonly PermissionInput[]): PermissionName[] {
    return this.has('Administrator') ? [] : new PermissionSet(union(wanted) & ~this.bits).names;
  }

  with(...added: readonly PermissionInput[]): PermissionSet {
    return new PermissionSet(this.bits | union(added));
  }

  without(...removed: readonly PermissionInput[]): PermissionSet {
    return new PermissionSet(this.bits & ~union(removed));
  }

  /** Those that are in both. */
  intersect(other: PermissionInput): PermissionSet {
    return new PermissionSet(this.bits & bitsOf(other));
  }

  equals(other: PermissionInput): boolean {
    return this.bits === bitsOf(other);
  }

  /** Bits that Discord added after this version have no name. */
  get names(): PermissionName[] {
    return PERMISSION_NAMES.filter((name) => (this.bits & PermissionFlagsBits[name]) !== 0n);
  }

  get isEmpty(): boolean {
    return this.bits === 0n;
  }

  [Symbol.iterator](): Iterator<PermissionName> {
    return this.names[Symbol.iterator]();
  }

  /** Decimal text, as Discord sends and takes it. */
  toString(): string {
    return this.bits.toString();
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return `PermissionSet { ${this.names.join(', ')} }`;
  }
}

function union(inputs: readonly PermissionInput[]): bigint {
  let bits = 0n;
  for (const input of inputs) bits |= bitsOf(input);
  return bits;
}

function bitsOf(input: PermissionInput): bigint {
  if (input instanceof PermissionSet) return input.bits;
  if (typeof input === 'bigint' && input >= 0n) return input;
  if (typeof input === 'string') return /^\d+$/.test(input) ? BigInt(input) : bitOf(input as PermissionName);
  if (Array.isArray(input)) return union(input as readonly PermissionName[]);
  throw valueError('A PermissionSet', 'names of permissions, bits from 0n, or decimal text', input);
}

function bitOf(name: PermissionName): bigint {
  if (Object.hasOwn(PermissionFlagsBits, name)) return PermissionFlagsBits[name];
  const near = nearNames(name, PERMISSION_NAMES);
  const meant = near.length > 0 ? ` (did you mean ${near.join(' or ')}?)` : '';
  throw valueError('A PermissionSet', `names of permissions${meant}`, name);
}

/** How a kind of body is played: what it may hold, and the request that it goes with. */
import fc from 'fast-check';
import { type BodySpec } from 'corduroy/models';
import { type RestClient } from 'corduroy/rest';
import { type Hints } from '../../../support/rule-bodies';
import { type Edge, type Makers } from '../../../support/rule-edges';
import { type Place } from './place';

/** A kind of body in a place. */
export interface Play {
  readonly spec: BodySpec;
  /** Bodies in which every part stands that has rules; edges are cut from them. */
  readonly samples: readonly object[];
  readonly makers?: Makers;
  /** What the rules do not tell of values. */
  readonly hints?: Hints;
  /** Fields without rules. */
  readonly more?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Other bodies that are as random. */
  readonly or?: fc.Arbitrary<object>;
  /** Edges that no bound of a field tells. */
  readonly edges?: readonly Edge[];
  /** `false` where whole random bodies make no sense: queries. */
  readonly random?: boolean;
  /** Makes what a body needs for itself alone; its id goes to `send`. */
  readonly ready?: () => Promise<string>;
  readonly send: (client: RestClient, body: never, id: string) => Promise<unknown>;
}

export type PlayMaker = (place: Place) => Play | Promise<Play>;
export type NamedPlay = readonly [what: string, make: PlayMaker];

export const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => idAt(index));
/** An id that nobody has. */
export const idAt = (index: number): string => String(1_100_000_000_000_000_000n + BigInt(index));

export const listOf = (items: readonly unknown[], max = 3, min = 0): fc.Arbitrary<unknown[]> =>
  fc.uniqueArray(fc.constantFrom(...items), { minLength: min, maxLength: Math.min(max, items.length) });

export const oneOf = (...items: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...items);
export const flag = fc.boolean();

const HOUR_MS = 3_600_000;
export const hoursAhead = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

export const edge = (what: string, path: string, fits: object, breaks: object, toldAt?: RegExp): readonly Edge[] => [
  { what: `${what}, as far as it may`, path, body: fits, fits: true },
  { what: `${what}, too far`, path, body: breaks, fits: false, ...(toldAt ? { toldAt } : {}) },
];

/**
 * The edges of a kind of body, read from its rules: for each bound a body that just fits and one that just does not. They
 * are cut from samples, in which every part stands that has rules.
 */
import { fieldRulesOf, type FieldRules, type Rule } from '../../src/models/limits/field-rules';
import { type Shape } from '../../src/models/shape';

export interface Edge {
  /** What is at its limit, for the test's report. */
  readonly what: string;
  /** Where the body breaks a rule, as authors write it. */
  readonly path: string;
  /** Where Discord tells of it, when that is elsewhere: of a list it names the item. */
  readonly toldAt?: RegExp;
  /** Discord's code where it does not name the field. */
  readonly code?: number;
  /** The client cannot send it at all, checks or not. */
  readonly cannotBeSent?: boolean;
  readonly body: object;
  readonly fits: boolean;
}

/** What rules do not tell: how texts and items are made that mean something. */
export interface Makers {
  /** Texts by the shape of their place, `embeds[].url`, or by the name of the field; of `length` characters. */
  readonly texts?: Readonly<Record<string, (length: number) => string>>;
  /** Items of lists by the shape of their place. */
  readonly items?: Readonly<Record<string, (index: number) => unknown>>;
  /** Places that are not tried, by the shape of their place and with the reason. */
  readonly left?: Readonly<Record<string, string>>;
}

const letters = (length: number): string => 'x'.repeat(length);
const URL_START = 'https://example.com/';
/** An address of so many characters; too few for one are no address. */
export const urlOf = (length: number): string => URL_START.padEnd(length, 'z');

interface Spot {
  readonly field: FieldRules;
  readonly value: unknown;
  readonly path: string;
  readonly pattern: string;
  readonly put: (value: unknown) => object;
}

/** All edges of a body whose parts have rules. */
export class Edges {
  readonly found: Edge[] = [];
  /** Rules that were tried, `EmbedRules.title`. */
  readonly tried = new Set<string>();

  constructor(private readonly makers: Makers) {}

  visit(shape: Shape, sample: object): void {
    this.node(shape, sample, '', '', (made) => made);
  }

  private node(shape: Shape, node: object, path: string, pattern: string, put: (node: object) => object): void {
    for (const field of fieldRulesOf(shape).values()) {
      const spot: Spot = {
        field,
        value: (node as Record<string, unknown>)[field.name],
        path: path ? `${path}.${field.name}` : field.name,
        pattern: pattern ? `${pattern}.${field.name}` : field.name,
        put: (value) => put({ ...node, [field.name]: value }),
      };
      this.tried.add(`${shape.name}.${field.name}`);
      if (this.makers.left?.[spot.pattern] === undefined) this.field(spot);
      this.inside(spot);
    }
  }

  private field(spot: Spot): void {
    const { field, value } = spot;
    if (!field.optional && value !== undefined) this.leftOut(spot);
    for (const rule of field.rules) this.rule(spot, rule);
  }

  /** Discord may tell of what is missing inside of what is missing. */
  private leftOut(spot: Spot): void {
    const toldAt = new RegExp(`^${escaped(spot.path)}(?:\\.|$)`);
    this.found.push({
      what: `${spot.pattern} left out`,
      path: spot.path,
      body: spot.put(undefined),
      fits: false,
      toldAt,
    });
  }

  private rule(spot: Spot, { name, bounds }: Rule): void {
    if (bounds === undefined) return;
    const { minLength, maxLength, minimum, maximum, minItems, maxItems, uniqueItems, items } = bounds;
    const step = name === 'number' ? 0.01 : 1;
    if (maxLength !== undefined) this.pair(spot, (n) => this.text(spot, n), maxLength, 1);
    if (minLength !== undefined) this.pair(spot, (n) => this.text(spot, n), minLength, -1);
    if (maximum !== undefined) this.pair(spot, (n) => n, maximum, step);
    if (minimum !== undefined) this.pair(spot, (n) => n, minimum, -step);
    if (maxItems !== undefined) this.pair(spot, (n) => this.list(spot, n), maxItems, 1);
    if (minItems !== undefined) this.pair(spot, (n) => this.list(spot, n), minItems, -1);
    if (uniqueItems === true) {
      const [item] = this.list(spot, 1);
      this.add(spot, 'one item twice', spot.put([item, item]), false);
    }
    if (items === undefined) return;
    const item = { ...spot, pattern: `${spot.pattern}[]`, toldAt: `${spot.path}[0]` };
    if (items.maxLength !== undefined) this.pair(item, (n) => [this.text(item, n)], items.maxLength, 1);
    if (items.minLength !== undefined) this.pair(item, (n) => [this.text(item, n)], items.minLength, -1);
  }

  /** The value at the limit, and the one beyond. */
  private pair(spot: Spot & { toldAt?: string }, make: (size: number) => unknown, limit: number, step: number): void {
    if (limit === 0 && step < 0 && !isNumber(make(0))) return;
    this.add(spot, String(limit), spot.put(make(limit)), true);
    this.add(spot, String(limit + step), spot.put(make(limit + step)), false);
  }

  private add(spot: Spot & { toldAt?: string }, size: string, body: object, fits: boolean): void {
    const told = spot.toldAt === undefined ? {} : { toldAt: new RegExp(`^${escaped(spot.toldAt)}$`) };
    this.found.push({ what: `${spot.pattern} ${size}`, path: spot.path, body, fits, ...told });
  }

  private text({ pattern, field }: Spot, length: number): string {
    const { texts = {} } = this.makers;
    return (texts[pattern] ?? texts[field.name] ?? (/url$/i.test(field.name) ? urlOf : letters))(length);
  }

  private list({ pattern, value, field }: Spot, length: number): unknown[] {
    const make =
      this.makers.items?.[pattern] ??
      this.makers.items?.[field.name] ??
      (field.nesting && Array.isArray(value) ? () => (value as unknown[])[0] : undefined);
    if (!make) throw new Error(`no items are known for ${pattern}`);
    return Array.from({ length }, (_, index) => make(index));
  }

  /** What has rules inside a field: as much as the sample has of it. */
  private inside({ field: { nesting }, value, path, pattern, put }: Spot): void {
    if (!nesting || typeof value !== 'object' || value === null) return;
    const single = !Array.isArray(value);
    (single ? [value] : (value as unknown[])).forEach((item, index) => {
      const shape = nesting.shapeOf(item as object);
      if (!shape) return;
      const at = single ? path : `${path}[${index}]`;
      const replace = (made: object): object => put(single ? made : replaced(value as unknown[], index, made));
      this.node(shape, item as object, at, single ? pattern : `${pattern}[]`, replace);
    });
  }
}

/** Every rule of a class and of the classes inside it, `EmbedRules.title`. */
export function rulesWithin(shape: Shape, seen = new Set<Shape>()): string[] {
  if (seen.has(shape)) return [];
  seen.add(shape);
  return [...fieldRulesOf(shape).values()].flatMap(({ name, nesting }) => [
    `${shape.name}.${name}`,
    ...(nesting?.shapes() ?? []).flatMap((inner) => rulesWithin(inner, seen)),
  ]);
}

function replaced(list: readonly unknown[], index: number, item: unknown): unknown[] {
  return list.map((each, at) => (at === index ? item : each));
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

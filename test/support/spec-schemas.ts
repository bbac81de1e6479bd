/**
 * Discord's schemas from the package discord-api-spec. The package is an ES module whose objects let unknown keys
 * pass; here its text is run with strict objects, so that a key that Discord does not know is seen.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type SpecType } from './read-operations';

type Schema = z.ZodMiniType;

const SOURCE = join(__dirname, '../../node_modules/discord-api-spec/build/discord-api-spec.zod.js');
const LOOSE = 'let zObject = z.object;';
const UTC_ONLY = 'z.iso.datetime()';

z.config(z.locales.en());
const schemas = load(readFileSync(SOURCE, 'utf8'));
const made = new Map<SpecType, Schema>();

/** The schema of a type of the operations table. */
export function schemaOf(type: SpecType): Schema {
  let schema = made.get(type);
  if (!schema) {
    schema = make(type);
    made.set(type, schema);
  }
  return schema;
}

function make(type: SpecType): Schema {
  if (typeof type === 'string') {
    const primitive = PRIMITIVES[type] ?? schemas[`${type}Schema`];
    if (!primitive) throw new Error(`discord-api-spec has no schema "${type}"`);
    return primitive;
  }
  if (!isList(type)) {
    return z.strictObject(
      Object.fromEntries(
        Object.entries(type).map(([key, value]) =>
          key.endsWith('?') ? [key.slice(0, -1), z.optional(schemaOf(value))] : [key, schemaOf(value)],
        ),
      ),
    );
  }
  const [kind, ...rest] = type;
  const [first = 'unknown'] = rest;
  if (kind === '[]') return z.array(schemaOf(first));
  if (kind === '{}') return z.record(z.string(), schemaOf(first));
  if (kind === '=') return z.literal(first as string);
  return z.union(rest.map(schemaOf));
}

const PRIMITIVES: Readonly<Record<string, Schema>> = {
  string: z.string(),
  number: z.number(),
  boolean: z.boolean(),
  null: z.null(),
  unknown: z.unknown(),
};

function isList(type: Exclude<SpecType, string>): type is Extract<SpecType, readonly unknown[]> {
  return Array.isArray(type);
}

function load(text: string): Record<string, Schema> {
  if (!text.includes(LOOSE)) throw new Error('discord-api-spec is written in another way now: see test/support');
  const names: string[] = [];
  const body = text
    .replace(/^import .*$/m, '')
    .replace(LOOSE, 'let zObject = z.strictObject;')
    // Discord writes `+00:00`, not `Z`.
    .replaceAll(UTC_ONLY, 'z.iso.datetime({ offset: true })')
    .replace(/^export const (\w+)/gm, (_match, name: string) => {
      names.push(name);
      return `const ${name}`;
    });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the only way to change what its objects are made of
  const evaluate = new Function('z', `${body}\nreturn {${names.join(',')}}`) as (
    zod: typeof z,
  ) => Record<string, Schema>;
  return evaluate(z);
}

/**
 * Custom ids that hold typed values.
 *
 * The text of an id is `name:` and three parts: a head of three letters (the version, and a fingerprint of the codecs), the free
 * texts, and the numbers of all codecs packed into one, in as many letters as the largest needs. The ends of a text are never
 * spaces, which Discord may trim. Every text has one reading and every reading one text, so whatever `of` cannot have written is
 * refused. An id without values is its name alone, as long as its version is 1.
 */
import { describeGot } from '../../models';
import { costOf, fromLetters, lettersFor, toLetters } from './base85';
import { type AnyCodec, type Codec, type TakeText } from './codec';
import { type CustomId, type PlainCustomId } from './custom-id';
import { idError } from './id-error';

/** https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id */
const MOST_CHARACTERS = 100;
const MOST_IN_NAME = 32;
const MOST_VERSION = 84;
/** One letter of version, two of fingerprint. */
const HEAD = 3;
const FINGERPRINTS = 85n * 85n;

export type Codecs = Readonly<Record<string, AnyCodec>>;

type ValueOf<C> = C extends Codec<infer Value, boolean> ? Value : never;
type OptionalKeys<C extends Codecs> = { [Key in keyof C]: C[Key]['isOptional'] extends true ? Key : never }[keyof C];

/** The values that codecs write and read. */
export type ValuesOf<C extends Codecs> = {
  readonly [Key in Exclude<keyof C, OptionalKeys<C>>]: ValueOf<C[Key]>;
} & { readonly [Key in OptionalKeys<C>]?: ValueOf<C[Key]> };

export interface CustomIdOptions {
  /** 1 to 84; raise it when old components should not work any more. A change of the codecs does that by itself. Default 1. */
  readonly version?: number | undefined;
}

/**
 * An id that holds values, `customId('ban', { user: snowflake, days: int(0, 7) })`, or one that holds none, `customId('close')`.
 * Ids are seen by everybody and can be copied: they are no place for secrets, and permissions are to be checked when they are used.
 * @param name 1 to 32 characters without a colon or a space.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID when its longest text could be longer than 100 characters.
 */
export function customId(
  name: string,
  codecs?: Readonly<Record<string, never>>,
  options?: CustomIdOptions,
): PlainCustomId;
export function customId<const C extends Codecs>(
  name: string,
  codecs: C,
  options?: CustomIdOptions,
): CustomId<ValuesOf<C>>;
export function customId(name: string, codecs: Codecs = {}, { version = 1 }: CustomIdOptions = {}): CustomId {
  return new PackedId(name, Object.entries(codecs), version);
}

class PackedId implements CustomId {
  /** The name and its colon. */
  private readonly start: string;
  private readonly head: string;
  /** Letters of the packed numbers. */
  private readonly tail: number;

  constructor(
    readonly name: string,
    private readonly codecs: readonly (readonly [field: string, codec: AnyCodec])[],
    readonly version: number,
  ) {
    checkName(name);
    if (!Number.isInteger(version) || version < 1 || version > MOST_VERSION) {
      throw idError(
        `The custom id "${name}" has version ${version}; versions are whole numbers from 1 to ${MOST_VERSION}.`,
      );
    }
    this.start = `${name}:`;
    this.head = toLetters(BigInt(version), 1) + toLetters(fingerprint(codecs) % FINGERPRINTS, HEAD - 1);
    this.tail = lettersFor(codecs.reduce((size, [, codec]) => size * codec.size, 1n));
    this.checkLength();
  }

  of(given?: object): string {
    const values = (given ?? {}) as Readonly<Record<string, unknown>>;
    if (this.isBare) return this.name;
    if (!given) this.checkBare();
    let number = 0n;
    let texts = '';
    for (const [field, codec] of this.codecs) {
      const value = Object.hasOwn(values, field) ? values[field] : undefined;
      const written = codec.write(value);
      if (!written) {
        throw idError(
          `The custom id "${this.name}" takes ${codec.takes} as ${field}, and got ${describeGot(value)}.`,
          'check the value before you build the component, or give the id a codec that takes it.',
        );
      }
      number = number * codec.size + written.number;
      texts += written.text;
    }
    return `${this.start}${this.head}${texts}${toLetters(number, this.tail)}`;
  }

  parse(text: string): object | 'outdated' | undefined {
    if (text === this.name) return this.isBare ? {} : 'outdated';
    if (!text.startsWith(this.start)) return undefined;
    const start = this.start.length;
    if (this.isBare || !text.startsWith(this.head, start)) {
      const head = text.slice(start, start + HEAD);
      return head.length === HEAD && fromLetters(head) !== undefined ? 'outdated' : undefined;
    }
    const end = text.length - this.tail;
    const number = end < start + HEAD ? undefined : fromLetters(text.slice(end));
    return number === undefined ? undefined : this.read(number, text.slice(start + HEAD, end));
  }

  private read(packed: bigint, texts: string): object | undefined {
    const { codecs } = this;
    const numbers: bigint[] = [];
    let rest = packed;
    for (let index = codecs.length - 1; index >= 0; index -= 1) {
      const { size } = (codecs[index] as readonly [string, AnyCodec])[1];
      numbers.push(rest % size);
      rest /= size;
    }
    if (rest > 0n) return undefined;
    const source = { texts, at: 0 };
    const take = taker(source);
    const values: Record<string, unknown> = {};
    for (const [field, codec] of codecs) {
      const found = codec.read(numbers.pop() as bigint, take);
      if (!found) return undefined;
      if (found.value !== undefined) put(values, field, found.value);
    }
    return source.at === texts.length ? values : undefined;
  }

  /** Whoever builds a component of an id that holds values has to give them. */
  private checkBare(): void {
    const missing = this.codecs.flatMap(([field, codec]) => (codec.isOptional ? [] : [field]));
    if (missing.length === 0) return;
    throw idError(
      `The custom id "${this.name}" holds values, ${missing.join(', ')}, and got none.`,
      `write its of({ ${missing.map((field) => `${field}: …`).join(', ')} }) where the component is built.`,
    );
  }

  private get isBare(): boolean {
    return this.codecs.length === 0 && this.version === 1;
  }

  private checkLength(): void {
    const texts = this.codecs.reduce((sum, [, codec]) => sum + codec.textLength, 0);
    const longest = this.name.length + 1 + HEAD + texts + this.tail;
    if (longest <= MOST_CHARACTERS) return;
    const costs = this.codecs.map(
      ([field, { description, size, textLength }]) => `${field}: ${description} ${round(textLength + costOf(size))}`,
    );
    throw idError(
      `The custom id "${this.name}" could be ${longest} characters long, and Discord takes ${MOST_CHARACTERS}: its name ${this.name.length}, its head ${HEAD + 1}, ${costs.join(', ')}.`,
      'shorten its texts, narrow its numbers, or keep the values in a store of your own and only their key in the id.',
    );
  }
}

function taker(source: { readonly texts: string; at: number }): TakeText {
  return (length) => {
    const { texts, at } = source;
    source.at = at + length;
    return source.at <= texts.length ? texts.slice(at, source.at) : undefined;
  };
}

/** A field may be called what every object has anyway. */
function put(values: Record<string, unknown>, field: string, value: unknown): void {
  if (!(field in values)) values[field] = value;
  else Object.defineProperty(values, field, { value, enumerable: true, writable: true, configurable: true });
}

function checkName(name: unknown): void {
  const fits =
    typeof name === 'string' && name.length > 0 && name.length <= MOST_IN_NAME && !/[:\s\p{Cc}\p{Cs}]/u.test(name);
  if (fits) return;
  throw idError(
    `A custom id is named ${describeGot(name)}; names are 1 to ${MOST_IN_NAME} characters without colons and spaces.`,
    "name it after what it does: customId('ban', { … }).",
  );
}

/** FNV-1a, 64 bits. */
function fingerprint(codecs: readonly (readonly [string, AnyCodec])[]): bigint {
  let hash = 0xcb_f2_9c_e4_84_22_23_25n;
  for (const [field, { description }] of codecs) {
    for (const byte of Buffer.from(`${JSON.stringify(field)}${description};`)) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100_0000_01b3n);
    }
  }
  return hash;
}

function round(characters: number): string {
  return String(Math.round(characters * 10) / 10);
}

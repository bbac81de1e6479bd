/**
 * Sources that are known by what they were made of: a path, an address, bytes. Such a source can be made again in another
 * thread; one that holds a stream, a function or a clock of the author's cannot, and is read where it is.
 */
import { type AudioSource } from './audio-source';

/** The options that it was made with, without those that are no plain data. */
type PlainOptions = Readonly<Record<string, unknown>>;

/** Plain data that says how to make a source. */
export type SourceDescription =
  | { readonly kind: 'file'; readonly path: string; readonly options: PlainOptions }
  | { readonly kind: 'url'; readonly address: string; readonly options: PlainOptions }
  | { readonly kind: 'buffer' | 'pcm' | 'ffmpeg'; readonly bytes: Uint8Array; readonly options: PlainOptions }
  | {
      readonly kind: 'frames';
      /** All packets behind each other, and the length of each. */
      readonly bytes: Uint8Array;
      readonly lengths: readonly number[];
      readonly options: PlainOptions;
    };

type Describer = () => SourceDescription | undefined;

const describers = new WeakMap<AudioSource, Describer>();

/** Notes of what a source was made; the description is only made when it is asked for. */
export function describedBy(source: AudioSource, describer: Describer): AudioSource {
  describers.set(source, describer);
  return source;
}

/** Of what a source was made; `undefined` when it can only be read where it is. What it holds may be given away. */
export function describeSource(source: AudioSource): SourceDescription | undefined {
  const description = describers.get(source)?.();
  return description && isPlain(description.options) ? description : undefined;
}

/** Bytes in memory of their own: a Buffer is as a rule a piece of something larger, which would cross as a whole. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** No option of ours lies deeper. */
const MOST_DEPTH = 8;

/** Whether a message can hold the options. A clock, wherever it is, makes a source one of this thread. */
function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === 'function' || typeof value === 'symbol' || depth > MOST_DEPTH) return false;
  if (typeof value !== 'object' || value === null) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isData = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return isData && Object.values(value).every((each) => isPlain(each, depth + 1));
}

/** Finds the Opus library of this machine: the native one where it is, WebAssembly otherwise. */
import { asError } from '../../util';
import { VoiceError } from '../voice-error';
import { NATIVE_OPUS, nativeOpus } from './native-opus';
import { type OpusLibrary } from './opus-codec';
import { OPUSSCRIPT, wasmOpus } from './opusscript';

export interface LoadOpusOptions {
  /** Only this one. Default: whichever loads, the native one first. */
  readonly library?: typeof NATIVE_OPUS | typeof OPUSSCRIPT | undefined;
  /** How the inside of a package is loaded; for tests. What it gives is not remembered. */
  readonly load?: ((name: string) => unknown) | undefined;
}

const makers = [
  { name: NATIVE_OPUS, make: nativeOpus },
  { name: OPUSSCRIPT, make: wasmOpus },
] as const;

const loaded = new Map<string, OpusLibrary>();

/**
 * Loads a library at the first call and gives the same one afterwards.
 * @throws {VoiceError} VOICE_OPUS_MISSING, with the reason for each library.
 */
export function loadOpus(options: LoadOpusOptions = {}): Promise<OpusLibrary> {
  return new Promise((resolve) => {
    resolve(find(options));
  });
}

function find({ library, load }: LoadOpusOptions): OpusLibrary {
  const wanted = makers.filter(({ name }) => library === undefined || name === library);
  const reasons: Record<string, string> = {};
  const causes: Error[] = [];
  for (const { name, make } of wanted) {
    const known = load ? undefined : loaded.get(name);
    if (known) return known;
    try {
      const made = make(load);
      if (!load) loaded.set(name, made);
      return made;
    } catch (thrown) {
      const error = asError(thrown);
      reasons[name] = error.message.split('\n', 1)[0] ?? '';
      causes.push(error);
    }
  }
  throw missing(reasons, causes);
}

function missing(reasons: Readonly<Record<string, string>>, causes: readonly Error[]): VoiceError {
  const told = Object.entries(reasons).map(([name, reason]) => `\n    ${name}: ${reason}`);
  return new VoiceError({
    code: 'VOICE_OPUS_MISSING',
    kind: 'codec',
    message: `No Opus library could be loaded, and this audio has to be encoded or decoded.${told.join('')}`,
    advice:
      'Run `npm install opusscript` (WebAssembly, works everywhere) or `npm install @discordjs/opus` (native, faster). ' +
      'npm from 12 on does not run install scripts: `npm install-scripts approve @discordjs/opus`, then `npm rebuild`. ' +
      'Ogg and WebM files with Opus in them need no library while they are played at full volume.',
    context: { reasons },
    cause: new AggregateError(causes, 'every library failed to load'),
  });
}

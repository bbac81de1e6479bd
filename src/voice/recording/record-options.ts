/** How a call is recorded, and the check of what an author passes. */
import { extname } from 'node:path';
import { inspect } from 'node:util';
import { type Writable } from 'node:stream';
import { type UserId } from '../../models';
import { type HeardAs } from '../hearing/heard-audio';
import { badRecordOption } from './recording-errors';

/** Who is meant: these, or everybody for whom it says yes, whenever they come. */
export type WhichUsers = readonly UserId[] | ((userId: UserId) => boolean);

export type RecordingFormat = 'ogg' | 'wav';

export interface RecordOptions {
  /**
   * Where it is written. A folder, in which each user who speaks gets a file named by their id and the time; with `mix` the path
   * of the file. Folders are made, and nothing is overwritten: a name that is taken is numbered. Who leaves and
   * comes back goes on in the same file; however many have spoken, at most 32 files are open at a time. Or a function that gives a
   * stream for each user, for `mix` for `undefined`; the streams are ended with the recording.
   */
  readonly to: string | ((userId: UserId | undefined) => Writable);
  /** Default: everybody, whoever comes later included. */
  readonly users?: WhichUsers | undefined;
  /**
   * `ogg`: Opus as it was sent (a mix is encoded), about 30 MB an hour. `wav`: PCM, 48 kHz, 16 bits, 691 MB an hour; at 4 GiB, after
   * six hours, the recording ends. Default `ogg`, or what the name of a mix ends with.
   */
  readonly format?: RecordingFormat | undefined;
  /** One file with all voices, instead of a file for each. Default `false`. */
  readonly mix?: boolean | undefined;
  /** Whether silence is kept: then all files begin with the recording and speakers stay in step. `false`: what is said follows each other. Default `true`. */
  readonly silence?: boolean | undefined;
  /** Ends it when it is that long, in milliseconds. */
  readonly maxMs?: number | undefined;
  /** Ends it when its files together have that many bytes; what was under way is still written, a second of it at most, and half a minute of silence. */
  readonly maxBytes?: number | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** How long packets are held so that late ones find their place; see `ListenOptions`. Nobody waits for a recording. Default 200. */
  readonly jitterMs?: number | undefined;
}

/** How all are listened to at once. */
export interface ListenAllOptions {
  /** Default: everybody, whoever comes later included. */
  readonly users?: WhichUsers | undefined;
  /** Packets as they were sent, or decoded. Default `opus`. */
  readonly as?: HeardAs | undefined;
  /** See `ListenOptions`. Default 60. */
  readonly jitterMs?: number | undefined;
  /** Frames of all users together that may wait to be read; beyond that the oldest are dropped and counted. Default 500. */
  readonly capacity?: number | undefined;
  /** Ends the stream. */
  readonly signal?: AbortSignal | undefined;
}

export type ResolvedRecordOptions = Readonly<Required<Omit<RecordOptions, 'signal' | 'maxMs' | 'maxBytes'>>> &
  Pick<RecordOptions, 'signal'> & { readonly maxMs: number; readonly maxBytes: number };

const MOST_JITTER_MS = 1_000;
const MOST_CAPACITY = 1_000_000;
const RECORDING_JITTER_MS = 200;
const FORMATS: readonly unknown[] = ['ogg', 'wav'];
const ID = /^[1-9]\d{0,19}$/;

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function resolveRecordOptions(options: RecordOptions): ResolvedRecordOptions {
  const given = (options as RecordOptions | null | undefined) ?? ({} as RecordOptions);
  const { to, mix = false, silence = true, maxMs = Infinity, maxBytes = Infinity, signal } = given;
  const { users = everybody, jitterMs = RECORDING_JITTER_MS } = given;
  checkTo(to);
  checkUsers('record', users);
  checkFlag('mix', mix);
  checkFlag('silence', silence);
  const format = formatOf(given.format, to, mix);
  checkLimit('maxMs', maxMs, 'milliseconds');
  checkLimit('maxBytes', maxBytes, 'bytes');
  checkSignal('record', signal);
  checkJitter('record', jitterMs);
  return { to, users, format, mix, silence, maxMs, maxBytes, signal, jitterMs };
}

export interface ResolvedListenAll {
  readonly users: WhichUsers;
  readonly as: HeardAs;
  readonly jitterMs: number | undefined;
  readonly capacity: number;
  readonly signal: AbortSignal | undefined;
}

const DEFAULT_CAPACITY = 500;

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function resolveListenAll(options: ListenAllOptions): ResolvedListenAll {
  const { users = everybody, as = 'opus', jitterMs, capacity = DEFAULT_CAPACITY, signal } = options;
  checkUsers('listenAll', users);
  if ((as as unknown) !== 'opus' && (as as unknown) !== 'pcm') {
    throw wrong('listenAll', 'as', as, "'opus' for packets as they were sent, or 'pcm'");
  }
  if (jitterMs !== undefined) checkJitter('listenAll', jitterMs);
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > MOST_CAPACITY) {
    throw wrong('listenAll', 'capacity', capacity, `a whole number from 1 to ${MOST_CAPACITY}`);
  }
  checkSignal('listenAll', signal);
  return { users, as, jitterMs, capacity, signal };
}

function everybody(): boolean {
  return true;
}

function wrong(method: string, option: string, value: unknown, advice: string): Error {
  return badRecordOption(`\`${option}\` of ${method} is ${inspect(value, { depth: 0 })}.`, `pass ${advice}.`);
}

function checkTo(to: unknown): void {
  if (typeof to === 'function' || (typeof to === 'string' && to !== '' && !to.includes('\0'))) return;
  throw wrong('record', 'to', to, 'the path of a folder, with `mix` of a file, or a function that gives a stream');
}

function checkUsers(method: string, users: unknown): void {
  if (typeof users === 'function') return;
  if (Array.isArray(users) && users.every((id) => typeof id === 'string' && ID.test(id))) return;
  throw wrong(
    method,
    'users',
    users,
    'an array of ids as Discord sent them, or a function that says whether a user is meant',
  );
}

function checkFlag(option: string, value: unknown): void {
  if (typeof value !== 'boolean') throw wrong('record', option, value, 'true or false');
}

function checkLimit(option: string, value: unknown, unit: string): void {
  if (typeof value === 'number' && value > 0) return;
  throw wrong('record', option, value, `a number of ${unit} above 0, or leave it out`);
}

function checkSignal(method: string, signal: unknown): void {
  if (signal === undefined || signal instanceof AbortSignal) return;
  throw wrong(method, 'signal', signal, 'the `signal` of an AbortController');
}

function checkJitter(method: string, jitterMs: unknown): void {
  if (typeof jitterMs === 'number' && jitterMs >= 0 && jitterMs <= MOST_JITTER_MS) return;
  throw wrong(method, 'jitterMs', jitterMs, `milliseconds from 0 to ${MOST_JITTER_MS}`);
}

function formatOf(format: unknown, to: RecordOptions['to'], mix: boolean): RecordingFormat {
  if (format !== undefined && !FORMATS.includes(format)) throw wrong('record', 'format', format, "'ogg' or 'wav'");
  const ending = mix && typeof to === 'string' ? extname(to).slice(1).toLowerCase() : '';
  if (format !== undefined && FORMATS.includes(ending) && ending !== format) {
    throw badRecordOption(
      `\`format\` of record is ${inspect(format)}, but \`to\` names a file that ends with .${ending}.`,
      'leave `format` out, or let the name end with it.',
    );
  }
  return ((format ?? (FORMATS.includes(ending) ? ending : undefined)) as RecordingFormat | undefined) ?? 'ogg';
}

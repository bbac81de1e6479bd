/** Errors as plain data, so that one crosses from thread to thread with everything that it says. */
import { inspect } from 'node:util';
import { type ErrorContext } from '../../errors';
import { asError } from '../../util';
import { VoiceError, type VoiceErrorInit } from '../voice-error';

/** What is left of an error in a message. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** What errors of ours have beyond that. */
  readonly told?: ToldFields | undefined;
  readonly cause?: PlainError | undefined;
}

interface ToldFields {
  readonly code: string;
  readonly kind: string;
  readonly advice: string | undefined;
  readonly context: ErrorContext;
  readonly closeCode?: number | undefined;
  readonly mayRetry?: boolean | undefined;
}

/** Causes of causes; deeper ones say nothing any more. */
const MOST_CAUSES = 4;

/** Anything that was thrown, as data. Throws nothing. */
export function encodeError(thrown: unknown, depth = 0): PlainError {
  const error = asError(thrown);
  const { cause } = error;
  return {
    name: error.name,
    message: error.message,
    stack: typeof error.stack === 'string' ? error.stack : undefined,
    told: toldBy(error),
    cause: cause === undefined || depth >= MOST_CAUSES ? undefined : encodeError(cause, depth + 1),
  };
}

/** The error again: a `VoiceError` where it was one, else an `Error` with the same fields. */
export function decodeError(plain: PlainError): Error {
  const cause = plain.cause && decodeError(plain.cause);
  const error = plain.name === 'VoiceError' && plain.told ? voiceError(plain, plain.told, cause) : other(plain, cause);
  if (plain.stack !== undefined) error.stack = plain.stack;
  return error;
}

/** A value as a message can hold it: what is no plain value is told as it would be printed. */
export function plainValue(value: unknown): unknown {
  switch (typeof value) {
    case 'function':
    case 'symbol':
      return String(value);
    case 'object':
      return isPlain(value) ? value : inspect(value, { depth: 3, breakLength: Infinity });
    default:
      return value;
  }
}

function isPlain(value: object | null): boolean {
  if (value === null) return true;
  return Array.isArray(value) && value.every((each) => typeof each !== 'object' && typeof each !== 'function');
}

function toldBy(error: Error): ToldFields | undefined {
  const { code, kind, advice, context, closeCode, mayRetry } = error as Partial<Record<keyof ToldFields, unknown>>;
  if (typeof code !== 'string' || typeof kind !== 'string') return undefined;
  const entries = Object.entries((context ?? {}) as ErrorContext);
  return {
    code,
    kind,
    advice: typeof advice === 'string' ? advice : undefined,
    context: Object.fromEntries(entries.map(([name, value]) => [name, plainValue(value)])),
    ...(typeof closeCode === 'number' && { closeCode }),
    ...(typeof mayRetry === 'boolean' && { mayRetry }),
  };
}

function voiceError({ message }: PlainError, told: ToldFields, cause: Error | undefined): VoiceError {
  const { advice } = told;
  // The constructor puts the advice behind the message.
  const tail = advice === undefined ? '' : `\n  Try: ${advice}`;
  const bare = tail !== '' && message.endsWith(tail) ? message.slice(0, -tail.length) : message;
  return new VoiceError({ ...(told as unknown as VoiceErrorInit), message: bare, cause });
}

function other({ name, message, told }: PlainError, cause: Error | undefined): Error {
  const error = new Error(message, cause && { cause });
  error.name = name;
  return told ? Object.assign(error, told) : error;
}

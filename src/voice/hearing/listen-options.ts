/** What is asked for when somebody is listened to, judged and filled in. */
import { inspect } from 'node:util';
import { VoiceError } from '../voice-error';
import { type HeardAs, type ListenOptions } from './heard-audio';

/** How long packets are held unless told otherwise. */
export const DEFAULT_JITTER_MS = 60;
/** How far that grows by itself. */
export const MOST_GROWN_JITTER_MS = 200;
const MOST_JITTER_MS = 1_000;
const DEFAULT_CAPACITY = 500;
const MOST_CAPACITY = 1_000_000;
const ID = /^[1-9]\d{0,19}$/;

export interface ResolvedListenOptions {
  readonly as: HeardAs;
  readonly jitterMs: number;
  readonly capacity: number;
  readonly signal: AbortSignal | undefined;
}

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function resolveListenOptions(userId: unknown, options: ListenOptions = {}): ResolvedListenOptions {
  const { as = 'opus', jitterMs = DEFAULT_JITTER_MS, capacity = DEFAULT_CAPACITY, signal } = options;
  const wrong = wrongOf(userId, as, jitterMs, capacity, signal);
  if (wrong === undefined) return { as, jitterMs, capacity, signal };
  throw new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `Somebody was to be listened to, but ${wrong}.`,
    advice:
      `pass a user's id as the string that Discord sent; as: 'opus' or 'pcm'; jitterMs: 0 to ${MOST_JITTER_MS}; ` +
      'capacity: how many frames may wait, 1 or more.',
  });
}

function wrongOf(
  userId: unknown,
  as: unknown,
  jitterMs: unknown,
  capacity: unknown,
  signal: unknown,
): string | undefined {
  const show = (value: unknown): string => inspect(value, { depth: 0 });
  if (typeof userId !== 'string' || !ID.test(userId)) return `${show(userId)} is no user's id`;
  if (as !== 'opus' && as !== 'pcm') return `\`as\` is ${show(as)}`;
  if (typeof jitterMs !== 'number' || !(jitterMs >= 0 && jitterMs <= MOST_JITTER_MS))
    return `\`jitterMs\` is ${show(jitterMs)}`;
  if (!Number.isInteger(capacity) || (capacity as number) < 1 || (capacity as number) > MOST_CAPACITY)
    return `\`capacity\` is ${show(capacity)}`;
  if (signal !== undefined && !(signal instanceof AbortSignal)) return `\`signal\` is ${show(signal)}`;
  return undefined;
}

/** Nobody can be heard in a call that is over. */
export function callIsOver(place: string): VoiceError {
  return new VoiceError({
    code: 'VOICE_CLOSED',
    kind: 'ended',
    message: `Somebody was to be listened to in ${place}, but that call is over.`,
    advice: 'join again, and listen in the new call.',
  });
}

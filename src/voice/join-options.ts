/** How a voice channel is joined, and which joins are refused before anybody is asked. */
import { inspect } from 'node:util';
import { type OwnVoiceFlags } from './link';
import { VoiceError } from './voice-error';

/** How a join, or a move, is done. */
export interface JoinOptions extends OwnVoiceFlags {
  /** Until the call is ready, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export const DEFAULT_JOIN_MS = 10_000;

const ID = /^[1-9]\d{0,19}$/;

/** @throws {VoiceError} VOICE_INVALID_OPTIONS. */
export function checkJoin(guildId: unknown, channelId: unknown, timeoutMs: unknown): void {
  const isLimit = typeof timeoutMs === 'number' && timeoutMs > 0 && Number.isFinite(timeoutMs);
  if (isId(guildId) && isId(channelId) && isLimit) return;
  throw new VoiceError({
    code: 'VOICE_INVALID_OPTIONS',
    kind: 'options',
    message: `A join was asked for with guild ${show(guildId)}, channel ${show(channelId)}, timeoutMs ${show(timeoutMs)}.`,
    advice: 'pass ids as the strings that Discord sent, and a limit in milliseconds that is above 0.',
  });
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && ID.test(value);
}

function show(value: unknown): string {
  return inspect(value, { depth: 0 });
}

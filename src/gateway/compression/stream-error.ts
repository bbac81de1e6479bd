/** What all inflaters share: how a compressed message ends, how large it may be, and how they fail. */
import { GatewayError } from '../gateway-error';

/** A message may not become larger than this: a stream that claims to is broken or hostile. */
export const MOST_MESSAGE_BYTES = 64 * 1024 * 1024;

/**
 * Whether a piece ends a message: Discord flushes after each, which leaves these four bytes.
 * https://discord.com/developers/docs/events/gateway#zlibstream
 */
export function endsMessage(chunk: Buffer): boolean {
  const { length } = chunk;
  return (
    length >= 4 &&
    chunk[length - 4] === 0x00 &&
    chunk[length - 3] === 0x00 &&
    chunk[length - 2] === 0xff &&
    chunk[length - 1] === 0xff
  );
}

export function corruptStream(problem: string, cause?: unknown): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_CORRUPT_STREAM',
    kind: 'corrupt-stream',
    message: `The compressed stream cannot be read: ${problem}.`,
    cause,
    canResume: true,
    mayRetry: true,
  });
}

/** What all inflaters share: how large a message may be, and how they fail. */
import { GatewayError } from '../gateway-error';

/** A message may not become larger than this: a stream that claims to is broken or hostile. */
export const MOST_MESSAGE_BYTES = 64 * 1024 * 1024;

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

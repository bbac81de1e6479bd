/**
 * The heart of a voice connection, as plain values.
 *
 * HELLO tells an interval; a beat goes out each interval and carries a nonce and `seq_ack`, the number of the last numbered
 * message that arrived (-1 before the first). The server keeps numbered messages until a beat acknowledges them, and a
 * RESUME brings those that were not. A beat that is due while the last one has no answer means that the connection is
 * dead though it looks open. As with the main gateway, the socket is read before that is judged: when the program was busy,
 * the answer may lie there unread.
 * https://discord.com/developers/docs/topics/voice-connections#heartbeating
 */
export interface VoiceHeart {
  /** From HELLO; 0 before it. */
  readonly intervalMs: number;
  readonly awaitingAck: boolean;
  /** Whether a beat is due and the socket is being read before the last one is judged. */
  readonly judging: boolean;
  /** Of the last beat; the answer repeats it. */
  readonly nonce: number;
  readonly sentAtMs: number | undefined;
  /** Round trip of the last answered beat. */
  readonly latencyMs: number | undefined;
}

/** Before HELLO. */
export const STILL_VOICE_HEART: VoiceHeart = {
  intervalMs: 0,
  awaitingAck: false,
  judging: false,
  nonce: 0,
  sentAtMs: undefined,
  latencyMs: undefined,
};

/** A beat leaves. */
export function beat(heart: VoiceHeart, nowMs: number): VoiceHeart {
  return { ...heart, awaitingAck: true, judging: false, sentAtMs: nowMs, nonce: heart.nonce + 1 };
}

/** An answer arrives. One with another nonce than the last beat's shows life, but tells no time. */
export function acknowledged(heart: VoiceHeart, nonce: number | undefined, nowMs: number): VoiceHeart {
  const { sentAtMs } = heart;
  if (sentAtMs === undefined || (nonce !== undefined && nonce !== heart.nonce)) return { ...heart, awaitingAck: false };
  return { ...heart, awaitingAck: false, sentAtMs: undefined, latencyMs: nowMs - sentAtMs };
}

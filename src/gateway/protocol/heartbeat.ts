/**
 * The heart of a connection, as plain values.
 *
 * HELLO tells an interval. The first beat goes out after a random part of it, so that clients which lost their
 * connections together do not beat together; then one each interval, carrying the last sequence number. Discord answers
 * every beat. A beat that is due while the last one has no answer means that the connection looks open and is dead, a
 * "zombie": it is closed with a code that keeps the session, and resumed.
 *
 * One trap is in that judgement. When the program itself was busy, the answer may be waiting unread in the socket, and
 * the timer that is late runs before the socket is read. So an unanswered beat is never judged at once: the driver first
 * reads what has arrived (`drain`), and only then is asked what it sees.
 *
 * Beats that Discord asks for (opcode 1) are extra: they are answered at once and never judged, because the next
 * scheduled beat may be due a moment after them.
 * https://discord.com/developers/docs/events/gateway#sending-heartbeats
 */

/** Whoever beats less often than this notices too late that nobody is there. Discord's own interval is 41 seconds. */
export const LONGEST_INTERVAL_MS = 120_000;

export interface Heart {
  /** From HELLO; 0 before it. */
  readonly intervalMs: number;
  /** Whether a scheduled beat has had no answer yet. */
  readonly awaitingAck: boolean;
  /** Whether a beat is due and the socket is being read before the last one is judged. */
  readonly judging: boolean;
  /** When the beat left whose answer will tell the latency. */
  readonly sentAtMs: number | undefined;
  /** Round trip of the last answered beat. */
  readonly latencyMs: number | undefined;
}

/** Before HELLO. */
export const STILL_HEART: Heart = {
  intervalMs: 0,
  awaitingAck: false,
  judging: false,
  sentAtMs: undefined,
  latencyMs: undefined,
};

/** A scheduled beat leaves. */
export function beat(heart: Heart, nowMs: number): Heart {
  // Answers come in the order of the beats: the next one may be that of a beat that was asked for.
  return { ...heart, awaitingAck: true, judging: false, sentAtMs: heart.sentAtMs ?? nowMs };
}

/** A beat that was asked for leaves. */
export function requestedBeat(heart: Heart, nowMs: number): Heart {
  return { ...heart, sentAtMs: heart.sentAtMs ?? nowMs };
}

/** The answer to a beat arrives. */
export function acknowledged(heart: Heart, nowMs: number): Heart {
  const latencyMs = heart.sentAtMs === undefined ? heart.latencyMs : nowMs - heart.sentAtMs;
  return { ...heart, awaitingAck: false, sentAtMs: undefined, latencyMs };
}

/** How long a voice connection may stay in each state. Nothing here waits for ever. */

/** Limits of a voice connection, all in milliseconds. */
export interface VoiceLimits {
  /** For both answers to opcode 4, from when it was sent. */
  readonly signalMs: number;
  /** After this a voice server that was asked for anew and never named is asked for by leaving and joining. */
  readonly rejoinMs: number;
  /** For a voice server in the place of one that went away. */
  readonly serverMs: number;
  /** For a new session of the main gateway after the old one was lost. */
  readonly mainSessionMs: number;
  /** For a sign that a disconnect was a move. */
  readonly lingerMs: number;
  /** For the socket to open and to greet. */
  readonly openMs: number;
  /** For Ready after Identify. */
  readonly identifyMs: number;
  /** The first wait for an answer over UDP; each further one is longer by as much. */
  readonly discoveryMs: number;
  /** For the session description after Select Protocol. */
  readonly selectMs: number;
  /** For Resumed after Resume. */
  readonly resumeMs: number;
  /** For the other side to answer a close. */
  readonly closeMs: number;
  /** How long a connection has to be ready before what went wrong earlier is forgotten. */
  readonly stableMs: number;
  /** Between two datagrams that keep the way through routers open. */
  readonly keepaliveMs: number;
  /** How long audio may be held back for encryption before that is told. */
  readonly holdMs: number;
  /** How long it may be held back before the call is entered anew. */
  readonly daveMs: number;
  /** For the main gateway to confirm that the bot left. */
  readonly leaveMs: number;
}

export const DEFAULT_VOICE_LIMITS: VoiceLimits = {
  signalMs: 10_000,
  rejoinMs: 5_000,
  serverMs: 60_000,
  mainSessionMs: 60_000,
  lingerMs: 5_000,
  openMs: 10_000,
  identifyMs: 10_000,
  discoveryMs: 300,
  selectMs: 10_000,
  resumeMs: 10_000,
  closeMs: 2_000,
  stableMs: 30_000,
  keepaliveMs: 5_000,
  holdMs: 2_000,
  daveMs: 10_000,
  leaveMs: 2_000,
};

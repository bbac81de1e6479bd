/** What the log keeps of voice. Tokens, keys and the bytes of binary frames are not kept. */
import { type DaveEvent } from './dave/dave-event';

/** A frame of a voice gateway. */
export interface VoiceFrame {
  readonly kind: 'voice-frame';
  readonly from: 'client' | 'server';
  readonly connectionId: number;
  readonly guildId: string | null;
  /** -1 for what is no valid frame. */
  readonly op: number;
  /** Its number among those that a resume repeats. */
  readonly sequence: number | undefined;
  /** The payload without secrets; of a binary frame `{ bytes }`, their number. */
  readonly d: unknown;
}

/** A connection to a voice gateway that was opened or closed. */
export interface VoiceConnectionChange {
  readonly kind: 'voice-connection';
  readonly event: 'opened' | 'closed';
  readonly connectionId: number;
  readonly endpoint: string;
  readonly guildId: string | null;
  /** Close code; 1006 when the connection just broke. */
  readonly code: number | undefined;
  readonly reason: string;
  readonly by: 'client' | 'server' | 'network' | undefined;
}

/** A voice session that began (Ready sent), was resumed, or cannot be resumed any more. */
export interface VoiceSessionChange {
  readonly kind: 'voice-session';
  readonly event: 'started' | 'resumed' | 'ended';
  readonly guildId: string;
  readonly channelId: string;
  readonly ssrc: number;
}

export type VoiceProblemName =
  /** A datagram that is neither discovery, nor a keepalive, nor audio. */
  | 'no-packet'
  /** Audio under an SSRC that nobody has. */
  | 'unknown-ssrc'
  /** Audio from another address than Select Protocol named. */
  | 'wrong-address'
  /** Audio that was not sealed with the session's key. */
  | 'not-sealed'
  /** Audio before the first Speaking. */
  | 'before-speaking'
  /** A counter that sealed a packet already under this key. */
  | 'nonce-reused'
  /** A sequence number that does not follow the one before. */
  | 'sequence'
  /** A timestamp that stands still, goes back, or ends in the middle of an Opus frame. */
  | 'timestamp'
  /** Audio that is not encrypted end to end in a call that is. */
  | 'plaintext';

/** Something that a client should not have done, and that Discord says nothing about. */
export interface VoiceProblem {
  readonly kind: 'voice-problem';
  readonly problem: VoiceProblemName;
  readonly guildId: string | null;
  readonly detail: string;
}

/** What the group of a call went through; `bot` names whom it concerns. */
export interface VoiceDaveEvent {
  readonly kind: 'voice-dave';
  readonly guildId: string;
  readonly channelId: string;
  readonly event: DaveEvent;
}

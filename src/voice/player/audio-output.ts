/** Where audio goes: a voice connection, as the player sees it. */
import { type AudioFrame } from '../audio-frame';

/** Bits of Speaking (opcode 5). https://discord.com/developers/docs/topics/voice-connections#speaking */
export const SpeakingFlag = { microphone: 1, soundshare: 2, priority: 4 } as const;

/** Port: takes one frame at a time. Satisfied by a voice connection. */
export interface AudioOutput {
  /** Whether a frame would go out now: the connection is ready, its encryption settled, and the bot heard. */
  readonly canSend: boolean;
  /**
   * Sends a frame at once. `false`: nothing happened, because the connection is not ready; the caller keeps the frame and
   * tries again. Speaking must have been announced, or the server closes the connection.
   */
  send(frame: AudioFrame): boolean;
  /** Time that passes without a frame: the RTP timestamp moves on by so many samples. */
  skip(samples: number): void;
  /** Announces speaking (bits of {@link SpeakingFlag}) or its end (0). Repeated after a new connection by the output itself. */
  setSpeaking(flags: number): void;
}

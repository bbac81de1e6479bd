/** The ears of a call. */
import { type UserId } from '../../models';
import { type HeardOpus, type HeardPcm, type HeardStream, type ListenOptions } from './heard-audio';

/** What of all that came could not be given to anybody. */
export interface CallHearingStats {
  /** Packets whose speaker the server did not name, nor soon after. */
  readonly unknownPackets: number;
  /** Packets whose extension or padding does not fit into them. */
  readonly malformedPackets: number;
}

/** Port: what a call hears, in this thread or by a worker. */
export interface CallHearing {
  /**
   * Listens to one user, who may not be there yet.
   * @throws {VoiceError} VOICE_INVALID_OPTIONS, VOICE_CLOSED when the call is over.
   */
  listen(userId: UserId, options: ListenOptions & { readonly as: 'pcm' }): HeardStream<HeardPcm>;
  listen(userId: UserId, options?: ListenOptions & { readonly as?: 'opus' | undefined }): HeardStream<HeardOpus>;
  /** Whose audio comes at the moment, by the packets themselves. */
  readonly talking: ReadonlySet<UserId>;
  readonly stats: CallHearingStats;
  /** Somebody's audio began, or ended (nothing came for a while, or five frames of silence). Returns how to stop listening. */
  onTalking(listener: (userId: UserId, isTalking: boolean) => void): () => void;
  /** Ends all streams. */
  close(): void;
}

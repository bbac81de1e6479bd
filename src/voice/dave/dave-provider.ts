/** Makes the end-to-end encryption of sessions: a port, so that connections know no library. */
import { type UserId } from '../../models';
import { type Clock, type Logger } from '../../util';
import { type DaveClientFrame } from '../signalling/frames';
import { type DaveSession } from './dave-session';
import { loadDaveLibrary } from './davey-library';
import { MlsDaveSession } from './mls-dave-session';

export interface DaveSessionOptions {
  /** The bot. */
  readonly userId: UserId;
  readonly clock: Clock;
  readonly logger: Logger;
  send(frame: DaveClientFrame): void;
  /** The phase, the epoch or the privacy code is another. */
  onChange(): void;
}

/** Port: what was loaded, and makes a {@link DaveSession} for each session of a connection. */
export interface DaveProvider {
  /** What Identify offers. */
  readonly maxProtocolVersion: number;
  session(options: DaveSessionOptions): DaveSession;
}

/** The provider that is used when none is handed in. @throws {VoiceError} VOICE_DAVE_UNAVAILABLE. */
export async function loadDaveProvider(): Promise<DaveProvider> {
  const library = await loadDaveLibrary();
  return {
    maxProtocolVersion: library.maxProtocolVersion,
    session: (options) => new MlsDaveSession({ library, ...options }),
  };
}

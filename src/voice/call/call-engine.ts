/** What of a call works by the clock, apart from the call itself: its connection and its audio. */
import { type GuildId, type UserId } from '../../models';
import { type Logger } from '../../util';
import { type ConnectionEvents } from '../connection/connection-options';
import { type SignalBudget } from '../connection/signal-budget';
import { type CallHearing } from '../hearing/call-hearing';
import { type VoiceAudio } from '../player/voice-audio';
import { type CallConnection } from './call-connection';

export interface CallEngineOptions {
  readonly guildId: GuildId;
  /** The bot's own id. */
  readonly userId: UserId;
  readonly logger: Logger;
  readonly events: ConnectionEvents;
  /** Of all calls of the bot. */
  readonly budget: SignalBudget;
}

/** Made for one call, in this thread or in a worker. It ends with its connection: see `CallConnection.settled`. */
export interface CallEngine {
  readonly connection: CallConnection;
  readonly audio: VoiceAudio;
  readonly hearing: CallHearing;
}

/** Port: makes the engines of calls. */
export interface CallEngines {
  /** Loads what calls need, before the first one is made. Called for every join; fast once it is done. */
  load(): Promise<void>;
  make(options: CallEngineOptions): CallEngine;
  /** Ends what is left, at the end of the bot. */
  close(): Promise<void>;
}

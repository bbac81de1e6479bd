/** That a track of a call's queue began or ended: for hooks and handlers, which hear it of every call of the bot. */
import { derived, type GuildId, PayloadView } from '../models';
import { type Track, type TrackEnd } from './player/track';
import { type VoiceClient } from './voice-client';

/** What an event of a track is about. */
export interface TrackPayload {
  readonly call: VoiceClient;
  readonly track: Track;
}

abstract class AboutTrack<Raw extends TrackPayload> extends PayloadView<Raw> {
  /** The call in which it plays, with its queue. */
  get call(): VoiceClient {
    return this.raw.call;
  }

  get track(): Track {
    return this.raw.track;
  }

  get guildId(): GuildId {
    return this.raw.call.guildId;
  }
}

/** No payload brings them, but there is no call without this: Discord tells a bot that it joined by its voice state. */
const OF_CALLS = { from: [], intents: ['GuildVoiceStates'] } as const;

/** The first frame of a track was sent. */
export class VoiceTrackStartEvent extends derived('voice_track_start', AboutTrack<TrackPayload>, OF_CALLS) {}

abstract class AboutTrackEnd extends AboutTrack<TrackPayload & { readonly end: TrackEnd }> {
  /** How it ended, and of a track that failed, why. */
  get end(): TrackEnd {
    return this.raw.end;
  }
}

/** It is no track's turn any more, or it failed before its turn: it was heard, skipped, stopped, replaced, or cannot be played. */
export class VoiceTrackEndEvent extends derived('voice_track_end', AboutTrackEnd, OF_CALLS) {}

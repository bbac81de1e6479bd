/**
 * What a bot does about voice: eleven hooks of voice states and servers and two of what plays, and what each does unless its
 * author says otherwise. A subclass takes over the hooks that it overrides and is registered as a provider, `{ provide: VoiceController, useClass: MusicVoice }`.
 *
 * Hooks decide; they are not what keeps the calls of `host.voice` informed of where the bot is: those hear every state before
 * any hook does. Voice servers alone come to them through a hook. Each hook is the default handler of an event, so a handler with `{ overwrite: true }` goes before it.
 * What a hook returns is not used, but a promise is watched: what it rejects with goes where failures of handlers go.
 */
import {
  type ChannelId,
  type GuildVoiceState,
  type JoinedVoiceState,
  type OldVoiceAttributes,
  type VoiceServerUpdateEvent,
} from '../models';
import { type VoiceHost } from './host';
import { type Track, type TrackEnd } from './player/track';
import { type VoiceClient } from './voice-client';

export class VoiceController {
  /**
   * The session began, and the bot is in voice since an earlier one: after a crash, say. At most once for each guild and
   * session, before the group is ready. Default: leaves the channel.
   */
  voiceClientGhost(host: VoiceHost, state: JoinedVoiceState): unknown {
    return host.gatewayFor(state.guildId).changeVoiceState(state.guildId, null);
  }

  /**
   * The group stops, or lost its gateway for good. The gateway stays open until this hook and all handlers of
   * `VoiceClientShutdownEvent` have ended, but not for ever. Default: ends all calls, side by side.
   */
  async voiceClientShutdown(host: VoiceHost): Promise<unknown> {
    const results = await Promise.allSettled([...host.voice].map((call) => call.disconnect()));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} calls could not be ended`);
    return undefined;
  }

  /** Discord named the voice server of a guild, or says by the endpoint `null` that it is looking for one. Default: connects to it. */
  voiceServerUpdate(host: VoiceHost, event: VoiceServerUpdateEvent): unknown {
    return host.voice.get(event.guildId)?.createSocket(event);
  }

  /** The bot joined a channel. Default: its call follows. */
  voiceClientJoin(host: VoiceHost, state: JoinedVoiceState): unknown {
    return host.voice.get(state.guildId)?.follow(state);
  }

  /** The bot left, or was taken out. Default: its call ends; Discord need not be told. One that is joining meanwhile goes on. */
  voiceClientLeave(host: VoiceHost, state: GuildVoiceState, _oldChannelId: ChannelId): unknown {
    const call = host.voice.get(state.guildId);
    return call?.isOut ? call.disconnect() : undefined;
  }

  /** The bot moved, or was moved. Default: its call follows. */
  voiceClientMove(host: VoiceHost, state: JoinedVoiceState, _oldChannelId: ChannelId): unknown {
    return host.voice.get(state.guildId)?.follow(state);
  }

  /** The bot was muted, may speak … Comes before the move or the leave that Discord tells with it. Default: nothing. */
  voiceClientUpdate(_host: VoiceHost, _state: GuildVoiceState, _oldAttributes: OldVoiceAttributes): unknown {
    return undefined;
  }

  /** Someone joined; the bot is someone too. Default: nothing. */
  userVoiceJoin(_host: VoiceHost, _state: JoinedVoiceState): unknown {
    return undefined;
  }

  /** Someone left voice, or the guild. Default: nothing. */
  userVoiceLeave(_host: VoiceHost, _state: GuildVoiceState, _oldChannelId: ChannelId): unknown {
    return undefined;
  }

  /** Someone moved, or was moved. Default: nothing. */
  userVoiceMove(_host: VoiceHost, _state: JoinedVoiceState, _oldChannelId: ChannelId): unknown {
    return undefined;
  }

  /** Someone was muted, streams, raised a hand … Default: nothing. */
  userVoiceUpdate(_host: VoiceHost, _state: GuildVoiceState, _oldAttributes: OldVoiceAttributes): unknown {
    return undefined;
  }

  /** The first frame of a track of a call's queue was sent. Default: nothing. */
  voiceTrackStart(_host: VoiceHost, _call: VoiceClient, _track: Track): unknown {
    return undefined;
  }

  /**
   * A track of a call's queue was heard, skipped, stopped, replaced, or failed: once for each turn of a track, and for each
   * that failed before its turn. The queue has gone on by itself. Default: nothing.
   */
  voiceTrackEnd(_host: VoiceHost, _call: VoiceClient, _track: Track, _end: TrackEnd): unknown {
    return undefined;
  }
}

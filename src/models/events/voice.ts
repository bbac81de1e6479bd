/** Events of voice. https://discord.com/developers/docs/events/gateway-events#voice */
import {
  type GatewayVoiceChannelEffectSendDispatchData,
  type GatewayVoiceChannelStartTimeUpdateDispatchData,
  type GatewayVoiceChannelStatusUpdateDispatchData,
  type GatewayVoiceServerUpdateDispatchData,
  type VoiceChannelEffectSendAnimationType,
} from 'discord-api-types/v10';
import { type Channel } from '../entities/channel';
import { Emoji } from '../entities/emoji';
import { type Member } from '../entities/member';
import { type User } from '../entities/user';
import { VoiceState } from '../entities/voice-state';
import { secondsOrNothing } from '../fields-of';
import { type ChannelId, type GuildId, type SoundId, type UserId } from '../ids';
import { channelOf, memberOf, userOf } from '../relations';
import { dispatch } from './dispatch';
import { InChannel, InGuild } from './places';

/** Someone joined, left or moved, or muted, deafened, began to stream … The event is the state as it is now. */
export class VoiceStateUpdateEvent extends dispatch('VOICE_STATE_UPDATE', VoiceState, ['GuildVoiceStates']) {}

/** Where the bot's voice connection to a guild goes: told on joining, and again whenever the server changes. */
export class VoiceServerUpdateEvent extends dispatch(
  'VOICE_SERVER_UPDATE',
  InGuild<GatewayVoiceServerUpdateDispatchData>,
) {
  /** Host of the voice server; `null` when the server went away and a new one is being found. */
  get endpoint(): string | null {
    return this.raw.endpoint;
  }

  /** Secret of this connection. It is never printed. */
  get token(): string {
    return this.raw.token;
  }

  protected override printable(): GatewayVoiceServerUpdateDispatchData {
    return { ...this.raw, token: '[token]' };
  }
}

/** Someone sent an emoji or a sound into the voice channel that the bot is in. */
export class VoiceChannelEffectSendEvent extends dispatch(
  'VOICE_CHANNEL_EFFECT_SEND',
  InChannel<GatewayVoiceChannelEffectSendDispatchData>,
  ['GuildVoiceStates'],
) {
  private madeEmoji: Emoji | undefined = undefined;

  override get guildId(): GuildId {
    return this.raw.guild_id;
  }

  get userId(): UserId {
    return this.raw.user_id;
  }

  /** The user, when it is remembered. */
  get user(): User | undefined {
    return userOf(this.context, this.raw.user_id);
  }

  /** The member, when it is remembered. */
  get member(): Member | undefined {
    return memberOf(this.context, this.raw.guild_id, this.raw.user_id);
  }

  /** The emoji that flies; of a sound, the one that belongs to it. */
  get emoji(): Emoji | undefined {
    return (this.madeEmoji ??= this.raw.emoji ? new Emoji(this.raw.emoji, this.context) : undefined);
  }

  get animationType(): VoiceChannelEffectSendAnimationType | null | undefined {
    return this.raw.animation_type;
  }

  get animationId(): number | undefined {
    return this.raw.animation_id;
  }

  /** The sound that plays. Discord sends ids of the sounds that everyone has as numbers; here they are texts. */
  get soundId(): SoundId | undefined {
    const { sound_id: id } = this.raw;
    return typeof id === 'number' ? String(id) : id;
  }

  /** How loud the sound is, 0 to 1. */
  get soundVolume(): number | undefined {
    return this.raw.sound_volume;
  }
}

abstract class VoiceChannelChange<Raw extends { readonly id: string; readonly guild_id: string }> extends InGuild<Raw> {
  /** The channel. */
  get id(): ChannelId {
    return this.raw.id;
  }

  get channelId(): ChannelId {
    return this.raw.id;
  }

  /** The channel, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.id);
  }
}

/** The status of a voice channel changed: the line that stands below its name. */
export class VoiceChannelStatusUpdateEvent extends dispatch(
  'VOICE_CHANNEL_STATUS_UPDATE',
  VoiceChannelChange<GatewayVoiceChannelStatusUpdateDispatchData>,
  ['Guilds'],
) {
  /** `null` when it was cleared. */
  get status(): string | null {
    return this.raw.status;
  }
}

/** People began to talk in a voice channel, or the last one left. */
export class VoiceChannelStartTimeUpdateEvent extends dispatch(
  'VOICE_CHANNEL_START_TIME_UPDATE',
  VoiceChannelChange<GatewayVoiceChannelStartTimeUpdateDispatchData>,
  ['Guilds'],
) {
  /** Since when people talk; `null` when nobody does. */
  get voiceStartTime(): Date | null | undefined {
    return secondsOrNothing(this.raw.voice_start_time);
  }
}

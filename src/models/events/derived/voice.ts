/** What became of people in voice, and of the bot itself: derived from voice states and from those that were known before. */
import { type APIVoiceState } from 'discord-api-types/v10';
import { type Channel } from '../../entities/channel';
import { type Guild } from '../../entities/guild';
import { type User } from '../../entities/user';
import { VoiceState } from '../../entities/voice-state';
import { type ChannelId, type GuildId, type UserId } from '../../ids';
import { channelOf, guildOf } from '../../relations';
import { PayloadView } from '../../view';
import { derived, type DerivedFrom } from './derived';
import { changedVoiceAttributes, COMPARED_VOICE_FIELDS, type VoiceAttribute } from './voice-steps';

/** A voice state of which the guild is known. */
export type GuildVoiceState = VoiceState & { readonly guildId: GuildId };

/** The voice state of somebody who is in a channel of a guild. */
export type JoinedVoiceState = GuildVoiceState & { readonly channelId: ChannelId };

/** What a voice state was, for each attribute that is another now. */
export type OldVoiceAttributes = Partial<Pick<VoiceState, VoiceAttribute>>;

/** A voice state, and the one before it. */
export interface VoiceChangePayload {
  readonly guild_id: GuildId;
  /** Missing when there was none. */
  readonly before?: APIVoiceState | undefined;
  /** With the channel `null` of somebody who left. */
  readonly after: APIVoiceState;
}

abstract class VoiceChange extends PayloadView<VoiceChangePayload> {
  private madeState: VoiceState | undefined = undefined;

  /** The voice state as it is now. */
  get voiceState(): GuildVoiceState {
    const { raw, context } = this;
    return (this.madeState ??= new VoiceState(raw.after, context, raw.guild_id)) as GuildVoiceState;
  }

  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  get userId(): UserId {
    return this.raw.after.user_id;
  }

  /** Where the user is; `null` after leaving. */
  get channelId(): ChannelId | null {
    return this.raw.after.channel_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  /** The channel where the user is, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.after.channel_id);
  }

  /** The user, when it is remembered. */
  get user(): User | undefined {
    return this.voiceState.user;
  }
}

abstract class VoiceInChannel extends VoiceChange {
  override get voiceState(): JoinedVoiceState {
    return super.voiceState as JoinedVoiceState;
  }

  override get channelId(): ChannelId {
    return this.raw.after.channel_id as ChannelId;
  }
}

abstract class VoiceLeft extends VoiceChange {
  declare readonly raw: VoiceChangePayload & { readonly before: APIVoiceState };

  /** The channel that was left. */
  get oldChannelId(): ChannelId {
    return this.raw.before.channel_id as ChannelId;
  }

  /** The channel that was left, when it is remembered. */
  get oldChannel(): Channel | undefined {
    return channelOf(this.context, this.raw.before.channel_id);
  }
}

abstract class VoiceMoved extends VoiceInChannel {
  declare readonly raw: VoiceChangePayload & { readonly before: APIVoiceState };

  /** The channel that was left. */
  get oldChannelId(): ChannelId {
    return this.raw.before.channel_id as ChannelId;
  }

  /** The channel that was left, when it is remembered. */
  get oldChannel(): Channel | undefined {
    return channelOf(this.context, this.raw.before.channel_id);
  }
}

abstract class VoiceUpdated extends VoiceChange {
  declare readonly raw: VoiceChangePayload & { readonly before: APIVoiceState };

  /** What the attributes were that are others now; `voiceState` tells what they are. */
  get oldAttributes(): OldVoiceAttributes {
    const { before, after, guild_id: guildId } = this.raw;
    const old = new VoiceState(before, this.context, guildId);
    return Object.fromEntries(changedVoiceAttributes(before, after).map((name) => [name, old[name]]));
  }
}

/** The bot's own state is followed whatever the cache keeps. */
const ownState: DerivedFrom = {
  from: ['VOICE_STATE_UPDATE', 'GUILD_CREATE', 'GUILD_DELETE', 'READY'],
  intents: ['GuildVoiceStates'],
};

/** The session began, and in a guild the bot is in voice since an earlier one. */
export class VoiceClientGhostEvent extends derived('voice_client_ghost', VoiceInChannel, {
  from: ['GUILD_CREATE', 'RESUMED'],
  intents: ['Guilds', 'GuildVoiceStates'],
}) {}

/** The group is about to leave the gateway, and waits for the handlers of this event: calls can still be ended. */
export class VoiceClientShutdownEvent extends derived('voice_client_shutdown', PayloadView<object>, {
  from: [],
  intents: [],
}) {}

/** The bot joined a voice channel. */
export class VoiceClientJoinEvent extends derived('voice_client_join', VoiceInChannel, ownState) {}

/** The bot left its voice channel, or was taken out of it. */
export class VoiceClientLeaveEvent extends derived('voice_client_leave', VoiceLeft, ownState) {}

/** The bot moved from one voice channel to another, or was moved. */
export class VoiceClientMoveEvent extends derived('voice_client_move', VoiceMoved, ownState) {}

/** Something about the bot's voice state is different: it was muted, or may speak on a stage … */
export class VoiceClientUpdateEvent extends derived('voice_client_update', VoiceUpdated, ownState) {}

const anyState: DerivedFrom = {
  from: ['VOICE_STATE_UPDATE', 'GUILD_CREATE', 'GUILD_MEMBER_REMOVE', 'GUILD_DELETE', 'READY'],
  cacheNeeds: ['voiceStates'],
  intents: ['GuildVoiceStates'],
};

/** Someone joined a voice channel; the bot is someone too. */
export class UserVoiceJoinEvent extends derived('user_voice_join', VoiceInChannel, anyState) {}

/** Someone left a voice channel, or the guild. */
export class UserVoiceLeaveEvent extends derived('user_voice_leave', VoiceLeft, anyState) {}

/** Someone moved from one voice channel to another, or was moved. */
export class UserVoiceMoveEvent extends derived('user_voice_move', VoiceMoved, anyState) {}

/** Something about a voice state is different: someone was muted, began to stream, raised a hand … */
export class UserVoiceUpdateEvent extends derived('user_voice_update', VoiceUpdated, {
  ...anyState,
  cacheFields: COMPARED_VOICE_FIELDS,
}) {}

/** Samples of what people do: their presence, their account, typing and voice. */
import { UserFlags, UserPremiumType, VoiceChannelEffectSendAnimationType } from 'discord-api-types/v10';
import * as payloads from '../payloads';
import { emoji, member, presence, user, VOICE_ID } from './parts';
import { type Samples } from './samples-of';

const guild_id = payloads.guild.id;

export const peopleSamples = {
  PRESENCE_UPDATE: presence,
  TYPING_START: {
    channel_id: payloads.channel.id,
    guild_id,
    user_id: user.id,
    timestamp: 1_767_225_600,
    member,
  },
  USER_UPDATE: {
    ...user,
    mfa_enabled: true,
    locale: 'en-US',
    verified: true,
    email: null,
    flags: UserFlags.Staff,
    premium_type: UserPremiumType.None,
  },
  VOICE_STATE_UPDATE: { ...payloads.voiceState, member, self_stream: true },
  VOICE_SERVER_UPDATE: { token: 'dm9pY2Utc2VjcmV0', guild_id, endpoint: 'smart.loyal.discord.media:443' },
  VOICE_CHANNEL_EFFECT_SEND: {
    channel_id: VOICE_ID,
    guild_id,
    user_id: user.id,
    emoji,
    animation_type: VoiceChannelEffectSendAnimationType.Basic,
    animation_id: 1,
    sound_id: 1,
    sound_volume: 0.5,
  },
  VOICE_CHANNEL_STATUS_UPDATE: { id: VOICE_ID, guild_id, status: 'Carding' },
  VOICE_CHANNEL_START_TIME_UPDATE: { id: VOICE_ID, guild_id, voice_start_time: 1_767_225_600 },
} satisfies Partial<Samples>;

/** Payloads about voice, stages and events that a guild announces. */
import { VoiceChannelEffectSendAnimationType } from 'discord-api-types/v10';
import { renderVoiceState } from '../world/render';
import { renderScheduledEvent } from '../world/scheduled-events';
import { wire } from '../world/wire';
import { type Builders, type Scene } from './builder';
import { type DispatchData } from './dispatch-types';

const HOUR_MS = 3_600_000;

function stage(to: Scene): DispatchData<'STAGE_INSTANCE_CREATE'> {
  return wire({
    id: to.newId(),
    guild_id: to.guildId,
    channel_id: to.stageChannelId,
    topic: 'built',
    privacy_level: 2,
    discoverable_disabled: true,
    guild_scheduled_event_id: null,
  });
}

function scheduledEvent(to: Scene, known = false): DispatchData<'GUILD_SCHEDULED_EVENT_CREATE'> {
  const [event] = known ? to.guild.scheduledEvents.values() : [];
  const creator = to.world.users.get(to.guild.ownerId) ?? to.bot.user;
  return wire(
    renderScheduledEvent(
      event ?? {
        id: to.newId(),
        guildId: to.guildId,
        name: 'built',
        description: null,
        channelId: null,
        creator,
        image: null,
        startsAt: to.time(HOUR_MS),
        endsAt: to.time(2 * HOUR_MS),
        status: 1,
        place: 3,
        location: 'the park',
        recurrence: null,
        exceptions: new Map(),
        userIds: new Set(),
      },
    ),
  );
}

function interest(to: Scene): DispatchData<'GUILD_SCHEDULED_EVENT_USER_ADD'> {
  const [event] = to.guild.scheduledEvents.keys();
  return { guild_scheduled_event_id: event ?? to.newId(), user_id: to.userId, guild_id: to.guildId };
}

export const VOICE_BUILDERS: Builders<
  | 'VOICE_STATE_UPDATE'
  | 'VOICE_SERVER_UPDATE'
  | 'VOICE_CHANNEL_EFFECT_SEND'
  | 'VOICE_CHANNEL_START_TIME_UPDATE'
  | 'VOICE_CHANNEL_STATUS_UPDATE'
  | 'STAGE_INSTANCE_CREATE'
  | 'STAGE_INSTANCE_UPDATE'
  | 'STAGE_INSTANCE_DELETE'
  | 'GUILD_SCHEDULED_EVENT_CREATE'
  | 'GUILD_SCHEDULED_EVENT_UPDATE'
  | 'GUILD_SCHEDULED_EVENT_DELETE'
  | 'GUILD_SCHEDULED_EVENT_USER_ADD'
  | 'GUILD_SCHEDULED_EVENT_USER_REMOVE'
> = {
  VOICE_STATE_UPDATE: (to) => {
    const known = to.guild.voiceStates.get(to.userId);
    const state = known ?? {
      userId: to.userId,
      channelId: '',
      sessionId: to.session.id,
      selfMute: false,
      selfDeaf: false,
      selfVideo: false,
      selfStream: false,
      suppress: false,
      requestToSpeakAt: null,
    };
    return renderVoiceState(to.guild, state, known?.channelId ?? null);
  },
  VOICE_SERVER_UPDATE: ({ guildId }) => ({ guild_id: guildId, token: 'built', endpoint: null }),
  VOICE_CHANNEL_EFFECT_SEND: (to) => ({
    channel_id: to.voiceChannelId,
    guild_id: to.guildId,
    user_id: to.userId,
    emoji: wire({ id: null, name: '🎉' }),
    animation_type: VoiceChannelEffectSendAnimationType.Basic,
    animation_id: 1,
  }),
  VOICE_CHANNEL_START_TIME_UPDATE: (to) => ({
    id: to.voiceChannelId,
    guild_id: to.guildId,
    voice_start_time: to.seconds,
  }),
  VOICE_CHANNEL_STATUS_UPDATE: (to) => ({ id: to.voiceChannelId, guild_id: to.guildId, status: 'knitting' }),
  STAGE_INSTANCE_CREATE: stage,
  STAGE_INSTANCE_UPDATE: stage,
  STAGE_INSTANCE_DELETE: stage,
  GUILD_SCHEDULED_EVENT_CREATE: (to) => scheduledEvent(to),
  GUILD_SCHEDULED_EVENT_UPDATE: (to) => scheduledEvent(to, true),
  GUILD_SCHEDULED_EVENT_DELETE: (to) => scheduledEvent(to),
  GUILD_SCHEDULED_EVENT_USER_ADD: interest,
  GUILD_SCHEDULED_EVENT_USER_REMOVE: interest,
};

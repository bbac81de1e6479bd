/** Samples of channels, threads and what leads to them. */
import { InviteTargetType } from 'discord-api-types/v10';
import * as payloads from '../payloads';
import { APPLICATION_ID, member, MOMENT, thread, THREAD_ID, threadMember, user, VOICE_ID } from './parts';
import { type Samples } from './samples-of';

const guild_id = payloads.guild.id;
const channel = { ...payloads.channel, guild_id, default_auto_archive_duration: 60, flags: 0 as never };

export const channelSamples = {
  CHANNEL_CREATE: channel,
  CHANNEL_UPDATE: { ...channel, topic: null },
  CHANNEL_DELETE: channel,
  CHANNEL_INFO: {
    guild_id,
    channels: [
      { id: VOICE_ID, status: 'Carding', voice_start_time: 1_767_225_600 },
      { id: THREAD_ID, status: null, voice_start_time: null },
    ],
  },
  CHANNEL_PINS_UPDATE: { guild_id, channel_id: channel.id, last_pin_timestamp: MOMENT },
  THREAD_CREATE: { ...thread, newly_created: true },
  THREAD_UPDATE: { ...thread, name: 'aside' },
  THREAD_DELETE: { id: thread.id, guild_id, parent_id: channel.id, type: thread.type },
  THREAD_LIST_SYNC: { guild_id, channel_ids: [channel.id], threads: [thread], members: [threadMember] },
  THREAD_MEMBER_UPDATE: { ...threadMember, guild_id },
  THREAD_MEMBERS_UPDATE: {
    id: thread.id,
    guild_id,
    member_count: 6,
    added_members: [{ ...threadMember, member }],
    removed_member_ids: ['80351110224678913'],
  },
  INVITE_CREATE: {
    channel_id: VOICE_ID,
    code: 'loom',
    created_at: MOMENT,
    guild_id,
    inviter: user,
    max_age: 86_400,
    max_uses: 5,
    target_type: InviteTargetType.Stream,
    target_user: user,
    target_application: { id: APPLICATION_ID, name: 'Loom' },
    temporary: false,
    uses: 0,
    expires_at: '2026-01-02T00:00:00.000000+00:00',
    role_ids: [payloads.role.id],
  },
  INVITE_DELETE: { channel_id: VOICE_ID, guild_id, code: 'loom' },
  WEBHOOKS_UPDATE: { guild_id, channel_id: channel.id },
} satisfies Partial<Samples>;

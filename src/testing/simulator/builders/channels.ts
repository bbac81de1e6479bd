/** Payloads about channels, threads, invites, webhooks and who is typing. */
import { ChannelType, InviteType, ThreadAutoArchiveDuration } from 'discord-api-types/v10';
import { renderThread } from '../world/render-channel';
import { type ThreadChannel } from '../world/thread-record';
import { wire } from '../world/wire';
import { type Builders, type Scene } from './builder';
import { type DispatchData } from './dispatch-types';

function knownThread({ guild }: Scene): ThreadChannel | undefined {
  return [...guild.threads.values()].find(({ thread }) => !thread.archived);
}

function newThread(to: Scene): DispatchData<'THREAD_UPDATE'> {
  return {
    id: to.newId(),
    type: ChannelType.PublicThread,
    guild_id: to.guildId,
    parent_id: to.channelId,
    owner_id: to.userId,
    name: 'new thread',
    last_message_id: null,
    flags: wire(0),
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: false,
      archive_timestamp: to.time(),
      auto_archive_duration: ThreadAutoArchiveDuration.OneDay,
      locked: false,
      create_timestamp: to.time(),
    },
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    applied_tags: [],
  };
}

function threadMember(to: Scene): DispatchData<'THREAD_MEMBER_UPDATE'> {
  const id = knownThread(to)?.id ?? to.newId();
  return { id, user_id: to.bot.user.id, join_timestamp: to.time(), flags: wire(0), guild_id: to.guildId };
}

export const CHANNEL_BUILDERS: Builders<
  | 'CHANNEL_CREATE'
  | 'CHANNEL_UPDATE'
  | 'CHANNEL_DELETE'
  | 'CHANNEL_INFO'
  | 'CHANNEL_PINS_UPDATE'
  | 'THREAD_CREATE'
  | 'THREAD_UPDATE'
  | 'THREAD_DELETE'
  | 'THREAD_LIST_SYNC'
  | 'THREAD_MEMBER_UPDATE'
  | 'THREAD_MEMBERS_UPDATE'
  | 'INVITE_CREATE'
  | 'INVITE_DELETE'
  | 'WEBHOOKS_UPDATE'
  | 'TYPING_START'
> = {
  CHANNEL_CREATE: (to) => to.newChannel(),
  CHANNEL_UPDATE: (to) => to.channel,
  CHANNEL_DELETE: (to) => to.newChannel(),
  CHANNEL_INFO: (to) => ({
    guild_id: to.guildId,
    channels: [{ id: to.voiceChannelId, status: null, voice_start_time: null }],
  }),
  CHANNEL_PINS_UPDATE: (to) => ({ guild_id: to.guildId, channel_id: to.channelId, last_pin_timestamp: null }),
  THREAD_CREATE: (to) => wire({ ...newThread(to), newly_created: true }),
  THREAD_UPDATE: (to) => {
    const known = knownThread(to);
    return known ? wire(renderThread(known)) : newThread(to);
  },
  THREAD_DELETE: (to) => ({
    id: to.newId(),
    guild_id: to.guildId,
    parent_id: to.channelId,
    type: ChannelType.PublicThread,
  }),
  THREAD_LIST_SYNC: (to) => ({ guild_id: to.guildId, channel_ids: [to.newId()], threads: [], members: [] }),
  THREAD_MEMBER_UPDATE: threadMember,
  THREAD_MEMBERS_UPDATE: (to) => ({
    id: to.newId(),
    guild_id: to.guildId,
    member_count: 1,
    removed_member_ids: [to.newId()],
  }),
  INVITE_CREATE: (to) => ({
    channel_id: to.channelId,
    guild_id: to.guildId,
    code: 'builtcode',
    created_at: to.time(),
    inviter: to.user,
    max_age: 0,
    max_uses: 0,
    temporary: false,
    uses: 0,
    type: InviteType.Guild,
    expires_at: null,
  }),
  INVITE_DELETE: (to) => ({ channel_id: to.channelId, guild_id: to.guildId, code: 'builtcode' }),
  WEBHOOKS_UPDATE: (to) => ({ guild_id: to.guildId, channel_id: to.channelId }),
  TYPING_START: (to) => ({
    channel_id: to.channelId,
    guild_id: to.guildId,
    user_id: to.userId,
    timestamp: to.seconds,
    member: to.member,
  }),
};

/** Parts of sample payloads, with every field that Discord may send. */
import {
  type APIEmoji,
  type APIGuildMember,
  type APISoundboardSound,
  type APISticker,
  type APIThreadChannel,
  type APIThreadMember,
  type APIUser,
  ActivityType,
  ChannelType,
  type GatewayPresenceUpdate,
  PresenceUpdateStatus,
  StickerFormatType,
  StickerType,
  ThreadAutoArchiveDuration,
  UserFlags,
} from 'discord-api-types/v10';
import * as payloads from '../payloads';

export const MOMENT = '2026-01-01T00:00:00.000000+00:00';
export const APPLICATION_ID = '41771983423143999';
export const THREAD_ID = '41771983423143940';
export const VOICE_ID = '157733188964188161';

export const user: APIUser = {
  ...payloads.user,
  bot: false,
  system: false,
  banner: null,
  accent_color: 3_447_003,
  public_flags: UserFlags.HypeSquadOnlineHouse1,
  avatar_decoration_data: { asset: 'a_1', sku_id: '1144058844004233369' },
  collectibles: null,
};

export const member: APIGuildMember = { ...payloads.member, user, banner: null, avatar_decoration_data: null };

const { user: _user, ...withoutUser } = member;
export const memberWithoutUser = withoutUser;

export const emoji: APIEmoji = {
  id: '41771983429993937',
  name: 'LUL',
  roles: ['41771983423143936'],
  user,
  require_colons: true,
  managed: false,
  animated: false,
  available: true,
};

export const sticker: APISticker = {
  id: '749054660769218631',
  name: 'Wave',
  description: 'Says hello',
  tags: 'wumpus, hello',
  type: StickerType.Guild,
  format_type: StickerFormatType.Lottie,
  available: true,
  guild_id: payloads.guild.id,
  user,
  sort_value: 12,
};

export const sound: APISoundboardSound = {
  sound_id: '1106714396018884649',
  name: 'Clack',
  volume: 0.5,
  emoji_id: null,
  emoji_name: '🧵',
  guild_id: payloads.guild.id,
  available: true,
  user,
};

export const threadMember: APIThreadMember = {
  id: THREAD_ID,
  user_id: user.id,
  join_timestamp: MOMENT,
  flags: 0 as never,
};

export const thread: APIThreadChannel = {
  id: THREAD_ID,
  guild_id: payloads.guild.id,
  parent_id: payloads.channel.id,
  owner_id: user.id,
  name: 'side',
  type: ChannelType.PublicThread,
  last_message_id: null,
  last_pin_timestamp: MOMENT,
  rate_limit_per_user: 0,
  message_count: 1,
  member_count: 5,
  total_message_sent: 2,
  thread_metadata: {
    archived: false,
    auto_archive_duration: ThreadAutoArchiveDuration.OneDay,
    archive_timestamp: MOMENT,
    locked: false,
    create_timestamp: MOMENT,
  },
  member: threadMember,
  applied_tags: [],
};

export const presence: GatewayPresenceUpdate = {
  user: { id: user.id },
  guild_id: payloads.guild.id,
  status: PresenceUpdateStatus.Idle,
  activities: [
    {
      id: 'ec0b28a579ecb4bd',
      name: 'Weaving',
      type: ActivityType.Playing,
      created_at: 1_767_225_600_000,
      timestamps: { start: 1_767_225_600_000 },
      application_id: APPLICATION_ID,
      details: 'A twill',
      state: 'Row 12',
      emoji: { name: '🧵' },
      party: { id: 'loom', size: [1, 4] },
      assets: { large_image: 'loom', large_text: 'Loom' },
      buttons: ['Watch'],
    },
  ],
  client_status: { desktop: PresenceUpdateStatus.Idle, web: PresenceUpdateStatus.Online },
};

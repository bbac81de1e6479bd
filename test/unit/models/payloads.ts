/** Payloads as Discord sends them, typed by discord-api-types, for the tests of this folder. */
import {
  type APIEmbed,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  type APIRole,
  type APITextChannel,
  type APIUser,
  type APIVoiceState,
  ButtonStyle,
  ChannelType,
  ComponentType,
  type GatewayMessageCreateDispatchData,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  Locale,
  MessageFlags,
  MessageType,
  OverwriteType,
} from 'discord-api-types/v10';

/** Made on 2020-01-01T00:00:00.000Z. */
export const ID_OF_2020 = '661720242585600000';

export const user: APIUser = {
  id: '80351110224678912',
  username: 'nelly',
  discriminator: '0',
  global_name: 'Nelly',
  avatar: '8342729096ea3675442027381ff50dfe',
  primary_guild: { identity_guild_id: '197038439483310086', identity_enabled: true, tag: 'DISC', badge: '7d1734ae' },
};

export const role: APIRole = {
  id: '41771983423143936',
  name: 'Weavers',
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Discord sends it still.
  color: 3447003,
  colors: { primary_color: 3447003, secondary_color: null, tertiary_color: null },
  hoist: true,
  position: 1,
  permissions: '66321471',
  managed: false,
  mentionable: true,
  flags: 0 as never,
};

export const guild: APIGuild = {
  id: '197038439483310086',
  name: 'Loom',
  icon: 'f64c482b807da4f539cff778d174971c',
  splash: null,
  discovery_splash: null,
  owner_id: user.id,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: GuildVerificationLevel.High,
  default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
  explicit_content_filter: GuildExplicitContentFilter.AllMembers,
  roles: [{ ...role, id: '197038439483310086', name: '@everyone' }, role],
  emojis: [{ id: '41771983429993937', name: 'LUL', animated: false, user, roles: [role.id] }],
  stickers: [],
  features: [],
  mfa_level: GuildMFALevel.Elevated,
  application_id: null,
  system_channel_id: '41771983423143937',
  system_channel_flags: 0 as never,
  rules_channel_id: null,
  vanity_url_code: null,
  description: null,
  banner: null,
  premium_tier: GuildPremiumTier.Tier3,
  preferred_locale: Locale.EnglishUS,
  public_updates_channel_id: null,
  nsfw_level: GuildNSFWLevel.Default,
  premium_progress_bar_enabled: false,
  hub_type: null,
  safety_alerts_channel_id: null,
  incidents_data: { invites_disabled_until: '2026-01-01T00:00:00.000000+00:00', dms_disabled_until: null },
};

export const channel: APITextChannel = {
  id: '41771983423143937',
  guild_id: guild.id,
  name: 'general',
  type: ChannelType.GuildText,
  position: 6,
  permission_overwrites: [{ id: role.id, type: OverwriteType.Role, allow: '1024', deny: '0' }],
  rate_limit_per_user: 2,
  nsfw: true,
  topic: '24/7 chat',
  last_message_id: '155117677105512449',
  last_pin_timestamp: '2025-05-01T12:00:00.000000+00:00',
  parent_id: '399942396007890945',
};

export const member: APIGuildMember = {
  user,
  nick: 'Nell',
  avatar: null,
  roles: [role.id],
  joined_at: '2015-04-26T06:26:56.936000+00:00',
  premium_since: null,
  deaf: false,
  mute: true,
  flags: 0 as never,
  pending: false,
  communication_disabled_until: '2026-01-02T00:00:00.000000+00:00',
};

export const embed: APIEmbed = {
  title: 'Pattern',
  description: 'A twill',
  color: 0x1122_33,
  timestamp: '2026-01-01T00:00:00.000Z',
  footer: { text: 'woven', icon_url: 'https://example.com/i.png' },
  fields: [{ name: 'Warp', value: '12', inline: true }],
};

export const message: APIMessage = {
  id: ID_OF_2020,
  channel_id: channel.id,
  author: user,
  content: 'Supa hot',
  timestamp: '2020-01-01T00:00:00.000000+00:00',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [{ ...user, id: '90351110224678912' }],
  mention_roles: [role.id],
  attachments: [
    {
      id: '155117677105512450',
      filename: 'loom.png',
      size: 3_412,
      url: 'https://cdn.discordapp.com/attachments/1/2/loom.png',
      proxy_url: 'https://media.discordapp.net/attachments/1/2/loom.png',
      content_type: 'image/png',
      height: 20,
      width: 30,
    },
  ],
  embeds: [embed],
  reactions: [
    {
      count: 3,
      count_details: { burst: 1, normal: 2 },
      me: true,
      me_burst: false,
      emoji: { id: null, name: '🔥' },
      burst_colors: ['#ff0000'],
    },
  ],
  pinned: false,
  type: MessageType.Default,
  flags: MessageFlags.SuppressEmbeds,
  components: [
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, custom_id: 'click_one', label: 'Click' }],
    },
  ],
};

const { user: _user, ...memberWithoutUser } = member;

export const messageCreate: GatewayMessageCreateDispatchData = {
  ...message,
  guild_id: guild.id,
  member: memberWithoutUser,
  channel_type: ChannelType.GuildText,
};

export const voiceState: APIVoiceState = {
  guild_id: guild.id,
  channel_id: '157733188964188161',
  user_id: user.id,
  member,
  session_id: '90326bd25d71d39b9ef95b299e3872ff',
  deaf: false,
  mute: false,
  self_deaf: false,
  self_mute: true,
  self_video: false,
  suppress: true,
  request_to_speak_timestamp: '2021-03-31T18:45:31.297561+00:00',
};

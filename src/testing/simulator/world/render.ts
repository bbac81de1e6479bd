/** Records as the payloads that Discord sends, field for field, except messages. */
import {
  type APIBan,
  type APIGuildMember,
  ChannelType,
  type APIOverwrite,
  type APIRole,
  type APIUser,
  type APIVoiceState,
  type GatewayPresenceUpdate,
  type GuildMemberFlags,
  type OverwriteType,
  type RoleFlags,
  type UserFlags,
} from 'discord-api-types/v10';
import {
  type BanRecord,
  type ChannelRecord,
  type GuildRecord,
  type MemberRecord,
  type RoleRecord,
  type UserRecord,
  type VoiceStateRecord,
} from './records';
import { wire } from './wire';

export function renderUser(user: UserRecord): APIUser {
  const payload: APIUser = {
    id: user.id,
    username: user.username,
    discriminator: user.bot ? user.id.slice(-4) : '0',
    global_name: user.globalName,
    avatar: user.avatar,
    banner: user.banner,
    accent_color: null,
    public_flags: wire<UserFlags>(0),
    flags: wire<UserFlags>(0),
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
  if (user.bot) payload.bot = true;
  return payload;
}

/** A bot's own account, with what only the account itself may know. */
export function renderOwnUser(user: UserRecord): APIUser {
  return {
    ...renderUser(user),
    mfa_enabled: true,
    verified: true,
    email: null,
    locale: 'en-US',
    premium_type: wire(0),
  };
}

/** A member without its user, as messages carry it. */
export function renderPartialMember(member: MemberRecord): Omit<APIGuildMember, 'user'> {
  return {
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roles],
    joined_at: member.joinedAt,
    premium_since: null,
    communication_disabled_until: member.timeoutUntil,
    deaf: member.deaf,
    mute: member.mute,
    pending: member.pending,
    flags: wire<GuildMemberFlags>(0),
  };
}

export function renderMember(member: MemberRecord): APIGuildMember {
  return { ...renderPartialMember(member), user: renderUser(member.user) };
}

export function renderRole(role: RoleRecord): APIRole {
  const payload: Omit<APIRole, 'color'> = {
    id: role.id,
    name: role.name,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: role.hoist,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: role.permissions.toString(),
    managed: role.managed,
    mentionable: role.mentionable,
    flags: wire<RoleFlags>(0),
  };
  if (role.botId !== undefined) payload.tags = { bot_id: role.botId };
  // Deprecated, and sent all the same.
  return Object.assign(payload, { color: role.color });
}

function renderOverwrites(channel: ChannelRecord): APIOverwrite[] {
  return [...channel.overwrites.values()].map((overwrite) => ({
    id: overwrite.id,
    type: wire<OverwriteType>(overwrite.type),
    allow: overwrite.allow.toString(),
    deny: overwrite.deny.toString(),
  }));
}

/** A channel. Discord leaves fields out that make no sense for the type. GUILD_CREATE carries no `guild_id`. */
export function renderChannel(
  channel: ChannelRecord,
  options: { viewerId?: string; withGuild?: boolean } = {},
): object {
  const { viewerId, withGuild = true } = options;
  if (channel.guildId === null) {
    return {
      id: channel.id,
      type: channel.type,
      last_message_id: channel.lastMessageId,
      flags: 0,
      recipients: channel.recipients.filter((user) => user.id !== viewerId).map(renderUser),
      ...(channel.lastPinAt === null ? {} : { last_pin_timestamp: channel.lastPinAt }),
    };
  }
  const base = {
    id: channel.id,
    type: channel.type,
    flags: 0,
    ...(withGuild ? { guild_id: channel.guildId } : {}),
    name: channel.name,
    position: channel.position,
    parent_id: channel.parentId,
    permission_overwrites: renderOverwrites(channel),
    nsfw: channel.nsfw,
  };
  const written = { last_message_id: channel.lastMessageId, rate_limit_per_user: channel.slowmodeS };
  switch (channel.type) {
    case ChannelType.GuildCategory:
      return base;
    case ChannelType.GuildVoice:
    case ChannelType.GuildStageVoice:
      return {
        ...base,
        ...written,
        bitrate: channel.bitrate,
        user_limit: channel.userLimit,
        rtc_region: channel.rtcRegion,
      };
    case ChannelType.GuildForum:
    case ChannelType.GuildMedia:
      return {
        ...base,
        ...written,
        topic: channel.topic,
        available_tags: [],
        default_reaction_emoji: null,
        default_sort_order: null,
        default_forum_layout: 0,
      };
    default:
      return { ...base, ...written, topic: channel.topic, last_pin_timestamp: channel.lastPinAt };
  }
}

export function renderVoiceState(guild: GuildRecord, state: VoiceStateRecord, channelId: string | null): APIVoiceState {
  const member = guild.members.get(state.userId);
  return {
    guild_id: guild.id,
    ...baseVoiceState(state, channelId, member),
    ...(member ? { member: renderMember(member) } : {}),
  };
}

function baseVoiceState(
  state: VoiceStateRecord,
  channelId: string | null,
  member: MemberRecord | undefined,
): Omit<APIVoiceState, 'guild_id' | 'member'> {
  return {
    channel_id: channelId,
    user_id: state.userId,
    session_id: state.sessionId,
    deaf: member?.deaf ?? false,
    mute: member?.mute ?? false,
    self_deaf: state.selfDeaf,
    self_mute: state.selfMute,
    self_video: false,
    suppress: state.suppress,
    request_to_speak_timestamp: null,
  };
}

export function renderPresence(user: UserRecord, guildId: string): GatewayPresenceUpdate {
  const { status, activities } = user.presence;
  const payload = {
    user: { id: user.id },
    guild_id: guildId,
    status,
    activities,
    client_status: status === 'offline' ? {} : { [user.bot ? 'web' : 'desktop']: status },
  };
  return wire(payload);
}

export function renderBan(ban: BanRecord): APIBan {
  return { reason: ban.reason, user: renderUser(ban.user) };
}

/** A guild as REST and GUILD_UPDATE carry it. */
export function renderGuild(guild: GuildRecord): object {
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    description: guild.description,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: guild.afkChannelId,
    afk_timeout: guild.afkTimeoutS,
    system_channel_id: guild.systemChannelId,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: guild.verificationLevel,
    roles: [...guild.roles.values()].map(renderRole),
    emojis: [],
    stickers: [],
    default_message_notifications: guild.defaultMessageNotifications,
    mfa_level: 0,
    explicit_content_filter: guild.explicitContentFilter,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.preferredLocale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    hub_type: null,
    premium_progress_bar_enabled: false,
    latest_onboarding_question_id: null,
    nsfw: false,
    nsfw_level: 0,
    incidents_data: null,
  };
}

/** What GUILD_CREATE carries beyond the guild: everything in it, as one session may know it. */
export function renderGuildCreate(
  guild: GuildRecord,
  viewer: { userId: string; presences: boolean; largeThreshold: number },
): object {
  const members = [...guild.members.values()];
  const large = members.length > viewer.largeThreshold;
  // Without GUILD_PRESENCES only the bot itself and people in voice are listed; of a large guild, nobody offline.
  const listed = members.filter(({ user }) => {
    if (user.id === viewer.userId || guild.voiceStates.has(user.id)) return true;
    return viewer.presences && (!large || user.presence.status !== 'offline');
  });
  const present = viewer.presences ? listed : listed.filter(({ user }) => user.id === viewer.userId);
  return {
    ...renderGuild(guild),
    joined_at: guild.members.get(viewer.userId)?.joinedAt,
    large,
    unavailable: false,
    geo_restricted: false,
    member_count: members.length,
    voice_states: [...guild.voiceStates.values()].map((state) =>
      baseVoiceState(state, state.channelId, guild.members.get(state.userId)),
    ),
    members: listed.map(renderMember),
    channels: [...guild.channels.values()].map((channel) => renderChannel(channel, { withGuild: false })),
    threads: [],
    presences: present
      .filter(({ user }) => user.presence.status !== 'offline')
      .map(({ user }) => renderPresence(user, guild.id)),
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    embedded_activities: [],
    activity_instances: [],
  };
}

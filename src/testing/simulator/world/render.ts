/** Records as the payloads that Discord sends, field for field, except messages. */
import {
  type APIBan,
  type APIGuildMember,
  type APIRole,
  type APIVoiceState,
  type GatewayPresenceUpdate,
  type GuildMemberFlags,
  type RoleFlags,
} from 'discord-api-types/v10';
import { isGroup, renderGroup } from './group-dms';
import {
  type BanRecord,
  type ChannelRecord,
  type GuildRecord,
  type MemberRecord,
  type RoleRecord,
  type UserRecord,
  type VoiceStateRecord,
} from './records';
import { renderEmoji, renderSound, renderSticker } from './expressions';
import { renderSettings } from './guild-settings';
import { renderUser } from './render-user';
import { renderScheduledEvent } from './scheduled-events';
import { renderGuildChannel, renderThread } from './render-channel';
import { wire } from './wire';

export { renderOwnUser, renderUser } from './render-user';

/** A member without its user, as messages carry it. */
export function renderPartialMember(member: MemberRecord): Omit<APIGuildMember, 'user'> {
  return {
    nick: member.nick,
    avatar: member.avatar,
    banner: member.banner,
    roles: [...member.roles],
    joined_at: member.joinedAt,
    premium_since: null,
    communication_disabled_until: member.timeoutUntil,
    deaf: member.deaf,
    mute: member.mute,
    pending: member.pending,
    flags: wire<GuildMemberFlags>(member.flags),
  };
}

export function renderMember(member: MemberRecord): APIGuildMember {
  return { ...renderPartialMember(member), user: renderUser(member.user) };
}

export function renderRole(role: RoleRecord): APIRole {
  const payload: Omit<APIRole, 'color'> = {
    id: role.id,
    name: role.name,
    colors: {
      primary_color: role.color,
      secondary_color: role.secondaryColor,
      tertiary_color: role.tertiaryColor,
    },
    hoist: role.hoist,
    icon: role.icon,
    unicode_emoji: role.unicodeEmoji,
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

/** A channel of any kind: direct, of a guild, or a thread. */
export function renderChannel(
  channel: ChannelRecord,
  options: { viewerId?: string; withGuild?: boolean } = {},
): object {
  const { viewerId } = options;
  if (channel.guildId === null) {
    return {
      id: channel.id,
      type: channel.type,
      last_message_id: channel.lastMessageId,
      flags: 0,
      recipients: channel.recipients.filter((user) => user.id !== viewerId).map(renderUser),
      ...(channel.lastPinAt === null ? {} : { last_pin_timestamp: channel.lastPinAt }),
      ...(isGroup(channel) ? renderGroup(channel) : {}),
    };
  }
  return renderGuildChannel(channel, options);
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
    self_video: state.selfVideo,
    self_stream: state.selfStream,
    suppress: state.suppress,
    request_to_speak_timestamp: state.requestToSpeakAt,
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
    owner_id: guild.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: guild.afkChannelId,
    afk_timeout: guild.afkTimeoutS,
    system_channel_id: guild.systemChannelId,
    verification_level: guild.verificationLevel,
    roles: [...guild.roles.values()].map(renderRole),
    emojis: [...guild.emojis.values()].map((emoji) => renderEmoji(emoji)),
    stickers: [...guild.stickers.values()].map((sticker) => renderSticker(sticker)),
    default_message_notifications: guild.defaultMessageNotifications,
    mfa_level: 0,
    explicit_content_filter: guild.explicitContentFilter,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    preferred_locale: guild.preferredLocale,
    ...renderSettings(guild.settings),
  };
}

/** What GUILD_CREATE carries beyond the guild: everything in it, as one session may know it. */
export function renderGuildCreate(
  guild: GuildRecord,
  viewer: {
    userId: string;
    presences: boolean;
    largeThreshold: number;
    maySee: (channel: ChannelRecord) => boolean;
    /** The stages that are open. */
    stages: readonly object[];
  },
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
    threads: [...guild.threads.values()]
      .filter((thread) => !thread.thread.archived && viewer.maySee(thread))
      .map((thread) => renderThread(thread, viewer.userId)),
    presences: present
      .filter(({ user }) => user.presence.status !== 'offline')
      .map(({ user }) => renderPresence(user, guild.id)),
    stage_instances: viewer.stages,
    guild_scheduled_events: [...guild.scheduledEvents.values()].map((event) => renderScheduledEvent(event)),
    soundboard_sounds: [...guild.sounds.values()].map((sound) => renderSound(sound)),
    embedded_activities: [],
    activity_instances: [],
  };
}

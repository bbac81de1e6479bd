/** INTERACTION_CREATE, field for field. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
import { permissionBits } from './permissions';
import { isActive, renderEntitlement } from './monetization';
import { type ChannelRecord, type GuildRecord, type UserRecord } from './records';
import { renderChannel, renderMember, renderUser } from './render';
import { renderMessage } from './render-message';
import { isThread } from './thread-record';
import { type InteractionRecord } from './interaction-record';
import { type World } from './world';

const MIB = 1_024 * 1_024;
/** How large a file may be, by the boosts of the guild. https://support.discord.com/hc/en-us/articles/25444343291031 */
const FILE_LIMITS = [10 * MIB, 10 * MIB, 50 * MIB, 100 * MIB];

/** What everybody may do outside of guilds. */
export const DIRECT_PERMISSIONS = permissionBits([
  'AddReactions',
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'MentionEveryone',
  'UseExternalEmojis',
  'UseExternalStickers',
  'SendVoiceMessages',
  'SendPolls',
]);

export function renderInteraction(world: World, interaction: InteractionRecord): object {
  const { application, user, channel, guild } = interaction;
  const locale = user.locale ?? 'en-US';
  return {
    id: interaction.id,
    application_id: application.id,
    type: interaction.kind,
    data: interaction.data,
    ...(guild
      ? {
          guild: { id: guild.id, features: [...guild.settings.features], locale: guild.preferredLocale },
          guild_id: guild.id,
          guild_locale: guild.preferredLocale,
        }
      : {}),
    channel: renderPlace(world, channel, user),
    channel_id: channel.id,
    ...renderActor(world, interaction),
    token: interaction.token,
    version: 1,
    ...(interaction.message ? { message: renderMessage(world, interaction.message, application.bot.user.id) } : {}),
    app_permissions: permissionsOf(world, application.bot.user, channel).toString(),
    locale,
    entitlements: entitlementsOf(world, interaction),
    authorizing_integration_owners: interaction.owners,
    context: interaction.context,
    attachment_size_limit: fileLimit(guild),
  };
}

/** Who acts: in a guild a member with what they may do in the channel, elsewhere a user. */
function renderActor(world: World, { guild, user, channel }: InteractionRecord): object {
  const member = guild?.members.get(user.id);
  if (!member) return { user: renderUser(user) };
  return { member: { ...renderMember(member), permissions: world.permissionsIn(user.id, channel).toString() } };
}

function renderPlace(world: World, channel: ChannelRecord, user: UserRecord): object {
  const whole = renderChannel(channel, { viewerId: user.id });
  if (channel.guildId === null) return whole;
  return { ...whole, permissions: permissionsOf(world, user, channel).toString() };
}

/** What an account may do in a channel; who is not in the guild may do nothing. */
function permissionsOf(world: World, user: UserRecord, channel: ChannelRecord): bigint {
  return channel.guildId === null ? DIRECT_PERMISSIONS : world.permissionsIn(user.id, channel);
}

function entitlementsOf(world: World, { application, user, guild }: InteractionRecord): object[] {
  return [...application.entitlements.values()]
    .filter(
      (each) => isActive(world, each) && (each.guildId === null ? each.userId === user.id : each.guildId === guild?.id),
    )
    .map((each) => renderEntitlement(world, application, each));
}

function fileLimit(guild: GuildRecord | undefined): number {
  return FILE_LIMITS[guild?.settings.premiumTier ?? 0] ?? FILE_LIMITS[0] ?? 0;
}

/** A channel that somebody chose, with what they and the application may do in it. */
export function renderResolvedChannel(world: World, channel: ChannelRecord, user: UserRecord, bot: UserRecord): object {
  return {
    id: channel.id,
    name: channel.name,
    type: channel.type,
    flags: channel.settings.flags,
    guild_id: channel.guildId,
    parent_id: channel.parentId,
    position: channel.position,
    nsfw: channel.nsfw,
    topic: channel.topic,
    rate_limit_per_user: channel.slowmodeS,
    last_message_id: channel.lastMessageId,
    last_pin_timestamp: channel.lastPinAt,
    permissions: world.permissionsIn(user.id, channel).toString(),
    app_permissions: world.permissionsIn(bot.id, channel).toString(),
    ...(isThread(channel) ? threadPart(channel) : {}),
  };
}

/** Of threads more is told. */
function threadPart(channel: ChannelRecord): object {
  const { thread_metadata } = renderChannel(channel) as { readonly thread_metadata: object };
  return { thread_metadata };
}

/** Routes of the widget that a guild shows on web pages. https://discord.com/developers/docs/resources/guild#get-guild-widget */
import { AuditLogEvent, PermissionFlagsBits, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { isVoice } from '../../world/channels';
import { changesBetween } from '../../world/audit-log';
import { publishGuildUpdate } from '../../world/guild-update';
import { inviteEndsMs } from '../../world/invites';
import { type ChannelRecord, type GuildRecord, type MemberRecord } from '../../world/records';
import { type World } from '../../world/world';
import { ApiError, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, nullable, snowflake } from '../form';
import { plainPng } from '../png';
import { ok, type RestAnswer, type Route } from '../router';

const LISTED_MEMBERS = 100;
/** Width and height of each style in pixels. */
const STYLES = {
  shield: [120, 20],
  banner1: [320, 76],
  banner2: [320, 76],
  banner3: [320, 118],
  banner4: [320, 238],
} as const;
const BLURPLE = [0x58, 0x65, 0xf2] as const;

const renderSettings = ({ settings }: GuildRecord): object => ({
  enabled: settings.widgetEnabled,
  channel_id: settings.widgetChannelId,
});

function getSettings(context: RestContext): RestAnswer {
  return ok(renderSettings(context.guild('ManageGuild')));
}

function editSettings(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const form = context.form({ enabled: nullable(boolean), channel_id: nullable(snowflake) });
  if (form.channel_id && !guild.channels.has(form.channel_id)) throw unknown('channel');
  const before = widgetFields(guild);
  if (form.enabled !== undefined) guild.settings.widgetEnabled = form.enabled ?? false;
  if (form.channel_id !== undefined) guild.settings.widgetChannelId = form.channel_id;
  const changes = changesBetween(before, widgetFields(guild));
  context.audit(guild, AuditLogEvent.GuildUpdate, guild.id, { changes });
  publishGuildUpdate(context.world, guild);
  return ok(renderSettings(guild));
}

const widgetFields = ({ settings }: GuildRecord): object => ({
  widget_enabled: settings.widgetEnabled,
  widget_channel_id: settings.widgetChannelId,
});

/** The guild of the path: everybody may ask, as long as it shows its widget. */
function shownGuild(context: RestContext): GuildRecord {
  const guild = context.world.guilds.get(context.param('guild_id'));
  if (!guild) throw unknown('guild');
  if (!guild.settings.widgetEnabled) throw new ApiError(403, Codes.GuildWidgetDisabled, 'Widget Disabled');
  return guild;
}

function widget(context: RestContext): RestAnswer {
  const guild = shownGuild(context);
  const { world } = context;
  const online = [...guild.members.values()].filter(({ user }) => user.presence.status !== 'offline');
  const channels = [...guild.channels.values()].filter((channel) => isVoice(channel) && isPublic(guild, channel));
  return ok({
    id: guild.id,
    name: guild.name,
    instant_invite: inviteUrl(world, guild),
    channels: channels
      .sort((a, b) => a.position - b.position)
      .map(({ id, name, position }) => ({ id, name, position })),
    members: online.slice(0, LISTED_MEMBERS).map((member, index) => renderWidgetMember(world, guild, member, index)),
    presence_count: online.length,
  });
}

/** Whether everybody may see a channel. */
function isPublic(guild: GuildRecord, channel: ChannelRecord): boolean {
  const overwrite = channel.overwrites.get(guild.id);
  const base = guild.roles.get(guild.id)?.permissions ?? 0n;
  return (((base & ~(overwrite?.deny ?? 0n)) | (overwrite?.allow ?? 0n)) & PermissionFlagsBits.ViewChannel) !== 0n;
}

/** An invite to the widget's channel that never runs out, if there is one. */
function inviteUrl(world: World, guild: GuildRecord): string | null {
  const { widgetChannelId } = guild.settings;
  if (widgetChannelId === null) return null;
  for (const invite of world.invites.values()) {
    if (invite.channelId === widgetChannelId && inviteEndsMs(invite) === Infinity)
      return `https://discord.com/invite/${invite.code}`;
  }
  return null;
}

/** Who is online, without the id that would tell who they are elsewhere. */
function renderWidgetMember(world: World, guild: GuildRecord, member: MemberRecord, index: number): object {
  const voice = guild.voiceStates.get(member.user.id);
  const [activity] = member.user.presence.activities as readonly { readonly name?: string }[];
  return {
    id: String(index),
    username: member.nick ?? member.user.globalName ?? member.user.username,
    discriminator: '0000',
    avatar: null,
    status: member.user.presence.status,
    avatar_url: `https://cdn.discordapp.com/widget-avatars/${guild.id.slice(-6)}/${index}`,
    ...(activity?.name === undefined ? {} : { activity: { name: activity.name } }),
    ...(voice
      ? {
          channel_id: voice.channelId,
          deaf: member.deaf,
          mute: member.mute,
          self_deaf: voice.selfDeaf,
          self_mute: voice.selfMute,
          suppress: voice.suppress,
        }
      : {}),
  };
}

function widgetImage(context: RestContext): RestAnswer {
  shownGuild(context);
  const { style = 'shield' } = context.query({ style: choice(Object.keys(STYLES) as (keyof typeof STYLES)[]) });
  const [width, height] = STYLES[style];
  const text = plainPng(width, height, BLURPLE).toString('latin1');
  return { status: 200, plain: { contentType: 'image/png', text, encoding: 'latin1' } };
}

const GUILD = '/guilds/{guild_id}';

export const WIDGET_ROUTES: readonly Route[] = [
  { method: 'GET', template: `${GUILD}/widget`, handler: getSettings },
  { method: 'PATCH', template: `${GUILD}/widget`, handler: editSettings },
  { method: 'GET', template: `${GUILD}/widget.json`, handler: widget, isOpen: true },
  { method: 'GET', template: `${GUILD}/widget.png`, handler: widgetImage, isOpen: true },
];

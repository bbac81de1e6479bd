/** What can be done with channels beyond changing them: following, a status, a sound. https://discord.com/developers/docs/resources/channel */
import { ChannelType, PermissionFlagsBits, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { isVoice, setVoiceStatus } from '../../world/channels';
import { changesBetween } from '../../world/audit-log';
import { follow } from '../../world/crossposts';
import { type ChannelRecord } from '../../world/records';
import { playSound } from '../../world/sound-effects';
import { renderWebhook } from '../../world/webhooks';
import { ApiError, missingPermissions, unknown, wrongChannelType } from '../api-error';
import { type RestContext } from '../context';
import { need, nullable, snowflake, text } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';
import { checkWebhookRoom } from './webhooks';

const WEBHOOK_CREATE = 50;
const STATUS_CREATE = 192;
const STATUS_DELETE = 193;
const FOLLOWERS: ReadonlySet<ChannelType> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

function followNews(context: RestContext): RestAnswer {
  const source = context.channel();
  if (source.type !== ChannelType.GuildAnnouncement) throw wrongChannelType();
  const form = context.form({ webhook_channel_id: need(snowflake) });
  const target = context.world.channels.get(form.webhook_channel_id);
  if (!target || !context.world.maySee(context.userId, target)) throw unknown('channel');
  const guild = context.guildOf(target);
  context.require(target, 'ManageWebhooks');
  if (!FOLLOWERS.has(target.type)) throw wrongChannelType();
  checkWebhookRoom(context, guild, target);
  const webhook = follow(context.world, source, guild, target, context.bot.user);
  context.audit(guild, WEBHOOK_CREATE, webhook.id, {
    changes: changesBetween({}, renderWebhook(context.world, webhook, { user: false, token: false })),
  });
  return ok({ channel_id: source.id, webhook_id: webhook.id });
}

/** The voice channel of the path. */
function voiceChannel(context: RestContext): ChannelRecord {
  const channel = context.channel();
  if (channel.type !== ChannelType.GuildVoice) throw wrongChannelType();
  return channel;
}

function setStatus(context: RestContext): RestAnswer {
  const channel = voiceChannel(context);
  const guild = context.guildOf(channel);
  const form = context.form({ status: nullable(text({ max: 500 })) });
  const isHere = guild.voiceStates.get(context.userId)?.channelId === channel.id;
  context.require(channel, 'SetVoiceChannelStatus');
  // From outside it takes more.
  if (!isHere) context.require(channel, 'ManageChannels');
  const status = (form.status ?? '').trim();
  setVoiceStatus(context.world, channel, status === '' ? null : status);
  context.audit(guild, status === '' ? STATUS_DELETE : STATUS_CREATE, channel.id, {
    ...(status === '' ? {} : { options: { status } }),
  });
  return noContent();
}

function sendSound(context: RestContext): RestAnswer {
  const channel = context.channel();
  if (!isVoice(channel)) throw wrongChannelType();
  const guild = context.guildOf(channel);
  const form = context.form({ sound_id: need(snowflake), source_guild_id: nullable(snowflake) });
  context.require(channel, 'Speak', 'UseSoundboard');
  const state = guild.voiceStates.get(context.userId);
  if (state?.channelId !== channel.id) {
    throw new ApiError(400, Codes.TargetUserIsNotConnectedToVoice, 'Target user is not connected to voice.');
  }
  const member = context.self(guild);
  // Who muted themselves may play sounds all the same.
  if (member.mute || member.deaf || state.suppress || state.selfDeaf) {
    const told = 'Cannot send voice effect when user is server muted, deafened or suppressed';
    throw new ApiError(400, Codes.CannotSendVoiceEffectWhenUserIsServerMutedDeafenedOrSuppressed, told);
  }
  const sourceId = form.source_guild_id ?? guild.id;
  const own = context.world.guilds.get(sourceId);
  if (sourceId !== guild.id) {
    if (!own?.members.has(context.userId)) throw unknown('guild');
    const bits = context.world.permissionsIn(context.userId, channel);
    if (!(bits & PermissionFlagsBits.UseExternalSounds)) throw missingPermissions();
  }
  if (!playSound(context.world, channel, context.bot.user, form.sound_id, own)) throw unknown('sound');
  return noContent();
}

const CHANNEL = '/channels/{channel_id}';

export const CHANNEL_ACTION_ROUTES: readonly Route[] = [
  { method: 'POST', template: `${CHANNEL}/followers`, handler: followNews },
  { method: 'PUT', template: `${CHANNEL}/voice-status`, handler: setStatus },
  { method: 'POST', template: `${CHANNEL}/send-soundboard-sound`, handler: sendSound },
];

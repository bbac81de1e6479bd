/** Routes of webhooks themselves: by permission, and by their tokens. https://discord.com/developers/docs/resources/webhook */
import { ChannelType, PermissionFlagsBits, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { type ChannelRecord, type GuildRecord } from '../../world/records';
import {
  createWebhook,
  deleteWebhook,
  editWebhook,
  renderWebhook,
  type WebhookRecord,
  webhooksOf,
} from '../../world/webhooks';
import { ApiError, invalidForm, missingPermissions, unknown, wrongChannelType } from '../api-error';
import { type RestContext } from '../context';
import { imageData, need, nullable, snowflake, text } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const WEBHOOK_CREATE = 50;
const WEBHOOK_UPDATE = 51;
const WEBHOOK_DELETE = 52;
const PER_CHANNEL = 15;
const PER_GUILD = 1_000;
const NAME = text({ min: 1, max: 80 });
const RESERVED = /clyde|discord/i;

/** The name of a webhook, unless it is one that only Discord itself bears. */
export function readWebhookName(name: string, path: string): string {
  const reserved = RESERVED.exec(name)?.[0].toLowerCase();
  if (reserved === undefined) return name.trim();
  throw invalidForm([path], 'USERNAME_INVALID_CONTAINS', `Username cannot contain "${reserved}"`);
}

/** Throws when a channel, or its guild, has all the webhooks that it may have. */
export function checkWebhookRoom(context: RestContext, guild: GuildRecord, channel: ChannelRecord): void {
  if (webhooksOf(context.world, guild, channel.id).length >= PER_CHANNEL) {
    const told = `Maximum number of webhooks reached (${PER_CHANNEL})`;
    throw new ApiError(400, Codes.MaximumNumberOfWebhooksReached, told);
  }
  if (webhooksOf(context.world, guild).length >= PER_GUILD) {
    const told = `Maximum number of webhooks per guild reached (${PER_GUILD})`;
    throw new ApiError(400, Codes.MaximumNumberOfWebhooksPerGuildReached, told);
  }
}

function requireWritable(channel: ChannelRecord): void {
  if (channel.thread || channel.type === ChannelType.GuildCategory) throw wrongChannelType();
}

/** A webhook as the bot sees it: only its own application's tokens are shown. */
function shown(context: RestContext, webhook: WebhookRecord): object {
  const own = webhook.applicationId === null || webhook.applicationId === context.bot.applicationId;
  return renderWebhook(context.world, webhook, { user: true, token: own });
}

function create(context: RestContext): RestAnswer {
  const channel = context.channel('ManageWebhooks');
  const guild = context.guildOf(channel);
  requireWritable(channel);
  const form = context.form({ name: need(NAME), avatar: nullable(imageData) });
  const name = readWebhookName(form.name, 'name');
  checkWebhookRoom(context, guild, channel);
  const avatar = form.avatar === null || form.avatar === undefined ? null : context.world.hash();
  const webhook = createWebhook(context.world, guild, channel, context.bot.user, { name, avatar });
  context.audit(guild, WEBHOOK_CREATE, webhook.id, { changes: changesBetween({}, publicly(context, webhook)) });
  return ok(shown(context, webhook));
}

/** A webhook without what the audit log must not tell. */
function publicly(context: RestContext, webhook: WebhookRecord): object {
  return renderWebhook(context.world, webhook, { user: false, token: false });
}

function listOfChannel(context: RestContext): RestAnswer {
  const channel = context.channel('ManageWebhooks');
  const webhooks = webhooksOf(context.world, context.guildOf(channel), channel.id);
  return ok(webhooks.map((webhook) => shown(context, webhook)));
}

function listOfGuild(context: RestContext): RestAnswer {
  const guild = context.guild('ManageWebhooks');
  return ok(webhooksOf(context.world, guild).map((webhook) => shown(context, webhook)));
}

/** The webhook of the path, for who manages the webhooks of its channel. */
function managed(context: RestContext): { webhook: WebhookRecord; guild: GuildRecord } {
  const webhook = context.world.webhooks.get(context.param('webhook_id'));
  const channel = webhook && context.world.channels.get(webhook.channelId);
  const guild = channel && context.world.guildOf(channel);
  if (!webhook || !channel || !guild?.members.has(context.userId)) throw unknown('webhook');
  if (!(context.world.permissionsIn(context.userId, channel) & PermissionFlagsBits.ManageWebhooks)) {
    throw missingPermissions();
  }
  return { webhook, guild };
}

function get(context: RestContext): RestAnswer {
  return ok(shown(context, managed(context).webhook));
}

function update(context: RestContext): RestAnswer {
  const { webhook, guild } = managed(context);
  const form = context.form({ name: NAME, avatar: nullable(imageData), channel_id: nullable(snowflake) });
  const name = form.name === undefined ? undefined : readWebhookName(form.name, 'name');
  const channelId = form.channel_id ?? webhook.channelId;
  if (channelId !== webhook.channelId) checkTarget(context, guild, channelId);
  const before = publicly(context, webhook);
  editWebhook(context.world, webhook, {
    name,
    avatar: form.avatar === undefined ? undefined : form.avatar && context.world.hash(),
    channelId,
  });
  const changes = changesBetween(before, publicly(context, webhook));
  context.audit(guild, WEBHOOK_UPDATE, webhook.id, { changes });
  return ok(shown(context, webhook));
}

function checkTarget(context: RestContext, guild: GuildRecord, channelId: string): void {
  const target = guild.channels.get(channelId);
  if (!target) throw unknown('channel');
  context.require(target, 'ManageWebhooks');
  requireWritable(target);
  checkWebhookRoom(context, guild, target);
}

function remove(context: RestContext): RestAnswer {
  const { webhook, guild } = managed(context);
  context.audit(guild, WEBHOOK_DELETE, webhook.id, { changes: changesBetween(publicly(context, webhook), {}) });
  deleteWebhook(context.world, webhook);
  return noContent();
}

/** The webhook of the path, for who knows its token. */
export function webhookByToken(context: RestContext): WebhookRecord {
  const webhook = context.world.webhooks.get(context.param('webhook_id'));
  if (!webhook) throw unknown('webhook');
  if (webhook.token === context.param('webhook_token')) return webhook;
  throw new ApiError(401, Codes.InvalidWebhookToken, 'Invalid Webhook Token');
}

function getByToken(context: RestContext): RestAnswer {
  return ok(renderWebhook(context.world, webhookByToken(context), { user: false, token: true }));
}

function updateByToken(context: RestContext): RestAnswer {
  const webhook = webhookByToken(context);
  const form = context.form({ name: NAME, avatar: nullable(imageData) });
  editWebhook(context.world, webhook, {
    name: form.name === undefined ? undefined : readWebhookName(form.name, 'name'),
    avatar: form.avatar === undefined ? undefined : form.avatar && context.world.hash(),
  });
  return ok(renderWebhook(context.world, webhook, { user: false, token: true }));
}

function removeByToken(context: RestContext): RestAnswer {
  deleteWebhook(context.world, webhookByToken(context));
  return noContent();
}

const WEBHOOK = '/webhooks/{webhook_id}';
const TOKEN = `${WEBHOOK}/{webhook_token}`;

export const WEBHOOK_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/channels/{channel_id}/webhooks', handler: listOfChannel },
  { method: 'POST', template: '/channels/{channel_id}/webhooks', handler: create },
  { method: 'GET', template: '/guilds/{guild_id}/webhooks', handler: listOfGuild },
  { method: 'GET', template: WEBHOOK, handler: get },
  { method: 'PATCH', template: WEBHOOK, handler: update },
  { method: 'DELETE', template: WEBHOOK, handler: remove },
  { method: 'GET', template: TOKEN, handler: getByToken, isOpen: true },
  { method: 'PATCH', template: TOKEN, handler: updateByToken, isOpen: true },
  { method: 'DELETE', template: TOKEN, handler: removeByToken, isOpen: true },
];

/** Webhooks: ways to write in a channel without an account. https://discord.com/developers/docs/resources/webhook */
import { WebhookType } from 'discord-api-types/v10';
import { tokenText } from '../random';
import { type ChannelRecord, type GuildRecord, type UserRecord } from './records';
import { renderUser } from './render';
import { type World } from './world';

const TOKEN_LENGTH = 68;

export interface WebhookRecord {
  readonly id: string;
  readonly type: WebhookType;
  readonly guildId: string;
  channelId: string;
  name: string;
  avatar: string | null;
  /** Null for those that only repeat another channel's news. */
  readonly token: string | null;
  readonly creator: UserRecord;
  /** The application that made it; null when a person did. */
  readonly applicationId: string | null;
  /** The channel that is followed. */
  readonly source?: ChannelRecord | undefined;
}

export interface WebhookDraft {
  readonly name: string;
  readonly avatar?: string | null | undefined;
  readonly source?: ChannelRecord | undefined;
}

/** The webhooks of a guild, or of one of its channels. */
export function webhooksOf(world: World, guild: GuildRecord, channelId?: string): WebhookRecord[] {
  return [...world.webhooks.values()].filter(
    (webhook) => webhook.guildId === guild.id && (channelId === undefined || webhook.channelId === channelId),
  );
}

export function createWebhook(
  world: World,
  guild: GuildRecord,
  channel: ChannelRecord,
  creator: UserRecord,
  draft: WebhookDraft,
): WebhookRecord {
  const webhook: WebhookRecord = {
    id: world.ids.next(),
    type: draft.source ? WebhookType.ChannelFollower : WebhookType.Incoming,
    guildId: guild.id,
    channelId: channel.id,
    name: draft.name,
    avatar: draft.avatar ?? null,
    token: draft.source ? null : tokenText(world.random, TOKEN_LENGTH),
    creator,
    applicationId: draft.source ? null : (world.bots.get(creator.id)?.applicationId ?? null),
    source: draft.source,
  };
  world.webhooks.set(webhook.id, webhook);
  publishWebhooks(world, webhook.guildId, channel.id);
  return webhook;
}

export function editWebhook(
  world: World,
  webhook: WebhookRecord,
  changes: { name?: string | undefined; avatar?: string | null | undefined; channelId?: string | undefined },
): void {
  const before = webhook.channelId;
  if (changes.name !== undefined) webhook.name = changes.name;
  if (changes.avatar !== undefined) webhook.avatar = changes.avatar;
  if (changes.channelId !== undefined) webhook.channelId = changes.channelId;
  if (webhook.channelId !== before) publishWebhooks(world, webhook.guildId, before);
  publishWebhooks(world, webhook.guildId, webhook.channelId);
}

export function deleteWebhook(world: World, webhook: WebhookRecord): void {
  world.webhooks.delete(webhook.id);
  publishWebhooks(world, webhook.guildId, webhook.channelId);
}

/** With a channel go its webhooks; nothing but the channel's end is told. */
export function forgetWebhooksOf(world: World, channel: ChannelRecord): void {
  for (const webhook of [...world.webhooks.values()]) {
    if (webhook.channelId === channel.id) world.webhooks.delete(webhook.id);
  }
}

function publishWebhooks(world: World, guildId: string, channelId: string): void {
  world.publish({
    name: 'WEBHOOKS_UPDATE',
    audience: { kind: 'guild', guildId, channelId },
    data: { guild_id: guildId, channel_id: channelId },
  });
}

/** A webhook. Who comes with its token is not told who made it; the token is for who may use it. */
export function renderWebhook(
  world: World,
  webhook: WebhookRecord,
  shown: { user: boolean; token: boolean } = { user: true, token: true },
): object {
  const { source, token } = webhook;
  const sourceGuild = source && world.guildOf(source);
  return {
    id: webhook.id,
    type: webhook.type,
    name: webhook.name,
    avatar: webhook.avatar,
    channel_id: webhook.channelId,
    guild_id: webhook.guildId,
    application_id: webhook.applicationId,
    ...(shown.user ? { user: renderUser(webhook.creator) } : {}),
    ...(shown.token && token !== null ? { token, url: `${world.baseUrl}/api/webhooks/${webhook.id}/${token}` } : {}),
    ...(source && sourceGuild
      ? {
          source_guild: { id: sourceGuild.id, name: sourceGuild.name, icon: sourceGuild.icon },
          source_channel: { id: source.id, name: source.name },
        }
      : {}),
  };
}

/** The author of a webhook's message: no account, only a name and a picture. */
export function webhookAuthor(webhook: WebhookRecord, overrides: { name?: string; avatar?: string } = {}): UserRecord {
  return {
    id: webhook.id,
    username: overrides.name ?? webhook.name,
    globalName: null,
    avatar: overrides.avatar ?? webhook.avatar,
    banner: null,
    bot: true,
    acceptsDms: false,
    presence: { status: 'offline', activities: [] },
    connections: [],
  };
}

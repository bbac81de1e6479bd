/** News channels that others follow: what is published in one appears in all its followers. */
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { createMessage, publishMessage } from './messages';
import { type ChannelRecord, type GuildRecord, type MessageRecord, type UserRecord } from './records';
import { createWebhook, webhookAuthor, type WebhookRecord } from './webhooks';
import { type World } from './world';

/** Lets a channel follow another; a webhook brings the news. */
export function follow(
  world: World,
  source: ChannelRecord,
  guild: GuildRecord,
  target: ChannelRecord,
  by: UserRecord,
): WebhookRecord {
  const name = `${world.guildOf(source)?.name ?? ''} #${source.name}`;
  const webhook = createWebhook(world, guild, target, by, { name, source });
  createMessage(world, target, by, {
    type: MessageType.ChannelFollowAdd,
    content: name,
    allowedMentions: { parse: [] },
    reference: { type: 0, messageId: null, channelId: source.id, guildId: source.guildId },
  });
  return webhook;
}

/** Publishes a message to every channel that follows its own. */
export function crosspost(world: World, message: MessageRecord): void {
  const { channel } = message;
  message.flags |= MessageFlags.Crossposted;
  publishMessage(world, 'MESSAGE_UPDATE', message);
  message.crossposts = [...world.webhooks.values()].flatMap((webhook) => {
    const target = webhook.source === channel ? world.channels.get(webhook.channelId) : undefined;
    if (!target) return [];
    return createMessage(world, target, webhookAuthor(webhook), {
      content: message.content,
      embeds: message.embeds,
      files: message.files,
      components: message.components,
      flags: MessageFlags.IsCrosspost,
      allowedMentions: { parse: [] },
      webhook: { id: webhook.id, applicationId: null },
      reference: { type: 0, messageId: message.id, channelId: channel.id, guildId: channel.guildId },
    });
  });
}

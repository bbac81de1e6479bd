/** What can be done to a channel, and in it. Which kinds allow what, Discord says. */
import { type APIChannel, OverwriteType } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type MessageStart,
  type OrderedActionOptions,
  type PinnedMessage,
} from '../actions/action-options';
import { type ChannelPermissionBody, type SoundSendBody } from '../bodies/channel';
import { type ChannelEditBody } from '../bodies/edits';
import { type InviteCreateBody } from '../bodies/invite';
import { type MessageCreateBody } from '../bodies/message';
import { type PinListQuery } from '../bodies/message-queries';
import { type StageInstanceCreateBody } from '../bodies/stage-instance';
import { type ForumPostBody, type ThreadCreateBody } from '../bodies/thread';
import { type WebhookCreateBody } from '../bodies/webhook';
import { Entity } from '../entity';
import { type ChannelId, type MessageId, type RoleId, type UserId } from '../ids';
import { type Paged } from '../paged';
import { type Channel } from './channel';
import { type Invite } from './invite';
import { type Message } from './message';
import { Role } from './role';
import { type SoundboardSound } from './soundboard-sound';
import { type StageInstance } from './stage-instance';
import { bodyOf, idOf, type Target } from './targets';
import { type ThreadMember } from './thread-member';
import { type Webhook } from './webhook';

/** Whom permissions of a channel are about: a role, a member or user, or an id and of which of them. */
export type OverwriteTarget = { readonly id: RoleId | UserId } | { readonly id: string; readonly type: OverwriteType };

export abstract class ActingChannel extends Entity<APIChannel> {
  /** The channel as it is now. */
  fetch(options?: ActionOptions): Promise<Channel> {
    return this.context.actions.channels.get(this.raw.id, options);
  }

  /** Sends a message into the channel. */
  send(body: string | MessageCreateBody, options?: OrderedActionOptions): Promise<Message> {
    return this.context.actions.messages.create(this.raw.id, bodyOf(body), options);
  }

  edit(body: ChannelEditBody, options?: ActionOptions): Promise<Channel> {
    return this.context.actions.channels.edit(this.raw.id, body, options);
  }

  /** Deletes the channel; closes it when it is a direct-message channel. */
  delete(options?: ActionOptions): Promise<Channel> {
    return this.context.actions.channels.delete(this.raw.id, options);
  }

  /** Shows for ten seconds, or until the next message, that the bot is typing. */
  triggerTyping(options?: ActionOptions): Promise<void> {
    return this.context.actions.channels.triggerTyping(this.raw.id, options);
  }

  /** One message, as it is now. */
  fetchMessage(messageId: MessageId, options?: ActionOptions): Promise<Message> {
    return this.context.actions.messages.get(this.raw.id, messageId, options);
  }

  /** Its messages, asked for page by page: newest first; `after` a message, oldest first. */
  history(start?: MessageStart, options?: ActionOptions): Paged<Message> {
    return this.context.actions.messages.iterate(this.raw.id, start, options);
  }

  /** Its pinned messages, asked for page by page: the newest pin first. */
  pins(query?: Pick<PinListQuery, 'before'>, options?: ActionOptions): Paged<PinnedMessage> {
    return this.context.actions.messages.iteratePins(this.raw.id, query, options);
  }

  /** Deletes 2 to 100 messages that are not older than two weeks. */
  bulkDelete(messages: readonly Target<MessageId>[], options?: ActionOptions): Promise<void> {
    return this.context.actions.messages.bulkDelete(this.raw.id, { messages: messages.map(idOf) }, options);
  }

  /** Sets what a role or a member may and may not do here; what neither names follows the roles. */
  setPermission(
    target: OverwriteTarget,
    body: Omit<ChannelPermissionBody, 'type'>,
    options?: ActionOptions,
  ): Promise<void> {
    const overwrite = { ...body, type: overwriteType(target) };
    return this.context.actions.channels.setPermission(this.raw.id, target.id, overwrite, options);
  }

  /** Lets a role or a member follow the roles again. */
  removePermission(target: Target<RoleId | UserId>, options?: ActionOptions): Promise<void> {
    return this.context.actions.channels.deletePermission(this.raw.id, idOf(target), options);
  }

  /** Makes an invite, or finds the bot's own that is like it; `unique` always makes one. */
  createInvite(body?: InviteCreateBody, options?: ActionOptions): Promise<Invite> {
    return this.context.actions.channels.createInvite(this.raw.id, body, options);
  }

  /** Asks for its invites. */
  invites(options?: ActionOptions): Promise<Invite[]> {
    return this.context.actions.channels.listInvites(this.raw.id, options);
  }

  createWebhook(body: string | WebhookCreateBody, options?: ActionOptions): Promise<Webhook> {
    const webhook = typeof body === 'string' ? { name: body } : body;
    return this.context.actions.channels.createWebhook(this.raw.id, webhook, options);
  }

  /** Asks for its webhooks. */
  webhooks(options?: ActionOptions): Promise<Webhook[]> {
    return this.context.actions.channels.listWebhooks(this.raw.id, options);
  }

  /** Lets what this announcement channel publishes appear in another channel. */
  async follow(into: Target<ChannelId>, options?: ActionOptions): Promise<void> {
    const body = { webhookChannelId: idOf(into) };
    await this.context.actions.channels.followAnnouncements(this.raw.id, body, options);
  }

  /**
   * Starts a thread without a message; in a forum, a post with its first message. Without a `type` Discord makes a thread
   * of a text channel a private one.
   */
  startThread(body: ThreadCreateBody | ForumPostBody, options?: ActionOptions): Promise<Channel> {
    return this.context.actions.threads.create(this.raw.id, body, options);
  }

  /** Asks for its archived threads, page by page: the last archived first. */
  archivedThreads(kind: 'public' | 'private' = 'public', options?: ActionOptions): Paged<Channel> {
    const { threads } = this.context.actions;
    return kind === 'public'
      ? threads.iteratePublicArchived(this.raw.id, undefined, options)
      : threads.iteratePrivateArchived(this.raw.id, undefined, options);
  }

  /** Adds the bot to the thread. */
  join(options?: ActionOptions): Promise<void> {
    return this.context.actions.threads.join(this.raw.id, options);
  }

  /** Takes the bot out of the thread. */
  leave(options?: ActionOptions): Promise<void> {
    return this.context.actions.threads.leave(this.raw.id, options);
  }

  /** Adds somebody to the thread. */
  addMember(user: Target<UserId>, options?: ActionOptions): Promise<void> {
    return this.context.actions.threads.addMember(this.raw.id, idOf(user), options);
  }

  /** Takes somebody out of the thread. */
  removeMember(user: Target<UserId>, options?: ActionOptions): Promise<void> {
    return this.context.actions.threads.removeMember(this.raw.id, idOf(user), options);
  }

  /** Asks for those who joined the thread, page by page. Needs the privileged intent for members. */
  threadMembers(options?: ActionOptions): Paged<ThreadMember> {
    return this.context.actions.threads.iterateMembers(this.raw.id, undefined, options);
  }

  /** Closes the thread; whoever writes opens it again, unless it is locked. */
  archive(options?: ActionOptions): Promise<Channel> {
    return this.edit({ archived: true }, options);
  }

  unarchive(options?: ActionOptions): Promise<Channel> {
    return this.edit({ archived: false }, options);
  }

  /** Lets only those open the thread again who may manage threads. */
  lock(options?: ActionOptions): Promise<Channel> {
    return this.edit({ locked: true }, options);
  }

  unlock(options?: ActionOptions): Promise<Channel> {
    return this.edit({ locked: false }, options);
  }

  /** Sets the line that is shown under the voice channel; `null` clears it. */
  setStatus(status: string | null, options?: ActionOptions): Promise<void> {
    return this.context.actions.channels.setVoiceStatus(this.raw.id, { status }, options);
  }

  /** Plays a sound in the voice channel, which the bot must be in. */
  sendSound(sound: SoundboardSound | SoundSendBody, options?: ActionOptions): Promise<void> {
    const body = 'id' in sound ? { soundId: sound.id, sourceGuildId: sound.guildId } : sound;
    return this.context.actions.channels.sendSoundboardSound(this.raw.id, body, options);
  }

  /** Goes live on the stage channel. */
  startStage(
    body: string | Omit<StageInstanceCreateBody, 'channelId'>,
    options?: ActionOptions,
  ): Promise<StageInstance> {
    const stage = typeof body === 'string' ? { topic: body } : body;
    return this.context.actions.stageInstances.create({ ...stage, channelId: this.raw.id }, options);
  }
}

function overwriteType(target: OverwriteTarget): OverwriteType {
  if (target instanceof Role) return OverwriteType.Role;
  return 'type' in target ? target.type : OverwriteType.Member;
}

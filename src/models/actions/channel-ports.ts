/** What views can do to channels and to what is in them. */
import {
  type ChannelPermissionBody,
  type FollowAnnouncementsBody,
  type SoundSendBody,
  type VoiceStatusBody,
} from '../bodies/channel';
import { type ChannelEditBody } from '../bodies/edits';
import { type InviteCreateBody, type InviteQuery } from '../bodies/invite';
import { type MessageCreateBody, type MessageEditBody } from '../bodies/message';
import {
  type BulkDeleteBody,
  type PinListQuery,
  type ReactionListQuery,
  type VoterListQuery,
} from '../bodies/message-queries';
import { type StageInstanceCreateBody, type StageInstanceEditBody } from '../bodies/stage-instance';
import { type ForumPostBody, type ThreadCreateBody, type ThreadFromMessageBody } from '../bodies/thread';
import {
  type WebhookCreateBody,
  type WebhookEditBody,
  type WebhookEditWithTokenBody,
  type WebhookExecuteBody,
  type WebhookExecuteQuery,
  type WebhookMessageEditBody,
  type WebhookMessageEditQuery,
  type WebhookMessageQuery,
} from '../bodies/webhook';
import { type Channel } from '../entities/channel';
import { type Invite } from '../entities/invite';
import { type Message } from '../entities/message';
import { type StageInstance } from '../entities/stage-instance';
import { type ThreadMember } from '../entities/thread-member';
import { type User } from '../entities/user';
import { type Webhook } from '../entities/webhook';
import { type ChannelId, type MessageId, type RoleId, type UserId, type WebhookId } from '../ids';
import { type Paged } from '../paged';
import { type ActionOptions, type MessageStart, type OrderedActionOptions, type PinnedMessage } from './action-options';

export interface MessageActions {
  iterate(channelId: ChannelId, start?: MessageStart, options?: ActionOptions): Paged<Message>;
  create(channelId: ChannelId, body: MessageCreateBody, options?: OrderedActionOptions): Promise<Message>;
  get(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<Message>;
  edit(channelId: ChannelId, messageId: MessageId, body: MessageEditBody, options?: ActionOptions): Promise<Message>;
  delete(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void>;
  bulkDelete(channelId: ChannelId, body: BulkDeleteBody, options?: ActionOptions): Promise<void>;
  crosspost(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<Message>;
  iteratePins(
    channelId: ChannelId,
    query?: Pick<PinListQuery, 'before'>,
    options?: ActionOptions,
  ): Paged<PinnedMessage>;
  pin(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void>;
  unpin(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void>;
}

/** An emoji is a character, or `name:id` of a custom one. */
export interface ReactionActions {
  iterate(
    channelId: ChannelId,
    messageId: MessageId,
    emoji: string,
    query?: Omit<ReactionListQuery, 'limit'>,
    options?: ActionOptions,
  ): Paged<User>;
  add(channelId: ChannelId, messageId: MessageId, emoji: string, options?: OrderedActionOptions): Promise<void>;
  removeOwn(channelId: ChannelId, messageId: MessageId, emoji: string, options?: ActionOptions): Promise<void>;
  removeUser(
    channelId: ChannelId,
    messageId: MessageId,
    emoji: string,
    userId: UserId,
    options?: ActionOptions,
  ): Promise<void>;
  removeEmoji(channelId: ChannelId, messageId: MessageId, emoji: string, options?: ActionOptions): Promise<void>;
  removeAll(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void>;
}

export interface PollActions {
  iterateVoters(
    channelId: ChannelId,
    messageId: MessageId,
    answerId: number,
    query?: Omit<VoterListQuery, 'limit'>,
    options?: ActionOptions,
  ): Paged<User>;
  end(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<Message>;
}

export interface ChannelActions {
  get(channelId: ChannelId, options?: ActionOptions): Promise<Channel>;
  edit(channelId: ChannelId, body: ChannelEditBody, options?: ActionOptions): Promise<Channel>;
  delete(channelId: ChannelId, options?: ActionOptions): Promise<Channel>;
  triggerTyping(channelId: ChannelId, options?: ActionOptions): Promise<void>;
  setPermission(
    channelId: ChannelId,
    overwriteId: RoleId | UserId,
    body: ChannelPermissionBody,
    options?: ActionOptions,
  ): Promise<void>;
  deletePermission(channelId: ChannelId, overwriteId: RoleId | UserId, options?: ActionOptions): Promise<void>;
  followAnnouncements(channelId: ChannelId, body: FollowAnnouncementsBody, options?: ActionOptions): Promise<unknown>;
  setVoiceStatus(channelId: ChannelId, body: VoiceStatusBody, options?: ActionOptions): Promise<void>;
  listInvites(channelId: ChannelId, options?: ActionOptions): Promise<Invite[]>;
  createInvite(channelId: ChannelId, body?: InviteCreateBody, options?: ActionOptions): Promise<Invite>;
  listWebhooks(channelId: ChannelId, options?: ActionOptions): Promise<Webhook[]>;
  createWebhook(channelId: ChannelId, body: WebhookCreateBody, options?: ActionOptions): Promise<Webhook>;
  sendSoundboardSound(channelId: ChannelId, body: SoundSendBody, options?: ActionOptions): Promise<void>;
}

export interface ThreadActions {
  create(channelId: ChannelId, body: ThreadCreateBody | ForumPostBody, options?: ActionOptions): Promise<Channel>;
  createFromMessage(
    channelId: ChannelId,
    messageId: MessageId,
    body: ThreadFromMessageBody,
    options?: ActionOptions,
  ): Promise<Channel>;
  iterateMembers(channelId: ChannelId, query?: undefined, options?: ActionOptions): Paged<ThreadMember>;
  addMember(channelId: ChannelId, userId: UserId, options?: ActionOptions): Promise<void>;
  removeMember(channelId: ChannelId, userId: UserId, options?: ActionOptions): Promise<void>;
  join(channelId: ChannelId, options?: ActionOptions): Promise<void>;
  leave(channelId: ChannelId, options?: ActionOptions): Promise<void>;
  iteratePublicArchived(channelId: ChannelId, query?: undefined, options?: ActionOptions): Paged<Channel>;
  iteratePrivateArchived(channelId: ChannelId, query?: undefined, options?: ActionOptions): Paged<Channel>;
}

export interface InviteActions {
  get(code: string, query?: InviteQuery, options?: ActionOptions): Promise<Invite>;
  delete(code: string, options?: ActionOptions): Promise<Invite>;
}

export interface WebhookActions {
  edit(webhookId: WebhookId, body: WebhookEditBody, options?: ActionOptions): Promise<Webhook>;
  delete(webhookId: WebhookId, options?: ActionOptions): Promise<void>;
  editWithToken(
    webhookId: WebhookId,
    token: string,
    body: WebhookEditWithTokenBody,
    options?: ActionOptions,
  ): Promise<Webhook>;
  deleteWithToken(webhookId: WebhookId, token: string, options?: ActionOptions): Promise<void>;
  execute(
    webhookId: WebhookId,
    token: string,
    body: WebhookExecuteBody,
    query: WebhookExecuteQuery & { readonly wait: true },
    options?: ActionOptions,
  ): Promise<Message>;
  getMessage(
    webhookId: WebhookId,
    token: string,
    messageId: MessageId,
    query?: WebhookMessageQuery,
    options?: ActionOptions,
  ): Promise<Message>;
  editMessage(
    webhookId: WebhookId,
    token: string,
    messageId: MessageId,
    body: WebhookMessageEditBody,
    query?: WebhookMessageEditQuery,
    options?: ActionOptions,
  ): Promise<Message>;
  deleteMessage(
    webhookId: WebhookId,
    token: string,
    messageId: MessageId,
    query?: WebhookMessageQuery,
    options?: ActionOptions,
  ): Promise<void>;
}

export interface StageInstanceActions {
  create(body: StageInstanceCreateBody, options?: ActionOptions): Promise<StageInstance>;
  edit(channelId: ChannelId, body: StageInstanceEditBody, options?: ActionOptions): Promise<StageInstance>;
  delete(channelId: ChannelId, options?: ActionOptions): Promise<void>;
}

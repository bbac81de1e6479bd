/**
 * The ports that views act and look through. A client group makes one context and binds every view to it, so that
 * `event.reply()` uses that group's token. Declared here because views need them; kept by the rooms above.
 */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIUser,
  type RESTPatchAPIChannelJSONBody,
  type RESTPatchAPIGuildMemberJSONBody,
} from 'discord-api-types/v10';
import { type Body } from './bodies/body';
import { type MessageCreateBody, type MessageEditBody } from './bodies/message';
import { type Channel } from './entities/channel';
import { type Member } from './entities/member';
import { type Message } from './entities/message';
import { type ChannelId, type GuildId, type MessageId, type RoleId, type UserId } from './ids';

/** What every action takes last. */
export interface ActionOptions {
  /** Shown in the guild's audit log; 1 to 512 characters. */
  readonly reason?: string | undefined;
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
}

/** Of a message create: whether it may overtake earlier creates in its channel. */
export interface OrderedActionOptions extends ActionOptions {
  /** `channel` (default) keeps the order of the calls within a channel; `any` sends at once. */
  readonly order?: 'channel' | 'any' | undefined;
}

export interface MessageActions {
  create(channelId: ChannelId, body: MessageCreateBody, options?: OrderedActionOptions): Promise<Message>;
  edit(channelId: ChannelId, messageId: MessageId, body: MessageEditBody, options?: ActionOptions): Promise<Message>;
  delete(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void>;
  crosspost(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<Message>;
  pin(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void>;
  unpin(channelId: ChannelId, messageId: MessageId, options?: ActionOptions): Promise<void>;
}

export interface ReactionActions {
  /** @param emoji a unicode emoji, or `name:id` of a custom one. */
  add(channelId: ChannelId, messageId: MessageId, emoji: string, options?: OrderedActionOptions): Promise<void>;
  removeOwn(channelId: ChannelId, messageId: MessageId, emoji: string, options?: ActionOptions): Promise<void>;
}

export interface ChannelActions {
  edit(channelId: ChannelId, body: Body<RESTPatchAPIChannelJSONBody>, options?: ActionOptions): Promise<Channel>;
  delete(channelId: ChannelId, options?: ActionOptions): Promise<Channel>;
  triggerTyping(channelId: ChannelId, options?: ActionOptions): Promise<void>;
}

export interface UserActions {
  /** Opens, or finds, the direct-message channel with a user. */
  createDM(body: { readonly recipientId: UserId }, options?: ActionOptions): Promise<Channel>;
}

export interface MemberActions {
  edit(
    guildId: GuildId,
    userId: UserId,
    body: Body<RESTPatchAPIGuildMemberJSONBody>,
    options?: ActionOptions,
  ): Promise<Member>;
  /** Kicks. */
  remove(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<void>;
  addRole(guildId: GuildId, userId: UserId, roleId: RoleId, options?: ActionOptions): Promise<void>;
  removeRole(guildId: GuildId, userId: UserId, roleId: RoleId, options?: ActionOptions): Promise<void>;
}

/** Everything that views can do. A REST client satisfies it. */
export interface ViewActions {
  readonly messages: MessageActions;
  readonly reactions: ReactionActions;
  readonly channels: ChannelActions;
  readonly users: UserActions;
  readonly members: MemberActions;
}

/** What is remembered about other entities: raw records, `undefined` when unknown. Never a request in disguise. */
export interface ViewRelations {
  guild(id: GuildId): APIGuild | undefined;
  channel(id: ChannelId): APIChannel | undefined;
  user(id: UserId): APIUser | undefined;
  member(guildId: GuildId, userId: UserId): APIGuildMember | undefined;
}

/** What a view is bound to. */
export interface ViewContext {
  readonly actions: ViewActions;
  readonly relations: ViewRelations;
}

/** Relations of a program that remembers nothing. */
export const noRelations: ViewRelations = {
  guild: () => undefined,
  channel: () => undefined,
  user: () => undefined,
  member: () => undefined,
};

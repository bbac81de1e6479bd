/** What views can do to users, members and those who may not come in. */
import { type RESTPostAPIGuildBulkBanResult } from 'discord-api-types/v10';
import { type MemberEditBody } from '../bodies/edits';
import { type Camel } from '../bodies/from-wire';
import { type BanListQuery, type MemberSearchQuery } from '../bodies/guild-queries';
import { type BanCreateBody, type BulkBanBody, type OwnMemberEditBody } from '../bodies/member';
import { type VoiceStateEditBody } from '../bodies/voice-state';
import { type Ban } from '../entities/ban';
import { type Channel } from '../entities/channel';
import { type Member } from '../entities/member';
import { type User } from '../entities/user';
import { type VoiceState } from '../entities/voice-state';
import { type GuildId, type RoleId, type UserId } from '../ids';
import { type Paged } from '../paged';
import { type ActionOptions } from './action-options';

export interface UserActions {
  get(userId: UserId, options?: ActionOptions): Promise<User>;
  /** Opens, or finds, the direct-message channel with a user. */
  createDM(body: { readonly recipientId: UserId }, options?: ActionOptions): Promise<Channel>;
  leaveGuild(guildId: GuildId, options?: ActionOptions): Promise<void>;
}

export interface MemberActions {
  get(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<Member>;
  iterate(guildId: GuildId, query?: undefined, options?: ActionOptions): Paged<Member>;
  search(guildId: GuildId, query: MemberSearchQuery, options?: ActionOptions): Promise<Member[]>;
  edit(guildId: GuildId, userId: UserId, body: MemberEditBody, options?: ActionOptions): Promise<Member>;
  editMe(guildId: GuildId, body: OwnMemberEditBody, options?: ActionOptions): Promise<Member>;
  /** Kicks. */
  remove(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<void>;
  addRole(guildId: GuildId, userId: UserId, roleId: RoleId, options?: ActionOptions): Promise<void>;
  removeRole(guildId: GuildId, userId: UserId, roleId: RoleId, options?: ActionOptions): Promise<void>;
}

export interface BanActions {
  iterate(guildId: GuildId, query?: Pick<BanListQuery, 'after'>, options?: ActionOptions): Paged<Ban>;
  get(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<Ban>;
  create(guildId: GuildId, userId: UserId, body?: BanCreateBody, options?: ActionOptions): Promise<void>;
  remove(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<void>;
  bulkCreate(
    guildId: GuildId,
    body: BulkBanBody,
    options?: ActionOptions,
  ): Promise<Camel<RESTPostAPIGuildBulkBanResult>>;
}

export interface VoiceActions {
  getState(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<VoiceState>;
  editState(guildId: GuildId, userId: UserId, body: VoiceStateEditBody, options?: ActionOptions): Promise<void>;
}

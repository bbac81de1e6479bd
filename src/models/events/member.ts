/** Events of the members of a guild. https://discord.com/developers/docs/events/gateway-events#guild-member-add */
import {
  type GatewayGuildMemberAddDispatchData,
  type GatewayGuildMemberRemoveDispatchData,
  type GatewayGuildMembersChunkDispatchData,
  type GatewayGuildMemberUpdateDispatchData,
} from 'discord-api-types/v10';
import { Member } from '../entities/member';
import { Presence } from '../entities/presence';
import { User } from '../entities/user';
import { idOf, viewOf, viewsOf } from '../fields-of';
import { type GuildId, type UserId } from '../ids';
import { memberOf, removedBy } from '../relations';
import { dispatch } from './dispatch';
import { InGuild } from './places';

/** A user joined a guild. */
export class GuildMemberAddEvent extends dispatch('GUILD_MEMBER_ADD', Member, ['GuildMembers']) {
  declare readonly raw: GatewayGuildMemberAddDispatchData;

  override get guildId(): GuildId {
    return this.raw.guild_id;
  }
}

/** A member changed. The event is the member as it is now; of the bot itself it comes without any intent. */
export class GuildMemberUpdateEvent extends dispatch('GUILD_MEMBER_UPDATE', Member, ['GuildMembers']) {
  declare readonly raw: GatewayGuildMemberUpdateDispatchData;

  override get guildId(): GuildId {
    return this.raw.guild_id;
  }
}

/** A member left, was kicked or banned. */
export class GuildMemberRemoveEvent extends dispatch(
  'GUILD_MEMBER_REMOVE',
  InGuild<GatewayGuildMemberRemoveDispatchData>,
  ['GuildMembers'],
) {
  private madeUser: User | undefined = undefined;

  get user(): User {
    return (this.madeUser ??= viewOf(this.raw.user, (user) => new User(user, this.context)));
  }

  get userId(): UserId {
    return idOf(this.raw.user);
  }

  /** The member as it was, when it was remembered. */
  get member(): Member | undefined {
    const gone = removedBy(this.context, 'members', this.raw);
    return gone
      ? new Member(gone, this.context, this.raw.guild_id)
      : memberOf(this.context, this.raw.guild_id, this.userId);
  }
}

/** Some of the members of a guild: one part of the answer to a request for them. */
export class GuildMembersChunkEvent extends dispatch(
  'GUILD_MEMBERS_CHUNK',
  InGuild<GatewayGuildMembersChunkDispatchData>,
) {
  private madeMembers: readonly Member[] | undefined = undefined;
  private madePresences: readonly Presence[] | undefined = undefined;

  /** At most 1000. */
  get members(): readonly Member[] {
    return (this.madeMembers ??= viewsOf(
      this.raw.members,
      (member) => new Member(member, this.context, this.raw.guild_id),
    ));
  }

  /** Place of this part in the answer, from 0. */
  get chunkIndex(): number {
    return this.raw.chunk_index;
  }

  /** How many parts the answer has. */
  get chunkCount(): number {
    return this.raw.chunk_count;
  }

  /** What was asked for and is no member. */
  get notFound(): readonly UserId[] {
    return (this.raw.not_found ?? []) as readonly UserId[];
  }

  /** Presences of these members, when they were asked for. */
  get presences(): readonly Presence[] | undefined {
    if (!this.raw.presences) return undefined;
    return (this.madePresences ??= viewsOf(
      this.raw.presences,
      (presence) => new Presence(presence, this.context, this.raw.guild_id),
    ));
  }

  /** What the request gave to recognise the answer by. */
  get nonce(): string | undefined {
    return this.raw.nonce;
  }
}

/** What changed about a member: derived from member updates and from the member as it was remembered. */
import { Member, type MemberPayload } from '../../entities/member';
import { type Guild } from '../../entities/guild';
import { dateOrNothing } from '../../fields-of';
import { type GuildId, type RoleId, type UserId } from '../../ids';
import { guildOf } from '../../relations';
import { PayloadView } from '../../view';
import { derived, type DerivedFrom } from './derived';

/** A member before and after. */
export interface MemberChangePayload {
  readonly guild_id: GuildId;
  readonly before: MemberPayload;
  readonly after: MemberPayload;
}

/** Compared are the fields that are named. */
function fromMembers(...cacheFields: readonly string[]): DerivedFrom {
  return {
    from: ['GUILD_MEMBER_UPDATE', 'GUILD_MEMBERS_CHUNK', 'GUILD_CREATE', 'GUILD_ROLE_DELETE'],
    cacheNeeds: ['members'],
    cacheFields,
    intents: ['GuildMembers'],
  };
}

abstract class MemberChange extends PayloadView<MemberChangePayload> {
  private madeBefore: Member | undefined = undefined;
  private madeAfter: Member | undefined = undefined;

  /** The member as it was. */
  get before(): Member {
    return (this.madeBefore ??= new Member(this.raw.before, this.context, this.raw.guild_id));
  }

  /** The member as it is now. */
  get after(): Member {
    return (this.madeAfter ??= new Member(this.raw.after, this.context, this.raw.guild_id));
  }

  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  get userId(): UserId {
    return this.after.id;
  }
}

/** The guild gives a member another name, or none any more. */
export class MemberNicknameChangeEvent extends derived('MEMBER_NICKNAME_CHANGE', MemberChange, fromMembers('nick')) {}

/** A member was given roles, or lost some. */
export class MemberRolesChangeEvent extends derived('MEMBER_ROLES_CHANGE', MemberChange, fromMembers('roles')) {
  /** Ids of roles that it did not wear before. */
  get added(): readonly RoleId[] {
    return without(this.raw.after.roles, this.raw.before.roles);
  }

  /** Ids of roles that it wears no more. */
  get removed(): readonly RoleId[] {
    return without(this.raw.before.roles, this.raw.after.roles);
  }
}

/** A member may not write or talk for a while: the time-out began, or its end was moved. */
export class MemberTimeoutEvent extends derived(
  'MEMBER_TIMEOUT',
  MemberChange,
  fromMembers('communication_disabled_until'),
) {
  /** The end of the time-out. */
  get until(): Date | null | undefined {
    return dateOrNothing(this.raw.after.communication_disabled_until);
  }
}

/** A time-out was taken back. One that runs out by itself brings no event. */
export class MemberTimeoutEndEvent extends derived(
  'MEMBER_TIMEOUT_END',
  MemberChange,
  fromMembers('communication_disabled_until'),
) {}

/** A member shows another avatar in this guild, or none of its own any more. */
export class MemberAvatarChangeEvent extends derived('MEMBER_AVATAR_CHANGE', MemberChange, fromMembers('avatar')) {}

/** A member began to boost the guild. */
export class MemberBoostStartEvent extends derived('MEMBER_BOOST_START', MemberChange, fromMembers('premium_since')) {}

/** A member boosts the guild no more. */
export class MemberBoostEndEvent extends derived('MEMBER_BOOST_END', MemberChange, fromMembers('premium_since')) {}

function without(all: readonly string[], taken: readonly string[]): string[] {
  return all.filter((id) => !taken.includes(id));
}

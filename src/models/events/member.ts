/** Events of the members of a guild. https://discord.com/developers/docs/events/gateway-events#guild-member-add */
import {
  type GatewayGuildMemberAddDispatchData,
  type GatewayGuildMemberRemoveDispatchData,
  type GatewayGuildMemberUpdateDispatchData,
} from 'discord-api-types/v10';
import { Member } from '../entities/member';
import { User } from '../entities/user';
import { type GuildId, type UserId } from '../ids';
import { memberOf } from '../relations';
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
    return (this.madeUser ??= new User(this.raw.user, this.context));
  }

  get userId(): UserId {
    return this.raw.user.id;
  }

  /** The member as it was, when it is still remembered. */
  get member(): Member | undefined {
    return memberOf(this.context, this.raw.guild_id, this.raw.user.id);
  }
}

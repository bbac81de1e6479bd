/** Events of what people do: typing, their status, their account. https://discord.com/developers/docs/events/gateway-events#presence */
import {
  type APIUser,
  type GatewayPresenceUpdateDispatchData,
  type GatewayTypingStartDispatchData,
} from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { Member } from '../entities/member';
import { User } from '../entities/user';
import { type UserId } from '../ids';
import { memberOf, userOf } from '../relations';
import { dispatch } from './dispatch';
import { InChannel, InGuild } from './places';

/** Someone began to type. */
export class TypingStartEvent extends dispatch('TYPING_START', InChannel<GatewayTypingStartDispatchData>, [
  'GuildMessageTyping',
  'DirectMessageTyping',
]) {
  private madeMember: Member | undefined = undefined;

  get userId(): UserId {
    return this.raw.user_id;
  }

  /** The user, when the payload brings it or it is remembered. */
  get user(): User | undefined {
    return this.raw.member ? this.member?.user : userOf(this.context, this.raw.user_id);
  }

  /** The member; in direct messages `undefined`. */
  get member(): Member | undefined {
    const { member, guild_id: guildId } = this.raw;
    return (this.madeMember ??= member && new Member(member, this.context, guildId));
  }

  get timestamp(): Date {
    return new Date(this.raw.timestamp * 1_000);
  }
}

/** Someone's status or activity changed. Of the user it says the id, and of the rest only what changed. */
export class PresenceUpdateEvent extends dispatch('PRESENCE_UPDATE', InGuild<GatewayPresenceUpdateDispatchData>, [
  'GuildPresences',
]) {
  get userId(): UserId {
    return this.raw.user.id;
  }

  /** The user, when the payload brings all of it or it is remembered. */
  get user(): User | undefined {
    const { user } = this.raw;
    return user.username === undefined ? userOf(this.context, user.id) : new User(user as APIUser, this.context);
  }

  /** The member, when it is remembered. */
  get member(): Member | undefined {
    return memberOf(this.context, this.raw.guild_id, this.raw.user.id);
  }

  get status(): GatewayPresenceUpdateDispatchData['status'] {
    return this.raw.status;
  }

  get activities(): Camel<NonNullable<GatewayPresenceUpdateDispatchData['activities']>> {
    return this.raw.activities ? fromWire(this.raw.activities) : [];
  }

  /** The status on each kind of device. */
  get clientStatus(): Camel<GatewayPresenceUpdateDispatchData['client_status']> {
    return fromWire(this.raw.client_status);
  }
}

/** The bot's own account changed. */
export class UserUpdateEvent extends dispatch('USER_UPDATE', User) {}

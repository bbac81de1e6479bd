/** Events of what people do: typing, their status, their account. https://discord.com/developers/docs/events/gateway-events#presence */
import { type GatewayTypingStartDispatchData } from 'discord-api-types/v10';
import { Member } from '../entities/member';
import { Presence } from '../entities/presence';
import { User } from '../entities/user';
import { type UserId } from '../ids';
import { userOf } from '../relations';
import { dispatch } from './dispatch';
import { InChannel } from './places';

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
    return this.raw.member?.user ? this.member?.user : userOf(this.context, this.raw.user_id);
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

/** Someone's status or activity changed. */
export class PresenceUpdateEvent extends dispatch('PRESENCE_UPDATE', Presence, ['GuildPresences']) {}

/** The bot's own account changed. */
export class UserUpdateEvent extends dispatch('USER_UPDATE', User) {}

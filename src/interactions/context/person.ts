/** Who acted, where, and what they and the bot may do there: what every interaction tells. */
import { type Actor, InteractionActor } from '../../dispatcher';
import {
  type Channel,
  type ChannelId,
  type Guild,
  type GuildId,
  type InteractionCreateEvent,
  type InteractionId,
  type Member,
  PermissionSet,
  type User,
  type UserId,
} from '../../models';
import { type Source } from './source';

export class InteractionSource implements Source {
  /** @param event the interaction as Discord sent it. */
  constructor(readonly event: InteractionCreateEvent) {}

  get id(): InteractionId {
    return this.event.id;
  }

  /** Who acted, where, and what they may do there: as guards see it. */
  get actor(): Actor {
    return new InteractionActor(this.event);
  }

  /** Who acted. */
  get user(): User {
    // Only Discord's own ping comes from nobody, and it never gets here.
    return this.event.user as User;
  }

  get userId(): UserId {
    return this.user.id;
  }

  /** Who acted, within the guild; `undefined` in direct messages. */
  get member(): Member | undefined {
    return this.event.member;
  }

  get guildId(): GuildId | undefined {
    return this.event.guildId;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return this.event.guild;
  }

  get channelId(): ChannelId {
    // Every interaction but Discord's own ping is made somewhere.
    return this.event.channelId as ChannelId;
  }

  /** The channel: as it is remembered, or what the interaction tells of it. */
  get channel(): Channel | undefined {
    return this.event.channel;
  }

  /** The language of who acted, `en-US`. */
  get locale(): string {
    return this.event.locale ?? 'en-US';
  }

  /** The language of the guild. */
  get guildLocale(): string | undefined {
    return this.event.guildLocale;
  }

  /** What who acted may do in the channel, as Discord computed it; everything in direct messages. */
  get permissions(): PermissionSet {
    const raw: { readonly member?: { readonly permissions?: string } } = this.event.raw;
    const bits = raw.member?.permissions;
    return bits === undefined ? PermissionSet.all : PermissionSet.from(BigInt(bits));
  }

  /** What the bot may do in the channel. */
  get appPermissions(): PermissionSet {
    return PermissionSet.from(this.event.appPermissions ?? 0n);
  }
}

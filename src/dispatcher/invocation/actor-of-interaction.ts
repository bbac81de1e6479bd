/** Who acted in an interaction: Discord tells all of it, whatever the cache knows. */
import {
  type Channel,
  type ChannelId,
  type GuildId,
  type InteractionCreateEvent,
  PermissionSet,
  type RoleId,
  type UserId,
} from '../../models';
import { type Actor } from './actor';
import { DIRECT_PERMISSIONS, isForAdults } from './channel-facts';

export class InteractionActor implements Actor {
  constructor(private readonly event: InteractionCreateEvent) {}

  get userId(): UserId | undefined {
    return this.event.user?.id;
  }

  get guildId(): GuildId | undefined {
    return this.event.guildId;
  }

  get channelId(): ChannelId | undefined {
    return this.event.channelId;
  }

  get roleIds(): readonly RoleId[] | undefined {
    return this.event.member?.roles;
  }

  get permissions(): PermissionSet | undefined {
    const { guildId, member } = this.event;
    if (guildId === undefined) return DIRECT_PERMISSIONS;
    return setOf(member?.permissions);
  }

  get appPermissions(): PermissionSet | undefined {
    return setOf(this.event.appPermissions);
  }

  get isNsfw(): boolean | undefined {
    const given: { readonly channel?: object } = this.event.raw;
    return isForAdults(this.event.channel, (channel: Channel) => channel.raw !== given.channel);
  }

  get locale(): string | undefined {
    return this.event.locale;
  }
}

function setOf(bits: bigint | undefined): PermissionSet | undefined {
  return bits === undefined ? undefined : PermissionSet.from(bits);
}

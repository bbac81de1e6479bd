/** What all contexts tell of who acted and where, whether an interaction brought it or a message. */
import { type ActorSource } from '../../dispatcher';
import {
  type AnyEvent,
  type Channel,
  type ChannelId,
  type Guild,
  type GuildId,
  type Member,
  type PermissionSet,
  type User,
  type UserId,
} from '../../models';

export interface Source extends ActorSource {
  readonly event: AnyEvent;
  /** Of the interaction, or of the message. */
  readonly id: string;
  readonly user: User;
  readonly userId: UserId;
  readonly member: Member | undefined;
  readonly guildId: GuildId | undefined;
  readonly guild: Guild | undefined;
  readonly channelId: ChannelId;
  readonly channel: Channel | undefined;
  readonly locale: string;
  readonly guildLocale: string | undefined;
  readonly permissions: PermissionSet;
  readonly appPermissions: PermissionSet;
}

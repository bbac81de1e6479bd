/** Who acted, where, and what may be done there: what guards ask of every call, whatever brought it. */
import { type ChannelId, type GuildId, type PermissionSet, type RoleId, type UserId } from '../../models';

/** Read when it is asked for. What is not known is `undefined`, never a guess. */
export interface Actor {
  /** `undefined` for events that nobody in particular caused. */
  readonly userId: UserId | undefined;
  /** `undefined` in direct messages, and for events that belong to no guild. */
  readonly guildId: GuildId | undefined;
  readonly channelId: ChannelId | undefined;
  /** The roles of who acted, within the guild. */
  readonly roleIds: readonly RoleId[] | undefined;
  /** What who acted may do in the channel; in direct messages, what everybody may do there. */
  readonly permissions: PermissionSet | undefined;
  /** What the bot may do in the channel. */
  readonly appPermissions: PermissionSet | undefined;
  /** Whether the channel is for adults only. */
  readonly isNsfw: boolean | undefined;
  /** The language of who acted, `en-US`, where Discord told it. */
  readonly locale: string | undefined;
}

/** What a handler is called with in place of an event says itself who acted. */
export interface ActorSource {
  readonly actor: Actor;
  /** What tells the call from all others, where the subject has it already. */
  readonly invocationId?: string | undefined;
}

/** Someone who joined a thread. https://discord.com/developers/docs/resources/channel#thread-member-object */
import { type APIThreadMember, type ThreadMemberFlags } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { dateOf } from '../fields-of';
import { type ChannelId, type GuildId, type UserId } from '../ids';
import { channelOf, guildOf, memberOf, userOf } from '../relations';
import { Entity } from '../entity';
import { type ViewContext } from '../view-context';
import { type Channel } from './channel';
import { type Guild } from './guild';
import { Member } from './member';
import { refuseIncomplete } from '../incomplete';
import { type User } from './user';

/** A member of a thread as any payload gives it: that of its own event names the guild. */
export type ThreadMemberPayload = APIThreadMember & { readonly guild_id?: string };

export class ThreadMember extends Entity<ThreadMemberPayload, 'id' | 'userId'> {
  private madeMember: Member | undefined = undefined;

  /** @param knownGuildId of the thread, where it is known: the payload does not say it. */
  constructor(
    raw: ThreadMemberPayload,
    context?: ViewContext,
    private readonly knownGuildId?: GuildId,
  ) {
    super(raw, context);
  }

  /** The thread. */
  get id(): ChannelId | undefined {
    return this.raw.id;
  }

  get guildId(): GuildId | undefined {
    return this.raw.guild_id ?? this.knownGuildId;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.guildId);
  }

  /** The thread, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.id);
  }

  get userId(): UserId | undefined {
    return this.raw.user_id;
  }

  /** The user, when the payload brings it or it is remembered. */
  get user(): User | undefined {
    const { user_id: id, member } = this.raw;
    if (member?.user) return this.member?.user;
    return id === undefined ? undefined : userOf(this.context, id);
  }

  get joinTimestamp(): Date {
    return dateOf(this.raw.join_timestamp);
  }

  get flags(): ThreadMemberFlags {
    return this.raw.flags;
  }

  /** The member of the guild, when the payload brings it or it is remembered. */
  get member(): Member | undefined {
    if (this.madeMember) return this.madeMember;
    const { user_id: id, member } = this.raw;
    if (member) return (this.madeMember = new Member(member, this.context, this.guildId));
    return id === undefined ? undefined : memberOf(this.context, this.guildId, id);
  }

  /**
   * Takes the user out of the thread.
   * @throws {FrameworkError} VIEW_INCOMPLETE when the payload does not say both; that in the payload of a guild does not.
   */
  remove(options?: ActionOptions): Promise<void> {
    const { id, user_id: userId } = this.raw;
    if (id !== undefined && userId !== undefined) {
      return this.context.actions.threads.removeMember(id, userId, options);
    }
    return refuseIncomplete('who is in which thread', 'call thread.removeMember(userId).');
  }

  protected override get identifiedBy(): readonly ('id' | 'userId')[] {
    return ['id', 'userId'];
  }

  protected override known(): readonly unknown[] {
    return [this.knownGuildId];
  }
}

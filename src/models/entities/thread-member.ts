/** Someone who joined a thread. https://discord.com/developers/docs/resources/channel#thread-member-object */
import { type APIThreadMember, type ThreadMemberFlags } from 'discord-api-types/v10';
import { dateOf } from '../fields-of';
import { type ChannelId, type GuildId, type UserId } from '../ids';
import { PayloadView } from '../view';
import { type ViewContext } from '../view-context';
import { Member } from './member';

export class ThreadMember extends PayloadView<APIThreadMember> {
  private madeMember: Member | undefined = undefined;

  /** @param knownGuildId of the thread, where it is known: the payload does not say it. */
  constructor(
    raw: APIThreadMember,
    context?: ViewContext,
    private readonly knownGuildId?: GuildId,
  ) {
    super(raw, context);
  }

  /** The thread. */
  get id(): ChannelId | undefined {
    return this.raw.id;
  }

  get userId(): UserId | undefined {
    return this.raw.user_id;
  }

  get joinTimestamp(): Date {
    return dateOf(this.raw.join_timestamp);
  }

  get flags(): ThreadMemberFlags {
    return this.raw.flags;
  }

  /** The member of the guild, when it was asked for. */
  get member(): Member | undefined {
    return (this.madeMember ??= this.raw.member && new Member(this.raw.member, this.context, this.knownGuildId));
  }

  equals(other: { readonly id: string | undefined; readonly userId: string | undefined }): boolean {
    return this.raw.id === other.id && this.raw.user_id === other.userId;
  }
}

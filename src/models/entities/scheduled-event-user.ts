/** Who is interested in a scheduled event. https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-user-object */
import { type APIGuildScheduledEventUser } from 'discord-api-types/v10';
import { type GuildId, type ScheduledEventExceptionId, type ScheduledEventId, type UserId } from '../ids';
import { Entity } from '../entity';
import { idOf, viewOf } from '../fields-of';
import { type ViewContext } from '../view-context';
import { Member } from './member';
import { User } from './user';

/** The exception is named where the users of one occurrence were asked for. */
export type ScheduledEventUserPayload = APIGuildScheduledEventUser & {
  readonly guild_scheduled_event_exception_id?: string | null;
};

export class ScheduledEventUser extends Entity<ScheduledEventUserPayload, 'scheduledEventId' | 'userId'> {
  private madeUser: User | undefined = undefined;
  private madeMember: Member | undefined = undefined;

  /** @param guildId of the guild, which the payload does not name. */
  constructor(
    raw: ScheduledEventUserPayload,
    context?: ViewContext,
    readonly guildId?: GuildId,
  ) {
    super(raw, context);
  }

  get scheduledEventId(): ScheduledEventId {
    return this.raw.guild_scheduled_event_id;
  }

  /** The one occurrence that the user is interested in. */
  get scheduledEventExceptionId(): ScheduledEventExceptionId | null | undefined {
    return this.raw.guild_scheduled_event_exception_id;
  }

  get userId(): UserId {
    return idOf(this.raw.user);
  }

  get user(): User {
    return (this.madeUser ??= viewOf(this.raw.user, (user) => new User(user, this.context)));
  }

  /** The member, when the request asked for members and the user is one. */
  get member(): Member | undefined {
    const { member, user } = this.raw;
    return (this.madeMember ??= member && new Member(member, this.context, this.guildId, user));
  }

  protected override get identifiedBy(): readonly ('scheduledEventId' | 'userId')[] {
    return ['scheduledEventId', 'userId'];
  }

  protected override known(): readonly unknown[] {
    return [this.guildId];
  }
}

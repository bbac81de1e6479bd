/** Something that a guild plans. https://discord.com/developers/docs/resources/guild-scheduled-event */
import {
  type APIGuildScheduledEvent,
  type GuildScheduledEventEntityType,
  type GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
} from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import { dateOf, dateOrNothing } from '../fields-of';
import {
  type ChannelId,
  type GuildId,
  type ScheduledEventId,
  type Snowflake,
  snowflakeDate,
  type UserId,
} from '../ids';
import { channelOf, guildOf, userOf } from '../relations';
import { Entity } from '../entity';
import { type Channel } from './channel';
import { type Guild } from './guild';
import { lateClasses } from './late-classes';
import { User } from './user';
import { type ScheduledEventUsersQuery } from '../bodies/guild-queries';
import { type ScheduledEventEditBody } from '../bodies/scheduled-event';
import { type Paged } from '../paged';
import { type ScheduledEventUser } from './scheduled-event-user';

export class ScheduledEvent extends Entity<APIGuildScheduledEvent> {
  private madeCreator: User | undefined = undefined;

  get id(): ScheduledEventId {
    return this.raw.id;
  }

  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  /** Where it takes place; `null` when that is outside of Discord's voice. */
  get channelId(): ChannelId | null {
    return this.raw.channel_id;
  }

  /** The channel, when there is one and it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.channel_id);
  }

  /** `null` or missing for events made before the end of October 2021. */
  get creatorId(): UserId | null | undefined {
    return this.raw.creator_id;
  }

  /** Who made it, when the payload brings the user or it is remembered. */
  get creator(): User | undefined {
    if (this.madeCreator) return this.madeCreator;
    const { creator, creator_id: id } = this.raw;
    if (creator) return (this.madeCreator = new User(creator, this.context));
    return typeof id === 'string' ? userOf(this.context, id) : undefined;
  }

  get name(): string {
    return this.raw.name;
  }

  get description(): string | null | undefined {
    return this.raw.description;
  }

  /** Hash of the cover. */
  get image(): string | null | undefined {
    return this.raw.image;
  }

  get scheduledStartAt(): Date {
    return dateOf(this.raw.scheduled_start_time);
  }

  /** Events outside of voice always have an end. */
  get scheduledEndAt(): Date | null {
    return dateOrNothing(this.raw.scheduled_end_time);
  }

  get privacyLevel(): GuildScheduledEventPrivacyLevel {
    return this.raw.privacy_level;
  }

  get status(): GuildScheduledEventStatus {
    return this.raw.status;
  }

  /** Whether it takes place on a stage, in voice, or elsewhere. */
  get entityType(): GuildScheduledEventEntityType {
    return this.raw.entity_type;
  }

  /** Of the stage that it takes place on. */
  get entityId(): Snowflake | null {
    return this.raw.entity_id;
  }

  /** Where it takes place, outside of Discord's voice. */
  get location(): string | undefined {
    return this.raw.entity_metadata?.location;
  }

  /** How many are interested; only when a request asked for it. */
  get userCount(): number | undefined {
    return this.raw.user_count;
  }

  /** When it comes again. */
  get recurrenceRule(): Camel<APIGuildScheduledEvent['recurrence_rule']> {
    return fromWire(this.raw.recurrence_rule);
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** Where people see it. */
  get url(): string {
    return `https://discord.com/events/${this.raw.guild_id}/${this.raw.id}`;
  }

  /** The event as it is now, with how many are interested. */
  fetch(options?: ActionOptions): Promise<ScheduledEvent> {
    return this.context.actions.scheduledEvents.get(this.raw.guild_id, this.raw.id, { withUserCount: true }, options);
  }

  edit(body: ScheduledEventEditBody, options?: ActionOptions): Promise<ScheduledEvent> {
    return this.context.actions.scheduledEvents.edit(this.raw.guild_id, this.raw.id, body, options);
  }

  delete(options?: ActionOptions): Promise<void> {
    return this.context.actions.scheduledEvents.delete(this.raw.guild_id, this.raw.id, options);
  }

  /** Begins an event that is planned. */
  start(options?: ActionOptions): Promise<ScheduledEvent> {
    return this.edit({ status: GuildScheduledEventStatus.Active }, options);
  }

  /** Ends an event that has begun. */
  end(options?: ActionOptions): Promise<ScheduledEvent> {
    return this.edit({ status: GuildScheduledEventStatus.Completed }, options);
  }

  /** Calls an event off that has not begun. */
  cancel(options?: ActionOptions): Promise<ScheduledEvent> {
    return this.edit({ status: GuildScheduledEventStatus.Canceled }, options);
  }

  /** All who are interested, asked for page by page. */
  users(
    query?: Pick<ScheduledEventUsersQuery, 'after' | 'withMember'>,
    options?: ActionOptions,
  ): Paged<ScheduledEventUser> {
    return this.context.actions.scheduledEvents.iterateUsers(this.raw.guild_id, this.raw.id, query, options);
  }

  override toString(): string {
    return this.raw.name;
  }
}

lateClasses.ScheduledEvent = ScheduledEvent;

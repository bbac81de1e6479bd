/** Events of what guilds plan. https://discord.com/developers/docs/events/gateway-events#guild-scheduled-event-create */
import { type GatewayGuildScheduledEventUserAddDispatchData } from 'discord-api-types/v10';
import { type Member } from '../entities/member';
import { ScheduledEvent } from '../entities/scheduled-event';
import { type User } from '../entities/user';
import { type ScheduledEventId, type UserId } from '../ids';
import { type IntentName } from '../intents';
import { memberOf, userOf } from '../relations';
import { dispatch } from './dispatch';
import { InGuild } from './places';

const EVENT_INTENTS: readonly IntentName[] = ['GuildScheduledEvents'];

abstract class Interest extends InGuild<GatewayGuildScheduledEventUserAddDispatchData> {
  get guildScheduledEventId(): ScheduledEventId {
    return this.raw.guild_scheduled_event_id;
  }

  get userId(): UserId {
    return this.raw.user_id;
  }

  /** The user, when it is remembered. */
  get user(): User | undefined {
    return userOf(this.context, this.raw.user_id);
  }

  /** The member, when it is remembered. */
  get member(): Member | undefined {
    return memberOf(this.context, this.raw.guild_id, this.raw.user_id);
  }
}

/** A guild planned something. */
export class GuildScheduledEventCreateEvent extends dispatch(
  'GUILD_SCHEDULED_EVENT_CREATE',
  ScheduledEvent,
  EVENT_INTENTS,
) {}

/** A plan changed, began or ended. The event is the plan as it is now. */
export class GuildScheduledEventUpdateEvent extends dispatch(
  'GUILD_SCHEDULED_EVENT_UPDATE',
  ScheduledEvent,
  EVENT_INTENTS,
) {}

/** A plan was deleted. The event is the plan as it was. */
export class GuildScheduledEventDeleteEvent extends dispatch(
  'GUILD_SCHEDULED_EVENT_DELETE',
  ScheduledEvent,
  EVENT_INTENTS,
) {}

/** Someone is interested in a plan. */
export class GuildScheduledEventUserAddEvent extends dispatch(
  'GUILD_SCHEDULED_EVENT_USER_ADD',
  Interest,
  EVENT_INTENTS,
) {}

/** Someone is no longer interested in a plan. */
export class GuildScheduledEventUserRemoveEvent extends dispatch(
  'GUILD_SCHEDULED_EVENT_USER_REMOVE',
  Interest,
  EVENT_INTENTS,
) {}

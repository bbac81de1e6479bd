/** What Discord answers to operations of guilds that it does not document. https://github.com/discord/discord-api-spec */
import { type APIUser, type Snowflake } from 'discord-api-types/v10';
import { type JoinRequestStatus } from '../../../models';

interface SettingsEmoji {
  id: Snowflake | null;
  name: string | null;
  animated: boolean;
}

interface SettingsChannel {
  channel_id: Snowflake;
  title: string;
  description: string;
  emoji?: SettingsEmoji;
  /** Hash of an icon. */
  icon?: string;
}

/** What new members find when they come in. */
export interface APINewMemberWelcome {
  guild_id: Snowflake;
  enabled: boolean;
  welcome_message?: { author_ids: Snowflake[]; message: string };
  /** 0 asks to look at the channel, 1 to write there. */
  new_member_actions: (SettingsChannel & { action_type: number })[];
  resource_channels: SettingsChannel[];
}

/** A question of the form, with what was answered: text, the number of a choice, or whether the terms are accepted. */
export interface APIJoinRequestAnswer {
  field_type: string;
  label?: string;
  description?: string;
  required?: boolean;
  placeholder?: string;
  choices?: string[];
  values?: string[];
  response?: string | number | boolean;
}

/** Someone who asks to come into a guild. */
export interface APIJoinRequest {
  id: Snowflake;
  created_at: string;
  reviewed_at: string | null;
  application_status: JoinRequestStatus | null;
  rejection_reason: string | null;
  guild_id: Snowflake;
  user_id: Snowflake;
  user?: APIUser | null;
  form_responses?: APIJoinRequestAnswer[] | null;
  actioned_by_user?: APIUser | null;
}

export interface APIJoinRequests {
  total?: number;
  guild_join_requests?: APIJoinRequest[];
}

/** One occurrence of an event that is not like the others. */
export interface APIScheduledEventException {
  event_id: Snowflake;
  event_exception_id: Snowflake;
  scheduled_start_time: string | null;
  scheduled_end_time: string | null;
  is_canceled: boolean;
}

/** How many are interested in an event, and in single occurrences by the ids of their exceptions. */
export interface APIScheduledEventUserCounts {
  guild_scheduled_event_count: number;
  guild_scheduled_event_exception_counts: Record<Snowflake, number>;
}

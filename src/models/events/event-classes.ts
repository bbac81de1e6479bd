/** From the name of a dispatch to the class of its event. Each is named by itself, so that a bot need not load them all. */
import { type ViewContext } from '../view-context';
import { ApplicationCommandPermissionsUpdateEvent } from './application';
import {
  AutoModerationActionExecutionEvent,
  AutoModerationRuleCreateEvent,
  AutoModerationRuleDeleteEvent,
  AutoModerationRuleUpdateEvent,
} from './auto-moderation';
import {
  ChannelCreateEvent,
  ChannelDeleteEvent,
  ChannelInfoEvent,
  ChannelPinsUpdateEvent,
  ChannelUpdateEvent,
} from './channel';
import { type AnyEvent, type EventInfo } from './dispatch';
import { GuildEmojisUpdateEvent, GuildStickersUpdateEvent } from './expression';
import {
  GuildAuditLogEntryCreateEvent,
  GuildBanAddEvent,
  GuildBanRemoveEvent,
  GuildCreateEvent,
  GuildDeleteEvent,
  GuildRoleCreateEvent,
  GuildRoleDeleteEvent,
  GuildRoleUpdateEvent,
  GuildUpdateEvent,
} from './guild';
import {
  GuildIntegrationsUpdateEvent,
  IntegrationCreateEvent,
  IntegrationDeleteEvent,
  IntegrationUpdateEvent,
  WebhooksUpdateEvent,
} from './integration';
import { InteractionCreateEvent } from './interaction';
import { InviteCreateEvent, InviteDeleteEvent } from './invite';
import { GuildMemberAddEvent, GuildMemberRemoveEvent, GuildMemberUpdateEvent, GuildMembersChunkEvent } from './member';
import { MessageCreateEvent, MessageDeleteBulkEvent, MessageDeleteEvent, MessageUpdateEvent } from './message';
import {
  EntitlementCreateEvent,
  EntitlementDeleteEvent,
  EntitlementUpdateEvent,
  SubscriptionCreateEvent,
  SubscriptionDeleteEvent,
  SubscriptionUpdateEvent,
} from './monetization';
import { MessagePollVoteAddEvent, MessagePollVoteRemoveEvent } from './poll';
import { PresenceUpdateEvent, TypingStartEvent, UserUpdateEvent } from './presence';
import {
  MessageReactionAddEvent,
  MessageReactionRemoveAllEvent,
  MessageReactionRemoveEmojiEvent,
  MessageReactionRemoveEvent,
} from './reaction';
import {
  GuildScheduledEventCreateEvent,
  GuildScheduledEventDeleteEvent,
  GuildScheduledEventUpdateEvent,
  GuildScheduledEventUserAddEvent,
  GuildScheduledEventUserRemoveEvent,
} from './scheduled-event';
import { RateLimitedEvent, ReadyEvent, ResumedEvent } from './session';
import {
  GuildSoundboardSoundCreateEvent,
  GuildSoundboardSoundDeleteEvent,
  GuildSoundboardSoundUpdateEvent,
  GuildSoundboardSoundsUpdateEvent,
  SoundboardSoundsEvent,
} from './soundboard';
import { StageInstanceCreateEvent, StageInstanceDeleteEvent, StageInstanceUpdateEvent } from './stage-instance';
import {
  ThreadCreateEvent,
  ThreadDeleteEvent,
  ThreadListSyncEvent,
  ThreadMemberUpdateEvent,
  ThreadMembersUpdateEvent,
  ThreadUpdateEvent,
} from './thread';
import { UnknownDispatchEvent } from './unknown';
import {
  VoiceChannelEffectSendEvent,
  VoiceChannelStartTimeUpdateEvent,
  VoiceChannelStatusUpdateEvent,
  VoiceServerUpdateEvent,
  VoiceStateUpdateEvent,
} from './voice';

/** A class whose events can be made from a payload. */
// Payloads differ from event to event; the gateway hands each class the one that its name promises.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ConcreteEventClass = (new (raw: any, context?: ViewContext) => AnyEvent) & EventInfo;

const CLASSES: ReadonlyMap<string, () => ConcreteEventClass> = new Map<string, () => ConcreteEventClass>([
  ['APPLICATION_COMMAND_PERMISSIONS_UPDATE', () => ApplicationCommandPermissionsUpdateEvent],
  ['AUTO_MODERATION_RULE_CREATE', () => AutoModerationRuleCreateEvent],
  ['AUTO_MODERATION_RULE_UPDATE', () => AutoModerationRuleUpdateEvent],
  ['AUTO_MODERATION_RULE_DELETE', () => AutoModerationRuleDeleteEvent],
  ['AUTO_MODERATION_ACTION_EXECUTION', () => AutoModerationActionExecutionEvent],
  ['CHANNEL_CREATE', () => ChannelCreateEvent],
  ['CHANNEL_UPDATE', () => ChannelUpdateEvent],
  ['CHANNEL_DELETE', () => ChannelDeleteEvent],
  ['CHANNEL_INFO', () => ChannelInfoEvent],
  ['CHANNEL_PINS_UPDATE', () => ChannelPinsUpdateEvent],
  ['GUILD_EMOJIS_UPDATE', () => GuildEmojisUpdateEvent],
  ['GUILD_STICKERS_UPDATE', () => GuildStickersUpdateEvent],
  ['GUILD_CREATE', () => GuildCreateEvent],
  ['GUILD_UPDATE', () => GuildUpdateEvent],
  ['GUILD_DELETE', () => GuildDeleteEvent],
  ['GUILD_ROLE_CREATE', () => GuildRoleCreateEvent],
  ['GUILD_ROLE_UPDATE', () => GuildRoleUpdateEvent],
  ['GUILD_ROLE_DELETE', () => GuildRoleDeleteEvent],
  ['GUILD_BAN_ADD', () => GuildBanAddEvent],
  ['GUILD_BAN_REMOVE', () => GuildBanRemoveEvent],
  ['GUILD_AUDIT_LOG_ENTRY_CREATE', () => GuildAuditLogEntryCreateEvent],
  ['INTEGRATION_CREATE', () => IntegrationCreateEvent],
  ['INTEGRATION_UPDATE', () => IntegrationUpdateEvent],
  ['INTEGRATION_DELETE', () => IntegrationDeleteEvent],
  ['GUILD_INTEGRATIONS_UPDATE', () => GuildIntegrationsUpdateEvent],
  ['WEBHOOKS_UPDATE', () => WebhooksUpdateEvent],
  ['INTERACTION_CREATE', () => InteractionCreateEvent],
  ['INVITE_CREATE', () => InviteCreateEvent],
  ['INVITE_DELETE', () => InviteDeleteEvent],
  ['GUILD_MEMBER_ADD', () => GuildMemberAddEvent],
  ['GUILD_MEMBER_UPDATE', () => GuildMemberUpdateEvent],
  ['GUILD_MEMBER_REMOVE', () => GuildMemberRemoveEvent],
  ['GUILD_MEMBERS_CHUNK', () => GuildMembersChunkEvent],
  ['MESSAGE_CREATE', () => MessageCreateEvent],
  ['MESSAGE_UPDATE', () => MessageUpdateEvent],
  ['MESSAGE_DELETE', () => MessageDeleteEvent],
  ['MESSAGE_DELETE_BULK', () => MessageDeleteBulkEvent],
  ['ENTITLEMENT_CREATE', () => EntitlementCreateEvent],
  ['ENTITLEMENT_UPDATE', () => EntitlementUpdateEvent],
  ['ENTITLEMENT_DELETE', () => EntitlementDeleteEvent],
  ['SUBSCRIPTION_CREATE', () => SubscriptionCreateEvent],
  ['SUBSCRIPTION_UPDATE', () => SubscriptionUpdateEvent],
  ['SUBSCRIPTION_DELETE', () => SubscriptionDeleteEvent],
  ['MESSAGE_POLL_VOTE_ADD', () => MessagePollVoteAddEvent],
  ['MESSAGE_POLL_VOTE_REMOVE', () => MessagePollVoteRemoveEvent],
  ['TYPING_START', () => TypingStartEvent],
  ['PRESENCE_UPDATE', () => PresenceUpdateEvent],
  ['USER_UPDATE', () => UserUpdateEvent],
  ['MESSAGE_REACTION_ADD', () => MessageReactionAddEvent],
  ['MESSAGE_REACTION_REMOVE', () => MessageReactionRemoveEvent],
  ['MESSAGE_REACTION_REMOVE_ALL', () => MessageReactionRemoveAllEvent],
  ['MESSAGE_REACTION_REMOVE_EMOJI', () => MessageReactionRemoveEmojiEvent],
  ['GUILD_SCHEDULED_EVENT_CREATE', () => GuildScheduledEventCreateEvent],
  ['GUILD_SCHEDULED_EVENT_UPDATE', () => GuildScheduledEventUpdateEvent],
  ['GUILD_SCHEDULED_EVENT_DELETE', () => GuildScheduledEventDeleteEvent],
  ['GUILD_SCHEDULED_EVENT_USER_ADD', () => GuildScheduledEventUserAddEvent],
  ['GUILD_SCHEDULED_EVENT_USER_REMOVE', () => GuildScheduledEventUserRemoveEvent],
  ['READY', () => ReadyEvent],
  ['RESUMED', () => ResumedEvent],
  ['RATE_LIMITED', () => RateLimitedEvent],
  ['GUILD_SOUNDBOARD_SOUND_CREATE', () => GuildSoundboardSoundCreateEvent],
  ['GUILD_SOUNDBOARD_SOUND_UPDATE', () => GuildSoundboardSoundUpdateEvent],
  ['GUILD_SOUNDBOARD_SOUND_DELETE', () => GuildSoundboardSoundDeleteEvent],
  ['GUILD_SOUNDBOARD_SOUNDS_UPDATE', () => GuildSoundboardSoundsUpdateEvent],
  ['SOUNDBOARD_SOUNDS', () => SoundboardSoundsEvent],
  ['STAGE_INSTANCE_CREATE', () => StageInstanceCreateEvent],
  ['STAGE_INSTANCE_UPDATE', () => StageInstanceUpdateEvent],
  ['STAGE_INSTANCE_DELETE', () => StageInstanceDeleteEvent],
  ['THREAD_CREATE', () => ThreadCreateEvent],
  ['THREAD_UPDATE', () => ThreadUpdateEvent],
  ['THREAD_DELETE', () => ThreadDeleteEvent],
  ['THREAD_LIST_SYNC', () => ThreadListSyncEvent],
  ['THREAD_MEMBER_UPDATE', () => ThreadMemberUpdateEvent],
  ['THREAD_MEMBERS_UPDATE', () => ThreadMembersUpdateEvent],
  ['VOICE_STATE_UPDATE', () => VoiceStateUpdateEvent],
  ['VOICE_SERVER_UPDATE', () => VoiceServerUpdateEvent],
  ['VOICE_CHANNEL_EFFECT_SEND', () => VoiceChannelEffectSendEvent],
  ['VOICE_CHANNEL_STATUS_UPDATE', () => VoiceChannelStatusUpdateEvent],
  ['VOICE_CHANNEL_START_TIME_UPDATE', () => VoiceChannelStartTimeUpdateEvent],
]);

/** Whether a dispatch has a class. */
export function hasEventClass(name: string): boolean {
  return CLASSES.has(name);
}

/** The class of a dispatch, or `undefined` where it has none. */
export function eventClassOf(name: string): ConcreteEventClass | undefined {
  return CLASSES.get(name)?.();
}

/** What a payload-less dispatch is a view of. */
const EMPTY = Object.freeze({});

/**
 * The event of a dispatch. A name without a class, and data that no class can read, make an UnknownDispatchEvent;
 * it never throws. A field of the wrong type shows only where it is read.
 */
export function createEvent(name: string, data: unknown, context?: ViewContext): AnyEvent {
  const Event = eventClassOf(name);
  if (Event !== undefined) {
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return new Event(data, context);
    // RESUMED has nothing to say.
    if (data === null || data === undefined) return new Event(EMPTY, context);
  }
  return new UnknownDispatchEvent({ t: name, d: data }, context);
}

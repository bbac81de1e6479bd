/** Discord's dispatches and our classes are the same list, and each class knows the intents that bring it. */
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import * as corduroy from 'corduroy';
import { type ConcreteEventClass, eventMap, INTENT_NAMES, type IntentName } from 'corduroy/models';

/**
 * Dispatches by the intent that brings them; any one of several is enough. MessageContent brings none: it fills fields.
 * https://discord.com/developers/docs/events/gateway#list-of-intents
 */
const BROUGHT_BY: Readonly<Record<IntentName, string>> = {
  Guilds: `
    GUILD_CREATE GUILD_UPDATE GUILD_DELETE GUILD_ROLE_CREATE GUILD_ROLE_UPDATE GUILD_ROLE_DELETE
    CHANNEL_CREATE CHANNEL_UPDATE CHANNEL_DELETE CHANNEL_PINS_UPDATE
    THREAD_CREATE THREAD_UPDATE THREAD_DELETE THREAD_LIST_SYNC THREAD_MEMBER_UPDATE THREAD_MEMBERS_UPDATE
    STAGE_INSTANCE_CREATE STAGE_INSTANCE_UPDATE STAGE_INSTANCE_DELETE
    VOICE_CHANNEL_STATUS_UPDATE VOICE_CHANNEL_START_TIME_UPDATE`,
  GuildMembers: 'GUILD_MEMBER_ADD GUILD_MEMBER_UPDATE GUILD_MEMBER_REMOVE THREAD_MEMBERS_UPDATE',
  GuildModeration: 'GUILD_AUDIT_LOG_ENTRY_CREATE GUILD_BAN_ADD GUILD_BAN_REMOVE',
  GuildExpressions: `
    GUILD_EMOJIS_UPDATE GUILD_STICKERS_UPDATE GUILD_SOUNDBOARD_SOUND_CREATE GUILD_SOUNDBOARD_SOUND_UPDATE
    GUILD_SOUNDBOARD_SOUND_DELETE GUILD_SOUNDBOARD_SOUNDS_UPDATE`,
  GuildIntegrations: 'GUILD_INTEGRATIONS_UPDATE INTEGRATION_CREATE INTEGRATION_UPDATE INTEGRATION_DELETE',
  GuildWebhooks: 'WEBHOOKS_UPDATE',
  GuildInvites: 'INVITE_CREATE INVITE_DELETE',
  GuildVoiceStates: 'VOICE_STATE_UPDATE VOICE_CHANNEL_EFFECT_SEND',
  GuildPresences: 'PRESENCE_UPDATE',
  GuildMessages: 'MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE MESSAGE_DELETE_BULK',
  GuildMessageReactions: `
    MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL MESSAGE_REACTION_REMOVE_EMOJI`,
  GuildMessageTyping: 'TYPING_START',
  DirectMessages: 'MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE CHANNEL_PINS_UPDATE',
  DirectMessageReactions: `
    MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL MESSAGE_REACTION_REMOVE_EMOJI`,
  DirectMessageTyping: 'TYPING_START',
  MessageContent: '',
  GuildScheduledEvents: `
    GUILD_SCHEDULED_EVENT_CREATE GUILD_SCHEDULED_EVENT_UPDATE GUILD_SCHEDULED_EVENT_DELETE
    GUILD_SCHEDULED_EVENT_USER_ADD GUILD_SCHEDULED_EVENT_USER_REMOVE`,
  AutoModerationConfiguration: 'AUTO_MODERATION_RULE_CREATE AUTO_MODERATION_RULE_UPDATE AUTO_MODERATION_RULE_DELETE',
  AutoModerationExecution: 'AUTO_MODERATION_ACTION_EXECUTION',
  GuildMessagePolls: 'MESSAGE_POLL_VOTE_ADD MESSAGE_POLL_VOTE_REMOVE',
  DirectMessagePolls: 'MESSAGE_POLL_VOTE_ADD MESSAGE_POLL_VOTE_REMOVE',
};

/** Dispatches that every session is sent. */
const ALWAYS = `
  READY RESUMED RATE_LIMITED APPLICATION_COMMAND_PERMISSIONS_UPDATE CHANNEL_INFO
  ENTITLEMENT_CREATE ENTITLEMENT_UPDATE ENTITLEMENT_DELETE GUILD_MEMBERS_CHUNK INTERACTION_CREATE SOUNDBOARD_SOUNDS
  SUBSCRIPTION_CREATE SUBSCRIPTION_UPDATE SUBSCRIPTION_DELETE USER_UPDATE VOICE_SERVER_UPDATE`;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const documented = Object.values(GatewayDispatchEvents) as string[];
const classes: readonly (readonly [string, ConcreteEventClass])[] = [...eventMap];

/** Names of the package root under which a value stands. */
function exportsOf(value: unknown): string[] {
  return Object.entries(corduroy).flatMap(([name, exported]) => (exported === value ? [name] : []));
}

describe('the classes of events', () => {
  it('are Discord’s dispatches, every one and no other', () => {
    expect([...eventMap.keys()].sort()).toEqual([...documented].sort());
    expect(new Set(eventMap.values()).size).toBe(documented.length);
  });

  it.each(classes)('%s stands in the package root under the name of its class alone', (_, Event) => {
    expect(exportsOf(Event)).toEqual([Event.name]);
    expect(Event.name).toMatch(/^[A-Z][A-Za-z]+Event$/);
  });

  it.each(classes)('%s is named after its dispatch', (name, Event) => {
    expect(Event.name.toUpperCase()).toBe(`${name.replaceAll('_', '')}EVENT`);
    expect(Event.eventName).toBe(name);
  });
});

describe('the table of intents', () => {
  it('knows every intent and every dispatch', () => {
    expect(Object.keys(BROUGHT_BY).sort()).toEqual([...INTENT_NAMES].sort());
    const listed = new Set([...Object.values(BROUGHT_BY), ALWAYS].flatMap(words));
    expect([...listed].sort()).toEqual([...documented].sort());
  });

  it.each(classes)('is what the class of %s says', (name, Event) => {
    const intents = INTENT_NAMES.filter((intent) => words(BROUGHT_BY[intent]).includes(name));
    expect([...Event.intents].sort()).toEqual([...intents].sort());
    expect(words(ALWAYS).includes(name)).toBe(intents.length === 0);
  });
});

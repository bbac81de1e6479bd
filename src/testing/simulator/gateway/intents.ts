/**
 * Which intent lets a session hear an event. In guilds and in direct messages different intents count.
 * https://discord.com/developers/docs/events/gateway#list-of-intents
 */
import { GatewayIntentBits } from 'discord-api-types/v10';
import { type BotRecord, type PrivilegedIntent } from '../world/records';

const bits = GatewayIntentBits;

/** `[in guilds, in direct messages]`; 0 needs no intent. */
type Need = readonly [guild: number, direct: number];

const always: Need = [0, 0];
const inGuild = (intent: number): Need => [intent, intent];

const guilds = inGuild(bits.Guilds);
const members = inGuild(bits.GuildMembers);
const moderation = inGuild(bits.GuildModeration);
const expressions = inGuild(bits.GuildExpressions);
const integrations = inGuild(bits.GuildIntegrations);
const invites = inGuild(bits.GuildInvites);
const voice = inGuild(bits.GuildVoiceStates);
const messages: Need = [bits.GuildMessages, bits.DirectMessages];
const reactions: Need = [bits.GuildMessageReactions, bits.DirectMessageReactions];
const scheduled = inGuild(bits.GuildScheduledEvents);
const polls: Need = [bits.GuildMessagePolls, bits.DirectMessagePolls];

const NEEDS: Readonly<Record<string, Need>> = {
  GUILD_CREATE: guilds,
  GUILD_UPDATE: guilds,
  GUILD_DELETE: guilds,
  GUILD_ROLE_CREATE: guilds,
  GUILD_ROLE_UPDATE: guilds,
  GUILD_ROLE_DELETE: guilds,
  CHANNEL_CREATE: guilds,
  CHANNEL_UPDATE: guilds,
  CHANNEL_DELETE: guilds,
  CHANNEL_PINS_UPDATE: [bits.Guilds, bits.DirectMessages],
  THREAD_CREATE: guilds,
  THREAD_UPDATE: guilds,
  THREAD_DELETE: guilds,
  THREAD_LIST_SYNC: guilds,
  THREAD_MEMBER_UPDATE: guilds,
  THREAD_MEMBERS_UPDATE: guilds,
  STAGE_INSTANCE_CREATE: guilds,
  STAGE_INSTANCE_UPDATE: guilds,
  STAGE_INSTANCE_DELETE: guilds,
  VOICE_CHANNEL_STATUS_UPDATE: guilds,
  VOICE_CHANNEL_START_TIME_UPDATE: guilds,
  GUILD_MEMBER_ADD: members,
  GUILD_MEMBER_UPDATE: members,
  GUILD_MEMBER_REMOVE: members,
  GUILD_AUDIT_LOG_ENTRY_CREATE: moderation,
  GUILD_BAN_ADD: moderation,
  GUILD_BAN_REMOVE: moderation,
  GUILD_EMOJIS_UPDATE: expressions,
  GUILD_STICKERS_UPDATE: expressions,
  GUILD_SOUNDBOARD_SOUND_CREATE: expressions,
  GUILD_SOUNDBOARD_SOUND_UPDATE: expressions,
  GUILD_SOUNDBOARD_SOUND_DELETE: expressions,
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: expressions,
  GUILD_INTEGRATIONS_UPDATE: integrations,
  INTEGRATION_CREATE: integrations,
  INTEGRATION_UPDATE: integrations,
  INTEGRATION_DELETE: integrations,
  WEBHOOKS_UPDATE: inGuild(bits.GuildWebhooks),
  INVITE_CREATE: invites,
  INVITE_DELETE: invites,
  VOICE_STATE_UPDATE: voice,
  VOICE_CHANNEL_EFFECT_SEND: voice,
  PRESENCE_UPDATE: inGuild(bits.GuildPresences),
  MESSAGE_CREATE: messages,
  MESSAGE_UPDATE: messages,
  MESSAGE_DELETE: messages,
  MESSAGE_DELETE_BULK: messages,
  MESSAGE_REACTION_ADD: reactions,
  MESSAGE_REACTION_REMOVE: reactions,
  MESSAGE_REACTION_REMOVE_ALL: reactions,
  MESSAGE_REACTION_REMOVE_EMOJI: reactions,
  TYPING_START: [bits.GuildMessageTyping, bits.DirectMessageTyping],
  GUILD_SCHEDULED_EVENT_CREATE: scheduled,
  GUILD_SCHEDULED_EVENT_UPDATE: scheduled,
  GUILD_SCHEDULED_EVENT_DELETE: scheduled,
  GUILD_SCHEDULED_EVENT_USER_ADD: scheduled,
  GUILD_SCHEDULED_EVENT_USER_REMOVE: scheduled,
  AUTO_MODERATION_RULE_CREATE: inGuild(bits.AutoModerationConfiguration),
  AUTO_MODERATION_RULE_UPDATE: inGuild(bits.AutoModerationConfiguration),
  AUTO_MODERATION_RULE_DELETE: inGuild(bits.AutoModerationConfiguration),
  AUTO_MODERATION_ACTION_EXECUTION: inGuild(bits.AutoModerationExecution),
  MESSAGE_POLL_VOTE_ADD: polls,
  MESSAGE_POLL_VOTE_REMOVE: polls,
};

/** Whether a session with these intents is sent an event of that name. */
export function mayHear(intents: number, name: string, place: 'guild' | 'direct'): boolean {
  const need = (NEEDS[name] ?? always)[place === 'guild' ? 0 : 1];
  return need === 0 || (intents & need) !== 0;
}

/** Every bit that is an intent. */
export const ALL_INTENTS = Object.values(bits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);

const PRIVILEGED: readonly PrivilegedIntent[] = ['GuildMembers', 'GuildPresences', 'MessageContent'];

/** The privileged intents that are asked for although nobody switched them on for the bot. */
export function disallowedIntents(intents: number, bot: BotRecord): PrivilegedIntent[] {
  return PRIVILEGED.filter((name) => (intents & bits[name]) !== 0 && !bot.privilegedIntents.has(name));
}

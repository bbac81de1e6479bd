/** Which dispatches change what. Asked before there are any, so that no others need be read. */
import { type CacheKind } from '../../models';
import { type Policies } from '../policy/policies';

const OF_GUILDS: readonly CacheKind[] = [
  'guilds',
  'channels',
  'threads',
  'roles',
  'emojis',
  'stickers',
  'members',
  'voiceStates',
  'presences',
  'scheduledEvents',
  'stageInstances',
  'soundboardSounds',
];

/** Kinds, any one of which makes the dispatch worth reading. */
const KINDS = {
  READY: [...OF_GUILDS, 'users', 'messages'],
  GUILD_CREATE: OF_GUILDS,
  GUILD_UPDATE: ['guilds', 'roles', 'emojis', 'stickers'],
  GUILD_DELETE: [...OF_GUILDS, 'messages'],
  CHANNEL_CREATE: ['channels'],
  CHANNEL_UPDATE: ['channels'],
  CHANNEL_DELETE: ['channels', 'threads', 'messages'],
  CHANNEL_PINS_UPDATE: ['channels', 'threads'],
  THREAD_CREATE: ['threads'],
  THREAD_UPDATE: ['threads', 'messages'],
  THREAD_DELETE: ['threads', 'messages'],
  THREAD_LIST_SYNC: ['threads'],
  THREAD_MEMBER_UPDATE: ['threads'],
  THREAD_MEMBERS_UPDATE: ['threads'],
  GUILD_ROLE_CREATE: ['roles'],
  GUILD_ROLE_UPDATE: ['roles'],
  GUILD_ROLE_DELETE: ['roles', 'members'],
  GUILD_EMOJIS_UPDATE: ['emojis'],
  GUILD_STICKERS_UPDATE: ['stickers'],
  GUILD_MEMBER_ADD: ['guilds', 'members'],
  GUILD_MEMBER_UPDATE: ['members'],
  GUILD_MEMBER_REMOVE: ['guilds', 'members', 'voiceStates', 'presences'],
  GUILD_MEMBERS_CHUNK: ['members', 'presences'],
  PRESENCE_UPDATE: ['presences'],
  VOICE_STATE_UPDATE: ['voiceStates'],
  USER_UPDATE: ['users'],
  GUILD_SCHEDULED_EVENT_CREATE: ['scheduledEvents'],
  GUILD_SCHEDULED_EVENT_UPDATE: ['scheduledEvents'],
  GUILD_SCHEDULED_EVENT_DELETE: ['scheduledEvents'],
  STAGE_INSTANCE_CREATE: ['stageInstances'],
  STAGE_INSTANCE_UPDATE: ['stageInstances'],
  STAGE_INSTANCE_DELETE: ['stageInstances'],
  GUILD_SOUNDBOARD_SOUND_CREATE: ['soundboardSounds'],
  GUILD_SOUNDBOARD_SOUND_UPDATE: ['soundboardSounds'],
  GUILD_SOUNDBOARD_SOUND_DELETE: ['soundboardSounds'],
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: ['soundboardSounds'],
  SOUNDBOARD_SOUNDS: ['soundboardSounds'],
  MESSAGE_CREATE: ['messages'],
  MESSAGE_UPDATE: ['messages'],
  MESSAGE_DELETE: ['messages'],
  MESSAGE_DELETE_BULK: ['messages'],
  MESSAGE_REACTION_ADD: ['messages'],
  MESSAGE_REACTION_REMOVE: ['messages'],
  MESSAGE_REACTION_REMOVE_ALL: ['messages'],
  MESSAGE_REACTION_REMOVE_EMOJI: ['messages'],
} satisfies Readonly<Record<string, readonly CacheKind[]>>;

/** A dispatch that changes something. */
export type ChangingDispatch = keyof typeof KINDS;

export function isChanging(name: string): name is ChangingDispatch {
  return Object.hasOwn(KINDS, name);
}

/** Names of the dispatches that change what these policies keep: no others need be read. */
export function dispatchesOf(policies: Policies): string[] {
  return Object.entries(KINDS).flatMap(([name, kinds]) => (kinds.some((kind) => policies[kind]) ? [name] : []));
}

/** The kinds of records that a cache may keep, and the payloads behind them. */
import {
  type APIEmoji,
  type APIGuild,
  type APIMessage,
  type APIRole,
  type APISticker,
  type APIUser,
} from 'discord-api-types/v10';
import { type GuildRecords } from '../view-context';

/** The payload of each kind. Roles, emojis and stickers stand inside the payload of their guild. */
export interface CacheRecords extends GuildRecords {
  readonly guilds: APIGuild;
  readonly roles: APIRole;
  readonly emojis: APIEmoji;
  readonly stickers: APISticker;
  readonly users: APIUser;
  readonly messages: APIMessage;
}

/** What a cache may keep. */
export type CacheKind = keyof CacheRecords;

/** Every kind, in the order in which reports list them. */
export const CACHE_KINDS = [
  'guilds',
  'channels',
  'threads',
  'roles',
  'emojis',
  'stickers',
  'members',
  'users',
  'voiceStates',
  'presences',
  'scheduledEvents',
  'stageInstances',
  'soundboardSounds',
  'messages',
] as const satisfies readonly CacheKind[];

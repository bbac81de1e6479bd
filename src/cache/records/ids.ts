/** By what the records of each kind are found. */
import { type CacheKind } from '../../models';

/** A payload before anybody looked at it. */
export type Payload = Readonly<Record<string, unknown>>;

export function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The id of a record; `undefined` when it has none, so that it cannot be kept. */
export function idOf(kind: CacheKind, record: Payload): string | undefined {
  const id = rawId(kind, record);
  return isId(id) ? id : undefined;
}

function rawId(kind: CacheKind, record: Payload): unknown {
  switch (kind) {
    case 'members':
    case 'presences':
      return isPayload(record.user) ? record.user.id : undefined;
    case 'voiceStates':
      return record.user_id;
    case 'soundboardSounds':
      return record.sound_id;
    default:
      return record.id;
  }
}

/** Fields that are kept whatever a policy says: the cache finds and moves records by them. */
export const ALWAYS_KEPT: Readonly<Record<CacheKind, readonly string[]>> = {
  guilds: ['id', 'roles', 'emojis', 'stickers'],
  channels: ['id', 'type', 'guild_id'],
  threads: ['id', 'type', 'guild_id', 'parent_id'],
  roles: ['id'],
  emojis: ['id'],
  stickers: ['id'],
  members: ['user'],
  users: ['id'],
  voiceStates: ['user_id', 'channel_id', 'session_id'],
  presences: ['user'],
  scheduledEvents: ['id', 'guild_id'],
  stageInstances: ['id', 'guild_id'],
  soundboardSounds: ['sound_id'],
  messages: ['id', 'channel_id', 'guild_id'],
};

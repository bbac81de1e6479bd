/** What of Discord's events takes messages away that somebody may wait for clicks on. */
import { type AnyContext } from '../context/any-context';

/** Heard while somebody waits. They come where the session has their intents, and are asked for by nobody. */
export const DELETIONS = [
  'MESSAGE_DELETE',
  'MESSAGE_DELETE_BULK',
  'CHANNEL_DELETE',
  'THREAD_DELETE',
  'GUILD_DELETE',
] as const;

/** What is gone: some messages of a channel, or a place with all that is in it. */
export type Deletion =
  | { readonly what: 'message'; readonly channelId: string; readonly ids: ReadonlySet<string> }
  | { readonly what: 'channel' | 'thread' | 'server'; readonly id: string };

/** `undefined` for what is none, an outage of a guild among them. */
export function readDeletion(name: string, payload: unknown): Deletion | undefined {
  const { id, ids, channel_id: channelId, unavailable } = (payload ?? {}) as Partial<Record<string, unknown>>;
  if (name === 'MESSAGE_DELETE_BULK') {
    return typeof channelId === 'string' && Array.isArray(ids)
      ? { what: 'message', channelId, ids: new Set(ids as string[]) }
      : undefined;
  }
  if (typeof id !== 'string') return undefined;
  switch (name) {
    case 'MESSAGE_DELETE':
      return typeof channelId === 'string' ? { what: 'message', channelId, ids: new Set([id]) } : undefined;
    case 'CHANNEL_DELETE':
      return { what: 'channel', id };
    case 'THREAD_DELETE':
      return { what: 'thread', id };
    case 'GUILD_DELETE':
      return unavailable === true ? undefined : { what: 'server', id };
    default:
      return undefined;
  }
}

/** Whether a place that is gone is where an interaction was answered. Threads go with their channel, and Discord does not tell of each. */
export function wasIn(of: AnyContext, { what, id }: Extract<Deletion, { readonly id: string }>): boolean {
  if (what === 'server') return of.guildId === id;
  const { channel } = of.event.raw as { readonly channel?: { readonly parent_id?: string | null } };
  return of.channelId === id || (what === 'channel' && channel?.parent_id === id);
}

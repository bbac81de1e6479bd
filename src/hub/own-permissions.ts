/** What the bot may do in a channel, as far as its cache can tell. */
import { type GroupCache } from '../cache';
import { FrameworkError } from '../errors';
import { type Channel, type GuildId, type PermissionSet, type UserId } from '../models';

/** `undefined` without the own member, its roles or the guild: then Discord decides. */
export function ownPermissionsIn(
  cache: GroupCache,
  ownId: UserId | undefined,
  guildId: GuildId,
  channel: Channel,
): PermissionSet | undefined {
  const own = ownId === undefined ? undefined : cache.members(guildId).get(ownId);
  try {
    return own?.permissionsIn(channel);
  } catch (error) {
    if (error instanceof FrameworkError) return undefined;
    throw error;
  }
}

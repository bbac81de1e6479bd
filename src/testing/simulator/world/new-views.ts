/** Bots that come to see a channel, by a role or by what roles allow, learn of the threads in it. */
import { type ChannelRecord, type GuildRecord } from './records';
import { syncThreads } from './threads';
import { type World } from './world';

/** Makes a change that may open channels to members, and tells those to whom it did. */
export function tellingNewViews(world: World, guild: GuildRecord, change: () => void, only?: string): void {
  const parents = new Set([...guild.threads.values()].map(({ parentId }) => parentId ?? ''));
  if (parents.size === 0) {
    change();
    return;
  }
  const bots = [...guild.members.values()].filter(({ user }) => user.bot && (only === undefined || user.id === only));
  const before = new Map([...parents].map((id) => [id, viewers(world, guild.channels.get(id), bots)]));
  change();
  for (const [id, seenBy] of before) {
    const parent = guild.channels.get(id);
    const gained = [...viewers(world, parent, bots)].filter((userId) => !seenBy.has(userId));
    if (parent && gained.length > 0) syncThreads(world, guild, parent, gained);
  }
}

function viewers(
  world: World,
  channel: ChannelRecord | undefined,
  members: readonly { readonly user: { readonly id: string } }[],
): ReadonlySet<string> {
  if (!channel) return new Set();
  return new Set(members.map(({ user }) => user.id).filter((id) => world.maySee(id, channel)));
}

/** Who is told of what only some members of a guild may know. */
import { type Audience } from './event';
import { guildPermissions } from './permissions';
import { type GuildRecord } from './records';
import { type World } from './world';

/** The members that have a permission. */
export function whoMay(world: World, guild: GuildRecord, permission: bigint): Audience {
  const nowMs = world.clock.wallMs();
  const userIds: string[] = [];
  for (const member of guild.members.values()) {
    if (guildPermissions(guild, member, nowMs) & permission) userIds.push(member.user.id);
  }
  return { kind: 'users', userIds, guildId: guild.id };
}

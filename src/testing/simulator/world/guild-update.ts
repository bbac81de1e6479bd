/** How everybody in a guild hears that it has changed. */
import { type GuildRecord } from './records';
import { renderGuild } from './render';
import { type World } from './world';

export function publishGuildUpdate(world: World, guild: GuildRecord): void {
  world.publish({ name: 'GUILD_UPDATE', audience: { kind: 'guild', guildId: guild.id }, data: renderGuild(guild) });
}

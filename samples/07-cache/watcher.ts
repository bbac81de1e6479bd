/** Looks things up in what the group remembers, and hears of changes that Discord does not tell as such. */
import {
  CHANNELS,
  type ClientGroup,
  GroupReadyEvent,
  GUILDS,
  Handler,
  Logger,
  MessageCreateEvent,
  On,
  RolePermissionsChangeEvent,
  ThreadCloseEvent,
} from 'corduroy';

@Handler()
export class Watcher {
  /** READY comes once for each shard, before any guild: this comes once, when all guilds are there. */
  @On(GroupReadyEvent)
  ready(event: GroupReadyEvent, logger: Logger) {
    logger.info(`${event.guildIds.length} guilds are here, ${event.missingGuildIds.length} are missing`);
  }

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async where(event: MessageCreateEvent) {
    if (event.content !== 'where am I?') return;
    // The message names a guild and a channel by their ids; what they are is remembered.
    const { guild, channel } = event;
    await event.reply(`in #${channel?.name} of ${guild?.name}, one of ${guild?.channels.size} channels`);
  }

  /** Made from a role before and after: Discord only says that the role was updated. */
  @On(RolePermissionsChangeEvent)
  async audited(event: RolePermissionsChangeEvent) {
    const channel = event.guild?.channels.find(({ name }) => name === 'general');
    await channel?.send(`${event.after.name} may now: ${event.added.names.join(', ') || 'nothing more'}`);
  }

  @On(ThreadCloseEvent)
  async closed(event: ThreadCloseEvent) {
    await event.after.parent?.send(`${event.before.name} is closed`);
  }
}

/** Without an event at hand: what this group remembers, or what any group of the process does. */
export function describe(group: ClientGroup, channelId: string): string {
  const own = group.cache.channels.get(channelId);
  const anyones = CHANNELS.get(channelId, undefined);
  return `${own?.name ?? 'unknown'} here, ${anyones?.name ?? 'unknown'} in the process of ${GUILDS.size} guilds`;
}

/** Calls that other libraries keep for a group: their states are no ghosts, for nobody left them behind. */
import { type GuildId } from '../models';
import { type ClientGroup } from './client-group';

const held = new WeakMap<ClientGroup, Map<GuildId, number>>();

/** A library keeps a call in a guild, until this is disposed. */
export function holdCall(group: ClientGroup, guildId: GuildId): Disposable {
  const guilds = held.get(group) ?? new Map<GuildId, number>();
  held.set(group, guilds);
  guilds.set(guildId, (guilds.get(guildId) ?? 0) + 1);
  let isHeld = true;
  return {
    [Symbol.dispose]: () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (guilds.get(guildId) ?? 0) - 1;
      if (left > 0) guilds.set(guildId, left);
      else guilds.delete(guildId);
    },
  };
}

export function isCallHeld(group: ClientGroup, guildId: GuildId): boolean {
  return held.get(group)?.has(guildId) ?? false;
}

/** Guilds as they can be compared: what two sides know of the same world, in the same order. */
import { UNTOLD_FIELDS } from '../../../src/testing/simulator';

export type Raw = Record<string, unknown>;

/** Lists of a guild, and what tells their entries apart. */
const KEYS = {
  roles: 'id',
  emojis: 'id',
  stickers: 'id',
  channels: 'id',
  threads: 'id',
  members: 'user',
  presences: 'user',
  voice_states: 'user_id',
  stage_instances: 'id',
  guild_scheduled_events: 'id',
  soundboard_sounds: 'sound_id',
} as const;

export type GuildList = keyof typeof KEYS;
export const GUILD_LISTS = Object.keys(KEYS) as readonly GuildList[];

/** What an entry of a list is found by. */
export function keyOf(list: GuildList, raw: Raw): string {
  const value = raw[KEYS[list]] as string | { readonly id: string };
  return typeof value === 'string' ? value : value.id;
}

/** Guilds without what is not told, everything ordered. */
export function comparable(guilds: readonly object[]): object[] {
  const untold: Readonly<Record<string, readonly string[] | undefined>> = UNTOLD_FIELDS;
  return inOrder(
    guilds.map((guild) => {
      const plain = without(guild as Raw, untold.guilds);
      for (const list of GUILD_LISTS) {
        const entries = plain[list] as Raw[] | undefined;
        if (entries)
          plain[list] = inOrder(
            entries.map((entry) => without(entry, untold[list])),
            list,
          );
      }
      return plain;
    }),
  );
}

export function without(raw: Raw, keys: readonly string[] = []): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !keys.includes(key)));
}

function inOrder(entries: readonly Raw[], list: GuildList = 'roles'): Raw[] {
  return [...entries].sort((a, b) => (keyOf(list, a) < keyOf(list, b) ? -1 : 1));
}

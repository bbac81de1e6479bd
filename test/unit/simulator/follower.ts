/** The simplest cache there can be: follows what one session hears, for comparisons with what the world says. */
import {
  comparable,
  GUILD_LISTS as LISTS,
  type GuildList,
  keyOf,
  type Raw,
  without,
} from '../../support/world/comparable';
import { type Frame } from './support';

type Lists = Readonly<Record<GuildList, Map<string, Raw>>>;

interface FollowedGuild {
  plain: Raw;
  readonly lists: Lists;
}

export class Follower {
  private readonly guilds = new Map<string, FollowedGuild | Raw>();

  hear({ t, d }: Frame): void {
    const raw: Raw = { ...d };
    const id = String(raw.guild_id ?? raw.id);
    if (t === 'GUILD_CREATE') this.guilds.set(id, open(raw));
    else if (t === 'GUILD_DELETE') {
      if (raw.unavailable === true) this.guilds.set(id, raw);
      else this.guilds.delete(id);
    }
    const guild = this.guilds.get(id);
    if (guild && 'lists' in guild) follow(guild as FollowedGuild, t ?? '', raw);
  }

  /** Everything, as `comparable` makes it of a snapshot. */
  get state(): object[] {
    const known = [...this.guilds.values()].map((guild) => {
      if (!('lists' in guild)) return guild;
      const { plain, lists } = guild as FollowedGuild;
      return { ...plain, ...Object.fromEntries(LISTS.map((list) => [list, [...lists[list].values()]])) };
    });
    return comparable(known);
  }
}

function open(raw: Raw): FollowedGuild {
  const lists = Object.fromEntries(
    LISTS.map((list) => [list, new Map((raw[list] as Raw[]).map((entry) => [keyOf(list, entry), entry]))]),
  ) as unknown as Lists;
  return { plain: without(raw, LISTS), lists };
}

/** Dispatches that bring one entry of a list, or take it away. */
const ENTRIES: readonly (readonly [RegExp, GuildList])[] = [
  [/^CHANNEL_(CREATE|UPDATE|DELETE)$/, 'channels'],
  [/^THREAD_(CREATE|UPDATE|DELETE)$/, 'threads'],
  [/^GUILD_MEMBER_(ADD|UPDATE|REMOVE)$/, 'members'],
  [/^GUILD_SOUNDBOARD_SOUND_(CREATE|UPDATE|DELETE)$/, 'soundboard_sounds'],
  [/^STAGE_INSTANCE_(CREATE|UPDATE|DELETE)$/, 'stage_instances'],
  [/^GUILD_SCHEDULED_EVENT_(CREATE|UPDATE|DELETE)$/, 'guild_scheduled_events'],
];
/** Dispatches that bring a whole list. */
const WHOLE: Readonly<Record<string, GuildList | undefined>> = {
  GUILD_EMOJIS_UPDATE: 'emojis',
  GUILD_STICKERS_UPDATE: 'stickers',
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: 'soundboard_sounds',
};

function follow(guild: FollowedGuild, name: string, raw: Raw): void {
  const { lists } = guild;
  const whole = WHOLE[name];
  if (whole) replace(lists[whole], whole, raw[whole] as Raw[]);
  const [, list] = ENTRIES.find(([pattern]) => pattern.test(name)) ?? [];
  // Members go by their user; `guild_id` is not part of them.
  const entry = list === 'members' ? without(raw, ['guild_id']) : raw;
  if (list && /(DELETE|REMOVE)$/.test(name)) lists[list].delete(keyOf(list, entry));
  else if (list) lists[list].set(keyOf(list, entry), entry);
  switch (name) {
    case 'GUILD_UPDATE':
      for (const each of ['roles', 'emojis', 'stickers'] as const) replace(lists[each], each, raw[each] as Raw[]);
      guild.plain = { ...guild.plain, ...without(raw, LISTS) };
      return;
    case 'GUILD_ROLE_CREATE':
    case 'GUILD_ROLE_UPDATE':
      lists.roles.set((raw.role as { id: string }).id, raw.role as Raw);
      return;
    case 'GUILD_ROLE_DELETE':
      lists.roles.delete(raw.role_id as string);
      for (const member of lists.members.values()) {
        member.roles = (member.roles as string[]).filter((id) => id !== raw.role_id);
      }
      return;
    case 'CHANNEL_DELETE':
      for (const [id, thread] of lists.threads) if (thread.parent_id === raw.id) lists.threads.delete(id);
      return;
    case 'THREAD_CREATE':
    case 'THREAD_UPDATE':
      if ((raw.thread_metadata as { archived: boolean }).archived) lists.threads.delete(raw.id as string);
      else lists.threads.set(raw.id as string, without(raw, ['newly_created']));
      return;
    case 'GUILD_MEMBER_REMOVE':
      lists.presences.delete((raw.user as { id: string }).id);
      return;
    case 'PRESENCE_UPDATE':
      if (raw.status === 'offline') lists.presences.delete((raw.user as { id: string }).id);
      else lists.presences.set((raw.user as { id: string }).id, raw);
      return;
    case 'VOICE_STATE_UPDATE':
      if (raw.channel_id === null) lists.voice_states.delete(raw.user_id as string);
      else lists.voice_states.set(raw.user_id as string, raw);
      return;
    case 'GUILD_SCHEDULED_EVENT_UPDATE':
      if ((raw.status as number) > 2) lists.guild_scheduled_events.delete(raw.id as string);
  }
}

function replace(map: Map<string, Raw>, list: GuildList, entries: readonly Raw[]): void {
  map.clear();
  for (const entry of entries) map.set(keyOf(list, entry), entry);
}

/** Whatever is told twice, or told again from an earlier point on, leaves the cache as if it had been told once. */
import fc from 'fast-check';
import {
  channel,
  closeAll,
  Fed,
  guild,
  GUILD,
  member,
  message,
  role,
  SELF,
  SHARD,
  thread,
  user,
  voice,
} from './support';

afterEach(closeAll);

type Dispatch = readonly [name: string, data: object];

const OTHER = '200000000000000002';
const of = (values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const guildIds = of([GUILD, OTHER]);
const userIds = of(['1', '2', '3', SELF.id]);
const channelIds = of(['10', '11', '12']);
const threadIds = of(['20', '21']);
const roleIds = of(['30', '31']);
const messageIds = of(['50', '51']);
const emojis = fc.constantFrom({ id: '40', name: 'wave' }, { id: null, name: '⭐' });

function dispatch(name: string, data: fc.Arbitrary<object>): fc.Arbitrary<Dispatch> {
  return data.map((payload) => [name, payload] as const);
}

/** Channels and threads of the other guild have other ids. */
function elsewhere<T>(guildId: string, payload: T): T {
  if (guildId === GUILD) return payload;
  return JSON.parse(JSON.stringify(payload).replaceAll(/"([12][0-2])"/g, '"9$1"')) as T;
}

/** A payload of some guild. */
function inGuild(name: string, data: fc.Arbitrary<object>): fc.Arbitrary<Dispatch> {
  return dispatch(
    name,
    fc.tuple(guildIds, data).map(([guild_id, payload]) => ({ ...elsewhere(guild_id, payload), guild_id })),
  );
}

const members = fc
  .record({ id: userIds, nick: fc.option(of(['a', 'b'])), roles: fc.uniqueArray(roleIds) })
  .map(({ id, ...more }) => member(id, more));
const channels = fc.record({ id: channelIds, name: of(['a', 'b']) }).map(({ id, ...more }) => channel(id, more));
const threads = fc
  .record({ id: threadIds, parent: channelIds, archived: fc.boolean() })
  .map(({ id, parent, archived }) => ({
    ...thread(id, parent, { thread_metadata: { archived } }),
    guild_id: undefined,
  }));
const presences = fc
  .record({ id: userIds, status: of(['online', 'idle', 'offline']), avatar: fc.option(of(['x', 'y'])) })
  .map(({ id, status, avatar }) => ({
    user: avatar ? { id, avatar } : { id },
    status,
    activities: [],
    client_status: {},
  }));
const states = fc
  .record({ id: userIds, channelId: fc.option(channelIds) })
  .map(({ id, channelId }) => voice(id, channelId, { member: member(id) }));

const guilds = fc
  .record({
    id: guildIds,
    name: of(['Loom', 'Weave']),
    channels: fc.uniqueArray(channels, { selector: ({ id }) => id }),
    members: fc.uniqueArray(members, { selector: (one) => (one.user as { id: string }).id }),
    voice_states: fc.uniqueArray(
      states.filter(({ channel_id }) => channel_id !== null),
      { selector: ({ user_id }) => user_id },
    ),
    roles: fc.uniqueArray(
      roleIds.map((id) => role(id)),
      { selector: ({ id }) => id },
    ),
  })
  .map(({ id, ...more }) => guild(elsewhere(id, more), id));

const messageData = fc
  .record({ id: messageIds, channelId: channelIds, content: of(['a', 'b']) })
  .map(({ id, channelId, content }) => message(id, channelId, { content }));
const messagePlace = fc.record({ id: messageIds, channel_id: channelIds });
const reaction = fc
  .record({ message_id: messageIds, channel_id: channelIds, user_id: userIds, emoji: emojis, burst: fc.boolean() })
  .map((payload) => payload as object);

const dispatches: fc.Arbitrary<Dispatch> = fc.oneof(
  dispatch('GUILD_CREATE', guilds),
  dispatch('GUILD_UPDATE', fc.record({ id: guildIds, name: of(['a', 'b']) })),
  dispatch('GUILD_DELETE', fc.record({ id: guildIds, unavailable: fc.boolean() })),
  dispatch(
    'READY',
    fc.uniqueArray(guildIds).map((ids) => ({ user: SELF, guilds: ids.map((id) => ({ id, unavailable: true })) })),
  ),
  inGuild('CHANNEL_CREATE', channels),
  inGuild('CHANNEL_UPDATE', channels),
  inGuild('CHANNEL_DELETE', channels),
  inGuild('THREAD_CREATE', threads),
  inGuild('THREAD_UPDATE', threads),
  inGuild('THREAD_DELETE', threads),
  inGuild(
    'THREAD_LIST_SYNC',
    fc.record({ channel_ids: fc.uniqueArray(channelIds), threads: fc.array(threads), members: fc.constant([]) }),
  ),
  inGuild('GUILD_ROLE_CREATE', fc.record({ role: roleIds.map((id) => role(id)) })),
  inGuild('GUILD_ROLE_DELETE', fc.record({ role_id: roleIds })),
  inGuild('GUILD_MEMBER_ADD', members),
  inGuild('GUILD_MEMBER_UPDATE', members),
  inGuild('GUILD_MEMBER_REMOVE', fc.record({ user: userIds.map((id) => user(id)) })),
  inGuild('GUILD_MEMBERS_CHUNK', fc.record({ members: fc.array(members), presences: fc.array(presences) })),
  inGuild('PRESENCE_UPDATE', presences),
  inGuild('VOICE_STATE_UPDATE', states),
  dispatch('MESSAGE_CREATE', messageData),
  dispatch('MESSAGE_UPDATE', messageData),
  dispatch(
    'MESSAGE_UPDATE',
    fc.tuple(messagePlace, of(['x', 'y'])).map(([place, topic]) => ({ ...place, embeds: [topic] })),
  ),
  dispatch('MESSAGE_DELETE', messagePlace),
  dispatch('MESSAGE_REACTION_ADD', reaction),
  dispatch('MESSAGE_REACTION_REMOVE', reaction),
  dispatch(
    'MESSAGE_REACTION_REMOVE_EMOJI',
    fc.record({ message_id: messageIds, channel_id: channelIds, emoji: emojis }),
  ),
);

/**
 * Without what cannot happen: nothing is told of a guild that the bot is not in; messages are made once, and nothing is told of
 * one before that or after its end.
 */
function possible<Rest extends readonly unknown[]>(
  told: readonly (readonly [Dispatch, ...Rest])[],
): (readonly [Dispatch, ...Rest])[] {
  const there = new Set([GUILD]);
  const state = new Map<string, 'there' | 'gone'>();
  return told.filter(([[name, data]]) => {
    const {
      id,
      guilds: named,
      guild_id: guildId,
      channel_id: channelId,
      message_id: messageId,
    } = data as Record<string, unknown>;
    if (name === 'GUILD_CREATE') there.add(id as string);
    if (name === 'GUILD_DELETE' && !(data as { unavailable: boolean }).unavailable) there.delete(id as string);
    if (name === 'READY')
      for (const one of there) if (!(named as { id: string }[]).some((it) => it.id === one)) there.delete(one);
    if (name === 'GUILD_UPDATE' && !there.has(id as string)) return false;
    if (typeof guildId === 'string' && !there.has(guildId)) return false;
    if (!name.startsWith('MESSAGE_')) return true;
    const key = `${String(channelId)} ${String(messageId ?? id)}`;
    const known = state.get(key);
    if (name !== 'MESSAGE_CREATE' && known !== 'there') return false;
    if (name === 'MESSAGE_CREATE' && known) return false;
    state.set(key, name === 'MESSAGE_DELETE' ? 'gone' : 'there');
    return true;
  });
}

/** After a dispatch: how many of the last ones are told again. */
const again = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: 12 }));
const start: readonly Dispatch[] = [
  ['READY', { user: SELF, guilds: [{ id: GUILD }] }],
  ['GUILD_CREATE', guild()],
];

it.each([
  ['of everything', undefined],
  ['of the default', {}],
])('a cache %s does not depend on what was told more than once', (_title, choice) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(dispatches, again), { maxLength: 40 }), (told) => {
      const once = new Fed(choice);
      const often = new Fed(choice);
      const heard: (readonly [...Dispatch, number])[] = [];
      for (const [next, repeats] of possible([...start.map((one) => [one, 0] as const), ...told])) {
        const numbered = [...next, heard.length + 1] as const;
        heard.push(numbered);
        once.hear(next[0], next[1], SHARD, numbered[2]);
        // Copies, as a frame that comes again is parsed again.
        for (const [name, data, s] of [numbered, ...heard.slice(heard.length - repeats)]) {
          often.hear(name, structuredClone(data), SHARD, s);
        }
      }
      expect(often.dump()).toEqual(once.dump());
      expect(often.cache.report().malformed).toBe(0);
      closeAll();
    }),
    { numRuns: 300, seed: 4 },
  );
});

it('nothing that is told is changed by the telling', () => {
  fc.assert(
    fc.property(fc.array(dispatches, { maxLength: 30 }), (told) => {
      const fed = new Fed();
      const copies = structuredClone<Dispatch[]>([...start, ...told]);
      const originals = structuredClone(copies);
      for (const one of copies) fed.hear(...one);
      expect(copies).toEqual(originals);
      closeAll();
    }),
    { numRuns: 100, seed: 4 },
  );
});

it('two bots that hear the same hold the same records', () => {
  fc.assert(
    fc.property(fc.array(dispatches, { maxLength: 30 }), (told) => {
      const [alpha, beta] = [new Fed(), new Fed()];
      for (const fed of [alpha, beta]) for (const one of [...start, ...told]) fed.hear(one[0], structuredClone(one[1]));
      for (const id of alpha.cache.contents.channelIds()) {
        expect(beta.cache.contents.channel(id)).toBe(alpha.cache.contents.channel(id));
      }
      for (const [id, raw] of alpha.cache.contents.guilds.entries())
        expect(beta.cache.contents.guilds.get(id)).toBe(raw);
      closeAll();
    }),
    { numRuns: 100, seed: 4 },
  );
});

it('whatever is told in place of a payload is counted, and never thrown', () => {
  const junk = fc.jsonValue({ maxDepth: 2 });
  const broken = fc.oneof(
    fc
      .tuple(dispatches, fc.dictionary(fc.string(), junk))
      .map(([[name, data], more]) => [name, { ...data, ...more }] as const),
    fc.tuple(dispatches, fc.nat(), junk).map(([[name, data], at, value]) => {
      const fields = Object.keys(data);
      return [name, { ...data, [fields[at % fields.length] ?? 'id']: value }] as const;
    }),
    fc.tuple(dispatches, junk).map(([[name], data]) => [name, data] as const),
  );
  fc.assert(
    fc.property(fc.array(broken, { maxLength: 30 }), (told) => {
      const fed = new Fed();
      for (const one of start) fed.hear(...one);
      for (const [name, data] of told) expect(() => fed.derive(name, data)).not.toThrow();
      expect(() => fed.cache.report()).not.toThrow();
      closeAll();
    }),
    { numRuns: 500, seed: 4 },
  );
  const fed = new Fed().begin(guild());
  fed.hear('GUILD_CREATE', 'nonsense');
  fed.hear('CHANNEL_UPDATE', { guild_id: 7, id: '10' });
  fed.hear('CHANNEL_UPDATE', { guild_id: GUILD });
  expect(fed.cache.report().malformed).toBe(3);
});

/** What each dispatch changes, and what it does not. */
import { GuildScheduledEventStatus } from 'discord-api-types/v10';
import { CACHE_KINDS, type RecordChange } from 'corduroy';
import { channel, closeAll, Fed, guild, GUILD, member, message, role, SELF, thread, user, voice } from './support';

afterEach(closeAll);

const ids = (source: Iterable<{ id: string }>): string[] => [...source].map(({ id }) => id);
const inGuild = (payload: object): object => ({ ...payload, guild_id: GUILD });

describe('a guild', () => {
  it('is kept without its contents, which are kept beside it', () => {
    const { cache } = new Fed().begin(guild());
    const loom = cache.guilds.get(GUILD);
    expect(loom?.raw).not.toHaveProperty('channels');
    expect(loom?.raw).not.toHaveProperty('joined_at');
    expect(ids(loom?.channels ?? [])).toEqual(['10', '11']);
    expect(loom?.channels.get('10')?.raw).toMatchObject({ guild_id: GUILD });
    expect(loom?.members.get('1')?.user.raw).toBe(cache.users.get('1')?.raw);
    expect(cache.channels.get('10')?.guild?.name).toBe('Loom');
  });

  it('keeps what it had when an update leaves it out, and is replaced, never patched', () => {
    const fed = new Fed().begin(guild());
    const before = fed.cache.guilds.get(GUILD)?.raw;
    fed.hear('GUILD_UPDATE', { id: GUILD, name: 'Weave' });
    expect(before?.name).toBe('Loom');
    expect(fed.cache.guilds.get(GUILD)?.raw).toMatchObject({ name: 'Weave', roles: [{ id: GUILD }, { id: '30' }] });
  });

  it('stays, marked, through an outage; what is not in it afterwards is gone', () => {
    const fed = new Fed().begin(guild());
    expect(fed.hear('GUILD_DELETE', { id: GUILD, unavailable: true })).toMatchObject([{ state: 'unavailable' }]);
    expect(fed.cache.unavailableGuildIds).toEqual([GUILD]);
    expect(fed.cache.channels.has('10')).toBe(true);
    const changes = fed.hear('GUILD_CREATE', guild({ channels: [channel('10')] }));
    expect(changes).toEqual([
      expect.objectContaining({ kind: 'channels', id: '11', after: undefined }),
      expect.objectContaining({ kind: 'guildState', state: 'available' }),
    ]);
    expect(fed.cache.unavailableGuildIds).toEqual([]);
  });

  it('goes with everything in it', () => {
    const fed = new Fed().begin(guild({ voice_states: [voice('1', '11')], threads: [thread('20', '10')] }));
    fed.hear('MESSAGE_CREATE', message('50', '10'));
    const changes = fed.hear('GUILD_DELETE', { id: GUILD });
    expect(changes).toMatchObject([
      { kind: 'voiceStates', id: '1' },
      { state: 'left', before: { name: 'Loom' } },
    ]);
    expect(fed.dump()).toMatchObject({
      guilds: {},
      places: [],
      messages: [],
      channels: [],
      users: { [SELF.id]: SELF },
    });
    expect(fed.hear('GUILD_DELETE', { id: GUILD })).toEqual([]);
  });

  it('that is not known is changed by nothing', () => {
    const fed = new Fed().begin();
    fed.hear('GUILD_UPDATE', guild());
    fed.hear('CHANNEL_CREATE', inGuild(channel('10')));
    fed.hear('GUILD_MEMBER_ADD', inGuild(member('7')));
    fed.hear('MESSAGE_CREATE', message('50', '10'));
    expect(fed.cache.report()).toMatchObject({ records: 1, malformed: 0 });
  });
});

describe('a session that begins anew', () => {
  it('drops the guilds of its shard that it is not told of any more', () => {
    const other = '204194304000000001';
    const fed = new Fed().begin(guild(), guild({ name: 'Weave', channels: [] }, other));
    const changes = fed.hear('READY', { user: SELF, guilds: [{ id: other, unavailable: true }] });
    expect(changes).toContainEqual(expect.objectContaining({ kind: 'guildState', guildId: GUILD, state: 'left' }));
    expect(ids(fed.cache.guilds)).toEqual([other]);
  });

  it('leaves the guilds of other shards alone', () => {
    const other = (BigInt(GUILD) + (1n << 22n)).toString();
    const fed = new Fed().begin(guild(), guild({ channels: [] }, other));
    const mine = (BigInt(GUILD) >> 22n) % 2n;
    fed.hear('READY', { user: SELF, guilds: [], shard: [Number(mine), 2] });
    expect(ids(fed.cache.guilds)).toEqual([other]);
  });

  it('tells a guild that was joined meanwhile from one that was known', () => {
    const fed = new Fed().begin(guild());
    const other = '200000000000000002';
    fed.hear('READY', { user: SELF, guilds: [{ id: GUILD }, { id: other }] });
    expect(fed.hear('GUILD_CREATE', guild())).toEqual([]);
    expect(fed.hear('GUILD_CREATE', guild({ channels: [] }, other))).toMatchObject([{ state: 'joined' }]);
  });

  it('leaves no phantoms: the set of a guild is replaced, and the differences are told', () => {
    const states = [voice('1', '11'), voice('2', '11')];
    const fed = new Fed({}).begin(guild({ voice_states: states, members: [member('1'), member('2')] }));
    fed.hear('READY', { user: SELF, guilds: [{ id: GUILD }] });
    const changes = fed.hear('GUILD_CREATE', guild({ voice_states: [voice('2', '10')], members: [member('2')] }));
    expect(changes.map(({ kind, ...rest }) => [kind, (rest as RecordChange).id])).toEqual([
      ['voiceStates', '1'],
      ['voiceStates', '2'],
      ['members', '1'],
    ]);
    expect(fed.cache.voiceStates(GUILD).map(({ userId, channelId }) => [userId, channelId])).toEqual([['2', '10']]);
    expect(fed.cache.users.has('1')).toBe(false);
  });
});

describe('channels and threads', () => {
  it('are made, changed and deleted; with a channel go its threads and messages', () => {
    const fed = new Fed().begin(guild({ threads: [thread('20', '10'), thread('21', '11')] }));
    fed.hear('CHANNEL_CREATE', inGuild(channel('12')));
    fed.hear('CHANNEL_UPDATE', inGuild(channel('13', { name: 'unknown before' })));
    fed.hear('MESSAGE_CREATE', message('50', '10'));
    fed.hear('MESSAGE_CREATE', message('51', '20'));
    fed.hear('CHANNEL_DELETE', inGuild(channel('10')));
    expect(ids(fed.cache.channels).sort()).toEqual(['11', '12', '13', '21']);
    expect([...fed.cache.messages('10'), ...fed.cache.messages('20')]).toEqual([]);
    expect(fed.hear('CHANNEL_DELETE', inGuild(channel('10')))).toEqual([]);
  });

  it('take their messages with them when they are archived, known or not', () => {
    const fed = new Fed({ messages: 'all' }).begin(guild({ threads: [thread('20', '10')] }));
    const archived = { archived: true, locked: false, auto_archive_duration: 60 };
    for (const id of ['20', '21']) {
      fed.hear('MESSAGE_CREATE', message(`5${id}`, id));
      expect(fed.cache.messages(id).size).toBe(1);
      fed.hear('THREAD_UPDATE', thread(id, '10', { thread_metadata: archived }));
      expect(fed.cache.messages(id).size).toBe(0);
    }
  });

  it('take their messages with them where nothing else is kept', () => {
    const off = Object.fromEntries(CACHE_KINDS.map((kind) => [kind, 'off']));
    const fed = new Fed({ ...off, messages: 'all' }).begin();
    for (const id of ['10', '20', '30', '40']) fed.hear('MESSAGE_CREATE', message(`5${id}`, id, { guild_id: GUILD }));
    fed.hear('CHANNEL_DELETE', inGuild(channel('10')));
    fed.hear('THREAD_DELETE', { id: '20', guild_id: GUILD, parent_id: '10', type: 11 });
    const archived = { archived: true, locked: false, auto_archive_duration: 60 };
    fed.hear('THREAD_UPDATE', thread('30', '10', { thread_metadata: archived }));
    expect([...fed.cache.contents.messages.keys()]).toEqual(['40']);
    fed.hear('GUILD_DELETE', { id: GUILD });
    expect(fed.cache.contents.messages.size).toBe(0);
  });

  it('remember the last pin', () => {
    const fed = new Fed().begin(guild());
    fed.hear('CHANNEL_PINS_UPDATE', {
      guild_id: GUILD,
      channel_id: '10',
      last_pin_timestamp: '2026-02-02T00:00:00+00:00',
    });
    expect(fed.cache.channels.get('10')?.lastPinTimestamp?.getUTCMonth()).toBe(1);
  });

  it('keep active threads only', () => {
    const fed = new Fed().begin(guild());
    fed.hear('THREAD_CREATE', { ...thread('20', '10'), newly_created: true });
    expect(fed.cache.channels.get('20')?.raw).not.toHaveProperty('newly_created');
    fed.hear('THREAD_UPDATE', thread('20', '10', { thread_metadata: { archived: true, locked: false } }));
    expect(fed.cache.channels.has('20')).toBe(false);
    fed.hear('THREAD_UPDATE', thread('20', '10'));
    expect(fed.cache.channels.has('20')).toBe(true);
    fed.hear('THREAD_DELETE', thread('20', '10'));
    expect(fed.cache.guilds.get(GUILD)?.threads.size).toBe(0);
  });

  it('follow a sync of some channels, or of all', () => {
    const fed = new Fed().begin(guild({ threads: [thread('20', '10'), thread('21', '11')] }));
    const own = { id: '22', user_id: SELF.id, join_timestamp: '2026-01-01T00:00:00+00:00', flags: 0 };
    fed.hear('THREAD_LIST_SYNC', {
      guild_id: GUILD,
      channel_ids: ['10'],
      threads: [thread('22', '10')],
      members: [own],
    });
    expect(ids(fed.cache.guilds.get(GUILD)?.threads ?? []).sort()).toEqual(['21', '22']);
    expect(fed.cache.channels.get('22')?.member).toMatchObject({ userId: SELF.id });
    fed.hear('THREAD_LIST_SYNC', { guild_id: GUILD, threads: [], members: [] });
    expect(fed.cache.guilds.get(GUILD)?.threads.size).toBe(0);
  });

  it('know the bot’s own membership, and lose a private thread with it', () => {
    const fed = new Fed().begin(guild({ threads: [thread('20', '10', { type: 12 }), thread('21', '10')] }));
    fed.hear('THREAD_MEMBER_UPDATE', { id: '20', user_id: SELF.id, guild_id: GUILD, flags: 1 });
    expect(fed.cache.channels.get('20')?.raw).toMatchObject({ member: { flags: 1 } });
    fed.hear('THREAD_UPDATE', thread('20', '10', { type: 12, name: 'renamed' }));
    expect(fed.cache.channels.get('20')?.raw).toMatchObject({ name: 'renamed', member: { flags: 1 } });
    for (const id of ['20', '21']) {
      fed.hear('THREAD_MEMBERS_UPDATE', { id, guild_id: GUILD, member_count: 3, removed_member_ids: [SELF.id] });
    }
    expect(fed.cache.channels.has('20')).toBe(false);
    expect(fed.cache.channels.get('21')?.memberCount).toBe(3);
  });
});

describe('parts of a guild', () => {
  it('are replaced in its record', () => {
    const fed = new Fed().begin(guild({ members: [member('1', { roles: ['30', '31'] })] }));
    fed.hear('GUILD_ROLE_CREATE', { guild_id: GUILD, role: role('31') });
    fed.hear('GUILD_ROLE_UPDATE', { guild_id: GUILD, role: role('30', { name: 'renamed' }) });
    fed.hear('GUILD_EMOJIS_UPDATE', { guild_id: GUILD, emojis: [] });
    fed.hear('GUILD_STICKERS_UPDATE', { guild_id: GUILD, stickers: [{ id: '60', name: 'sticker' }] });
    const loom = fed.cache.guilds.get(GUILD);
    expect(loom?.roles.map(({ name }) => name)).toEqual([`role ${GUILD}`, 'renamed', 'role 31']);
    expect([loom?.emojis.length, loom?.stickers.length]).toEqual([0, 1]);
    fed.hear('GUILD_ROLE_DELETE', { guild_id: GUILD, role_id: '31' });
    expect(fed.cache.guilds.get(GUILD)?.role('31')).toBeUndefined();
    expect(fed.cache.members(GUILD).get('1')?.roles).toEqual(['30']);
  });

  it.each([
    ['scheduledEvents', 'GUILD_SCHEDULED_EVENT', { id: '70', guild_id: GUILD, name: 'party' }],
    ['stageInstances', 'STAGE_INSTANCE', { id: '71', guild_id: GUILD, topic: 'talk' }],
    ['soundboardSounds', 'GUILD_SOUNDBOARD_SOUND', { sound_id: '72', guild_id: GUILD, name: 'honk' }],
  ] as const)('%s come, change and go', (kind, name, payload) => {
    const fed = new Fed().begin(guild());
    const all = (): readonly object[] => (fed.cache.guilds.get(GUILD)?.[kind].toArray() ?? []).map(({ raw }) => raw);
    fed.hear(`${name}_CREATE`, payload);
    expect(all()).toEqual([payload]);
    fed.hear(`${name}_UPDATE`, { ...payload, name: 'other' });
    expect(all()).toMatchObject([{ name: 'other' }]);
    fed.hear(`${name}_DELETE`, payload);
    expect(all()).toEqual([]);
  });

  it('a scheduled event that is over is one of the guild’s no more', () => {
    const fed = new Fed().begin(guild());
    const party = { id: '70', guild_id: GUILD, name: 'party' };
    for (const over of [GuildScheduledEventStatus.Completed, GuildScheduledEventStatus.Canceled]) {
      fed.hear('GUILD_SCHEDULED_EVENT_CREATE', { ...party, status: GuildScheduledEventStatus.Scheduled });
      fed.hear('GUILD_SCHEDULED_EVENT_UPDATE', { ...party, status: GuildScheduledEventStatus.Active });
      expect(fed.cache.guilds.get(GUILD)?.scheduledEvents.size).toBe(1);
      fed.hear('GUILD_SCHEDULED_EVENT_UPDATE', { ...party, status: over });
      expect(fed.cache.guilds.get(GUILD)?.scheduledEvents.size).toBe(0);
    }
  });

  it('several sounds at once: some of them, or all that there are', () => {
    const fed = new Fed().begin(
      guild({
        soundboard_sounds: [
          { sound_id: '1', name: 'a' },
          { sound_id: '2', name: 'b' },
        ],
      }),
    );
    const sounds = (): (string | undefined)[] =>
      fed.cache.guilds.get(GUILD)?.soundboardSounds.map(({ name }) => name) ?? [];
    fed.hear('GUILD_SOUNDBOARD_SOUNDS_UPDATE', { guild_id: GUILD, soundboard_sounds: [{ sound_id: '2', name: 'c' }] });
    expect(sounds()).toEqual(['a', 'c']);
    fed.hear('SOUNDBOARD_SOUNDS', { guild_id: GUILD, soundboard_sounds: [{ sound_id: '3', name: 'd' }] });
    expect(sounds()).toEqual(['d']);
  });
});

describe('people', () => {
  it('come as members, change, and leave with their presence, their voice, and their user when nobody else has it', () => {
    const fed = new Fed().begin(guild());
    fed.hear('GUILD_MEMBER_ADD', inGuild(member('7')));
    fed.hear('PRESENCE_UPDATE', {
      guild_id: GUILD,
      user: { id: '7' },
      status: 'online',
      activities: [],
      client_status: {},
    });
    fed.hear('VOICE_STATE_UPDATE', inGuild(voice('7', '11', { member: member('7') })));
    fed.hear('GUILD_MEMBER_UPDATE', { guild_id: GUILD, user: user('7'), roles: ['30'], nick: 'seven' });
    expect(fed.cache.members(GUILD).get('7')?.raw).toMatchObject({ nick: 'seven', deaf: false });
    expect(fed.cache.members(GUILD).get('7')?.raw).not.toHaveProperty('guild_id');
    fed.hear('GUILD_MEMBER_REMOVE', { guild_id: GUILD, user: user('7') });
    expect([fed.cache.members(GUILD).has('7'), fed.cache.users.has('7')]).toEqual([false, false]);
    expect([fed.cache.presences(GUILD).size, fed.cache.voiceStates(GUILD).size]).toEqual([0, 0]);
  });

  it('are one user in several guilds, who stays until the last is left', () => {
    const other = '200000000000000002';
    const fed = new Fed().begin(guild(), guild({ channels: [] }, other));
    expect(fed.cache.members(GUILD).get('1')?.user.raw).toBe(fed.cache.members(other).get('1')?.user.raw);
    fed.hear('GUILD_MEMBER_REMOVE', { guild_id: GUILD, user: user('1') });
    expect(fed.cache.users.has('1')).toBe(true);
    fed.hear('GUILD_DELETE', { id: other });
    expect(fed.cache.users.has('1')).toBe(false);
  });

  it('come in chunks, with their presences', () => {
    const fed = new Fed().begin(guild());
    const presences = [{ user: { id: '8' }, status: 'idle', activities: [], client_status: {} }];
    fed.hear('GUILD_MEMBERS_CHUNK', { guild_id: GUILD, members: [member('8'), member('9')], presences });
    expect(fed.cache.members(GUILD).size).toBe(4);
    expect(fed.cache.presences(GUILD).get('8')?.status).toBe('idle');
  });

  it('change by what a presence says of them; whoever is offline has none', () => {
    const fed = new Fed().begin(guild());
    const presence = { guild_id: GUILD, status: 'online', activities: [], client_status: {} };
    fed.hear('PRESENCE_UPDATE', { ...presence, user: { id: '1', avatar: 'new' } });
    expect(fed.cache.users.get('1')?.raw).toMatchObject({ avatar: 'new', username: 'user 1' });
    expect(fed.cache.presences(GUILD).get('1')?.raw.user).toEqual({ id: '1' });
    fed.hear('PRESENCE_UPDATE', { ...presence, user: { id: '1' }, status: 'offline' });
    expect(fed.cache.presences(GUILD).size).toBe(0);
  });

  it('read as one user wherever they are members, whatever told of the change, and are written down so', () => {
    const other = '200000000000000002';
    const fed = new Fed().begin(guild(), guild({ channels: [] }, other));
    const presence = { guild_id: GUILD, status: 'online', activities: [], client_status: {} };
    const changes = fed.hear('PRESENCE_UPDATE', { ...presence, user: { id: '1', avatar: 'new' } });
    for (const id of [GUILD, other]) {
      expect(fed.cache.members(id).get('1')?.user.raw).toBe(fed.cache.users.get('1')?.raw);
    }
    expect(fed.cache.members(other).get('1')?.user.raw).toMatchObject({ avatar: 'new', username: 'user 1' });
    expect(changes.map(({ kind, guildId }) => [kind, guildId])).toEqual([
      ['users', undefined],
      ['members', GUILD],
      ['members', other],
      ['presences', GUILD],
    ]);
    fed.hear('GUILD_MEMBER_ADD', inGuild(member(SELF.id, { user: SELF })));
    fed.hear('USER_UPDATE', { ...SELF, username: 'renamed' });
    expect(fed.cache.members(GUILD).get(SELF.id)?.user.username).toBe('renamed');
  });

  it('by default are remembered while they are in voice, and the bot always', () => {
    const fed = new Fed({}).begin(
      guild({ members: [member(SELF.id, { user: SELF }), member('1'), member('2')], voice_states: [voice('2', '11')] }),
    );
    expect(fed.cache.members(GUILD).map(({ id }) => id)).toEqual([SELF.id, '2']);
    fed.hear('VOICE_STATE_UPDATE', inGuild(voice('3', '11', { member: member('3') })));
    fed.hear('VOICE_STATE_UPDATE', inGuild(voice('2', null, { member: member('2') })));
    expect(fed.cache.members(GUILD).map(({ id }) => id)).toEqual([SELF.id, '3']);
    fed.hear('GUILD_MEMBER_UPDATE', inGuild(member('1', { nick: 'not in voice' })));
    expect(fed.cache.members(GUILD).has('1')).toBe(false);
  });

  it('know the bot’s own account', () => {
    const fed = new Fed().begin(guild());
    fed.hear('USER_UPDATE', { ...SELF, username: 'renamed' });
    expect(fed.cache.users.get(SELF.id)?.username).toBe('renamed');
  });
});

describe('messages', () => {
  it('are made, changed by halves, and deleted', () => {
    const fed = new Fed().begin(guild());
    fed.hear('MESSAGE_CREATE', message('50', '10'));
    const before = fed.cache.messages('10').get('50')?.raw;
    fed.hear('MESSAGE_UPDATE', { id: '50', channel_id: '10', embeds: [{ title: 'found' }] });
    expect(fed.cache.messages('10').get('50')?.raw).toMatchObject({ content: 'hello', embeds: [{ title: 'found' }] });
    expect(before).not.toHaveProperty('embeds');
    expect(fed.cache.channels.get('10')?.messages.map(({ id }) => id)).toEqual(['50']);
    fed.hear('MESSAGE_UPDATE', { id: '51', channel_id: '10', embeds: [] });
    fed.hear('MESSAGE_UPDATE', message('52', '10'));
    expect(fed.cache.messages('10').map(({ id }) => id)).toEqual(['50', '52']);
    fed.hear('MESSAGE_DELETE', { id: '50', channel_id: '10' });
    fed.hear('MESSAGE_DELETE_BULK', { ids: ['52', '99'], channel_id: '10' });
    expect(fed.cache.messages('10').size).toBe(0);
  });

  it('count each reaction once, however often it is told', () => {
    const fed = new Fed().begin(guild());
    fed.hear('MESSAGE_CREATE', message('50', '10'));
    const react = (name: string, userId: string, emoji: object): void => {
      fed.hear(name, { channel_id: '10', message_id: '50', guild_id: GUILD, user_id: userId, emoji, burst: false });
    };
    const wave = { id: '40', name: 'wave' };
    const star = { id: null, name: '⭐' };
    for (const userId of ['1', '1', SELF.id]) react('MESSAGE_REACTION_ADD', userId, wave);
    react('MESSAGE_REACTION_ADD', '1', star);
    const reactions = (): unknown =>
      fed.cache
        .messages('10')
        .get('50')
        ?.reactions.map(({ count, raw }) => [raw.emoji.name, count, raw.me]);
    expect(reactions()).toEqual([
      ['wave', 2, true],
      ['⭐', 1, false],
    ]);
    for (const userId of ['1', '1', '7']) react('MESSAGE_REACTION_REMOVE', userId, wave);
    expect(reactions()).toEqual([
      ['wave', 1, true],
      ['⭐', 1, false],
    ]);
    fed.hear('MESSAGE_REACTION_REMOVE_EMOJI', { channel_id: '10', message_id: '50', emoji: wave });
    expect(reactions()).toEqual([['⭐', 1, false]]);
    fed.hear('MESSAGE_REACTION_REMOVE_ALL', { channel_id: '10', message_id: '50' });
    expect(reactions()).toEqual([]);
  });
});

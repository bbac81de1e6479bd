import { inspect } from 'node:util';
import { type FakeSocket, GatewayError } from '../../../../src/gateway';
import { intentBits, type MemberChunk } from '../../../../src/models';
import {
  bench as plainBench,
  type Bench,
  dispatch,
  framesOf,
  greet,
  invalidSession,
  login,
  ready,
  RECONNECT,
  RecordingSink,
  resumed,
  settle,
} from '../support';

const GUILD = '41771983423143937';
const INTENTS = intentBits(['Guilds', 'GuildMembers', 'GuildPresences']);

const bench = (options: Parameters<typeof plainBench>[0] = {}): Bench =>
  plainBench({ intents: INTENTS, sink: new RecordingSink(() => false), ...options });

interface Asked {
  readonly nonce: string;
  readonly guild_id: string;
  readonly [field: string]: unknown;
}

const asked = (socket: FakeSocket, op = 8): Asked[] => framesOf(socket, op).map(({ d }) => d as unknown as Asked);
const nonceOf = (socket: FakeSocket): string => asked(socket).at(-1)?.nonce ?? 'none';

const ids = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => String(1_000 + from + i));
const member = (id: string): object => ({ user: { id, username: `user ${id}` }, roles: [], joined_at: null });

let sequence = 100;
const event = (name: string, data: unknown): object => dispatch(name, (sequence += 1), data);
const chunk = (nonce: string, index: number, count: number, users: readonly string[], more: object = {}): object =>
  event('GUILD_MEMBERS_CHUNK', {
    guild_id: GUILD,
    members: users.map(member),
    chunk_index: index,
    chunk_count: count,
    nonce,
    ...more,
  });
const limited = (seconds: number, meta: object): object =>
  event('RATE_LIMITED', { opcode: 8, retry_after: seconds, meta });

async function failure(promise: Promise<unknown>): Promise<GatewayError> {
  const thrown = await promise.then(
    (value) => value,
    (error: unknown) => error,
  );
  if (!(thrown instanceof GatewayError)) throw new Error(`no GatewayError but ${inspect(thrown)}`);
  return thrown;
}

const usersOf = (found: { members: readonly { user: { id: string } }[] }): string[] =>
  found.members.map(({ user }) => user.id);

describe('members of a guild', () => {
  it('are asked for whole, and gathered by nonce from chunks in any order and any number of times', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD);
    await settle();
    expect(asked(socket)).toEqual([{ guild_id: GUILD, query: '', limit: 0, nonce: nonceOf(socket) }]);
    const nonce = nonceOf(socket);
    socket.serverSends(chunk(nonce, 2, 3, ids(4, 1)));
    socket.serverSends(chunk('another', 0, 1, ids(90, 1)));
    socket.serverSends(chunk(nonce, 0, 3, ids(0, 2)));
    socket.serverSends(chunk(nonce, 0, 3, ids(0, 2)));
    socket.serverSends(chunk(nonce, 1, 3, ids(2, 2)));
    expect(usersOf(await found)).toEqual(ids(0, 5));
  });

  it('are asked for by name and by id, and those that are not there are told', async () => {
    const on = bench();
    const socket = await login(on);
    const byName = on.client.requests.guildMembers(GUILD, { query: 'ali', limit: 7, presences: true });
    await settle();
    expect(asked(socket).at(-1)).toMatchObject({ query: 'ali', limit: 7, presences: true });
    const presence = { user: { id: '1000' }, status: 'online' };
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 1), { presences: [presence] }));
    expect(await byName).toMatchObject({ presences: [presence] });
    const byId = on.client.requests.guildMembers(GUILD, { userIds: ['1001', '1000', '1001'] });
    await settle();
    expect(asked(socket).at(-1)).toMatchObject({ user_ids: ['1000', '1001'] });
    expect(asked(socket).at(-1)).not.toHaveProperty('query');
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ['1000'], { not_found: ['1001'] }));
    expect(await byId).toMatchObject({ notFound: ['1001'], presences: [] });
  });

  it('are asked for in pieces of a hundred ids, ten at a time, and come as one', async () => {
    const on = bench();
    const socket = await login(on);
    const wanted = ids(0, 1_150);
    const found = on.client.requests.guildMembers(GUILD, { userIds: wanted });
    await settle();
    expect(asked(socket)).toHaveLength(10);
    for (let done = 0; done < 12; done += 1) {
      const { nonce, user_ids: piece } = asked(socket)[done] as Asked;
      socket.serverSends(chunk(nonce, 0, 1, piece as string[]));
      await settle(2);
    }
    expect(usersOf(await found)).toEqual(wanted);
    expect(asked(socket).map(({ user_ids: piece }) => (piece as string[]).length)).toEqual([
      ...Array<number>(11).fill(100),
      50,
    ]);
  });

  it('are one request for all ids that are asked for in one turn, of which each caller gets its own', async () => {
    const on = bench();
    const socket = await login(on);
    const leaving = new AbortController();
    const lookups = ids(0, 130).map((id) => on.client.requests.guildMembers(GUILD, { userIds: [id] }));
    const pair = on.client.requests.guildMembers(GUILD, { userIds: ['1129', '7'], presences: true });
    const gone = failure(on.client.requests.guildMembers(GUILD, { userIds: ['1000'] }, { signal: leaving.signal }));
    leaving.abort();
    await settle();
    const sent = asked(socket);
    expect(sent.map(({ user_ids: named }) => (named as string[]).length).sort()).toEqual([100, 2, 31]);
    for (const { nonce, user_ids: named } of sent) {
      const users = (named as string[]).filter((id) => id !== '7');
      socket.serverSends(chunk(nonce, 0, 1, users, { not_found: (named as string[]).filter((id) => id === '7') }));
    }
    expect((await Promise.all(lookups)).map(usersOf)).toEqual(ids(0, 130).map((id) => [id]));
    expect(await pair).toMatchObject({ notFound: ['7'] });
    expect((await gone).code).toBe('GATEWAY_ABORTED');
  });

  it('asks for no ids without asking Discord', async () => {
    const on = bench();
    const socket = await login(on);
    expect(await on.client.requests.guildMembers(GUILD, { userIds: [] })).toMatchObject({ members: [], notFound: [] });
    expect(asked(socket)).toEqual([]);
  });

  it('give up all pieces when one of them fails', async () => {
    const on = bench();
    const socket = await login(on);
    const failed = failure(on.client.requests.guildMembers(GUILD, { userIds: ids(0, 250) }, { timeoutMs: 1_000 }));
    await settle();
    socket.serverSends(chunk(asked(socket)[0]?.nonce ?? '', 0, 1, ids(0, 100)));
    await on.clock.advance(1_000);
    expect((await failed).code).toBe('GATEWAY_REQUEST_TIMEOUT');
  });

  it('are one request for all who ask for the same', async () => {
    const on = bench();
    const socket = await login(on);
    const all = [on.client.requests.guildMembers(GUILD), on.client.requests.guildMembers(GUILD)];
    const some = [1, 2].map(() => on.client.requests.guildMembers(GUILD, { query: 'a' }));
    await settle();
    expect(asked(socket)).toHaveLength(2);
    const [full, named] = asked(socket) as [Asked, Asked];
    socket.serverSends(chunk(named.nonce, 0, 1, ids(7, 1)));
    socket.serverSends(chunk(full.nonce, 0, 1, ids(0, 3)));
    for (const each of await Promise.all(all)) expect(usersOf(each)).toEqual(ids(0, 3));
    for (const each of await Promise.all(some)) expect(usersOf(each)).toEqual(ids(7, 1));
  });

  it('with presences also answer who wants none', async () => {
    const on = bench();
    const socket = await login(on);
    const rich = on.client.requests.guildMembers(GUILD, { presences: true });
    const plain = on.client.requests.guildMembers(GUILD);
    await settle();
    const presences = [{ user: { id: '1000' }, status: 'idle' }];
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 1), { presences }));
    expect(await rich).toMatchObject({ presences });
    expect(await plain).toMatchObject({ presences: [] });
    expect(asked(socket)).toHaveLength(1);
  });

  it('keep waiting for others when one caller gives up, and end when the last one does', async () => {
    const on = bench();
    const socket = await login(on);
    const leaving = new AbortController();
    const gone = failure(on.client.requests.guildMembers(GUILD, { query: 'a' }, { signal: leaving.signal }));
    const stays = on.client.requests.guildMembers(GUILD, { query: 'a' });
    await settle();
    leaving.abort(new Error('enough'));
    expect(await gone).toMatchObject({ code: 'GATEWAY_ABORTED', kind: 'aborted', cause: { message: 'enough' } });
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 1)));
    expect(usersOf(await stays)).toEqual(ids(0, 1));
    const aborted = on.client.requests.guildMembers(GUILD, {}, { signal: AbortSignal.abort() });
    expect((await failure(aborted)).code).toBe('GATEWAY_ABORTED');
  });

  it.each([
    [{}, 'GuildMembers'],
    [{ query: 'a', presences: true }, 'GuildPresences'],
  ])('are refused at once when an intent is missing: %j', async (query, intent) => {
    const on = bench({ intents: intentBits(['Guilds']) });
    const socket = await login(on);
    const error = await failure(on.client.requests.guildMembers(GUILD, query));
    expect(error).toMatchObject({ code: 'GATEWAY_REQUEST_INTENT_MISSING', kind: 'intent-missing', mayRetry: false });
    expect(error.advice).toContain(`add: ['${intent}']`);
    expect(asked(socket)).toEqual([]);
  });

  it.each([
    [{ limit: 3 }, {}],
    [{ query: 'a', limit: 0 }, {}],
    [{ query: 'a', limit: 101 }, {}],
    [{ query: 'a', userIds: ['1'] }, {}],
    [{ userIds: ['alice'] }, {}],
    [{ userIds: [7 as unknown as string] }, {}],
    [{ query: 7 as unknown as string }, {}],
    [{ query: 'a' }, { timeoutMs: 0 }],
    [{ query: 'a' }, { timeoutMs: Number.POSITIVE_INFINITY }],
    [{ userIds: ['1'] }, { timeoutMs: Number.NaN }],
  ])('refuse what makes no sense: %j %j', async (query, options) => {
    const on = bench();
    const socket = await login(on);
    expect((await failure(on.client.requests.guildMembers(GUILD, query, options))).code).toBe(
      'GATEWAY_INVALID_COMMAND',
    );
    expect(asked(socket)).toEqual([]);
  });

  it('refuse guilds that no shard here serves, and names that are too long for a command', async () => {
    const on = bench();
    await login(on);
    expect((await failure(on.client.requests.guildMembers('nonsense'))).code).toBe('GATEWAY_INVALID_GUILD_ID');
    const long = on.client.requests.guildMembers(GUILD, { query: 'x'.repeat(5_000) });
    expect((await failure(long)).code).toBe('GATEWAY_PAYLOAD_TOO_LARGE');
  });

  it('come in time linear to their number', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD);
    await settle();
    const nonce = nonceOf(socket);
    for (let index = 0; index < 100; index += 1)
      socket.serverSends(chunk(nonce, index, 100, ids(index * 1_000, 1_000)));
    expect((await found).members).toHaveLength(100_000);
  });
});

describe('Discord’s limit of the whole list', () => {
  it('is waited for before the list is asked for again, in that guild only', async () => {
    const on = bench();
    const socket = await login(on);
    const first = on.client.requests.guildMembers(GUILD);
    await settle();
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 1)));
    await first;
    const second = on.client.requests.guildMembers(GUILD);
    const other = failure(on.client.requests.guildMembers('1'));
    const named = failure(on.client.requests.guildMembers(GUILD, { query: 'a' }));
    await settle();
    expect(asked(socket)).toHaveLength(3);
    const lists = (): Asked[] => asked(socket).filter((ask) => ask.query === '' && ask.guild_id === GUILD);
    await on.clock.advance(29_900);
    expect(lists()).toHaveLength(1);
    await on.clock.advance(400);
    expect(lists()).toHaveLength(2);
    socket.serverSends(chunk(lists()[1]?.nonce ?? '', 0, 1, ids(0, 2)));
    expect(usersOf(await second)).toEqual(ids(0, 2));
    await on.client.close();
    await Promise.all([other, named]);
  });

  it('does not keep a caller longer than it wants to wait, and tells how long it would be', async () => {
    const on = bench();
    const socket = await login(on);
    const first = on.client.requests.guildMembers(GUILD);
    await settle();
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 1)));
    await first;
    const second = failure(on.client.requests.guildMembers(GUILD, {}, { timeoutMs: 10_000 }));
    await on.clock.advance(10_000);
    expect(await second).toMatchObject({ code: 'GATEWAY_REQUEST_TIMEOUT', mayRetry: true, retryAfterMs: 20_250 });
    expect(asked(socket)).toHaveLength(1);
  });

  it('is heeded when Discord names it, with the nonce of the request', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD);
    await settle();
    const refused = nonceOf(socket);
    socket.serverSends(limited(12.5, { guild_id: GUILD, nonce: refused }));
    await on.clock.advance(12_500);
    expect(asked(socket)).toHaveLength(1);
    await on.clock.advance(300);
    expect(asked(socket)).toHaveLength(2);
    expect(nonceOf(socket)).not.toBe(refused);
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 1)));
    expect(usersOf(await found)).toEqual(ids(0, 1));
  });

  it('is heeded without a nonce, for the guild and the opcode that it names', async () => {
    const on = bench();
    const socket = await login(on);
    const here = on.client.requests.guildMembers(GUILD, { query: 'a' });
    const there = on.client.requests.guildMembers('1', { query: 'a' });
    await settle();
    const [mine, other] = asked(socket) as [Asked, Asked];
    socket.serverSends(limited(5, { guild_id: GUILD }));
    socket.serverSends(chunk(mine.nonce, 0, 1, ids(8, 1)));
    socket.serverSends(chunk(other.nonce, 0, 1, ids(3, 1), { guild_id: '1' }));
    expect(usersOf(await there)).toEqual(ids(3, 1));
    const later = on.client.requests.guildMembers(GUILD, { query: 'b' });
    await on.clock.advance(5_000);
    expect(asked(socket)).toHaveLength(2);
    await on.clock.advance(300);
    expect(asked(socket)).toHaveLength(4);
    const [again, last] = asked(socket).slice(2) as [Asked, Asked];
    socket.serverSends(chunk(again.nonce, 0, 1, ids(0, 1)));
    socket.serverSends(chunk(last.nonce, 0, 1, ids(1, 1)));
    expect(usersOf(await here)).toEqual(ids(0, 1));
    expect(usersOf(await later)).toEqual(ids(1, 1));
  });

  it('survives notices of any shape', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD, { query: 'a' });
    await settle();
    const { nonce } = asked(socket)[0] as Asked;
    for (const odd of [null, 7, {}, { opcode: 8, retry_after: 'soon', meta: null }, { opcode: 99, retry_after: 1 }]) {
      socket.serverSends(event('RATE_LIMITED', odd));
    }
    for (const odd of [null, [], { nonce }, { nonce, guild_id: GUILD, members: 7, chunk_index: 5, chunk_count: 2 }]) {
      socket.serverSends(event('GUILD_MEMBERS_CHUNK', odd));
    }
    await on.clock.advance(31_000);
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 1)));
    await found;
    expect(on.client.health().shards[0]).toMatchObject({ state: 'ready', malformedFrames: 0 });
  });
});

describe('an answer that does not come', () => {
  it('is asked for three times, ten seconds apart, before the request ends', async () => {
    const on = bench();
    const socket = await login(on);
    const failed = failure(on.client.requests.guildMembers(GUILD, { query: 'a' }));
    await on.clock.advance(29_000);
    expect(asked(socket)).toHaveLength(3);
    expect(new Set(asked(socket).map(({ nonce }) => nonce)).size).toBe(3);
    await on.clock.advance(1_000);
    const error = await failed;
    expect(error).toMatchObject({ code: 'GATEWAY_REQUEST_TIMEOUT', kind: 'deadline', mayRetry: true });
    expect(error.advice).toContain('the bot is in that guild');
  });

  it('counts when it is only late', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD, { query: 'a' });
    await on.clock.advance(11_000);
    const [first] = asked(socket) as [Asked, Asked];
    socket.serverSends(chunk(first.nonce, 0, 1, ids(0, 1)));
    expect(usersOf(await found)).toEqual(ids(0, 1));
    expect(on.clock.pendingTimers).toBe(1);
  });

  it('may pause between its parts, and is not asked for again while it goes on', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD);
    await settle();
    const nonce = nonceOf(socket);
    for (let index = 0; index < 5; index += 1) {
      await on.clock.advance(9_000);
      socket.serverSends(chunk(nonce, index, 5, ids(index, 1)));
    }
    expect(usersOf(await found)).toEqual(ids(0, 5));
    expect(asked(socket)).toHaveLength(1);
  });

  it('is given up at the caller’s limit', async () => {
    const on = bench();
    const socket = await login(on);
    const failed = failure(on.client.requests.guildMembers(GUILD, {}, { timeoutMs: 5_000 }));
    await settle();
    socket.serverSends(chunk(nonceOf(socket), 0, 2, ids(0, 1)));
    await on.clock.advance(5_000);
    expect(await failed).toMatchObject({ code: 'GATEWAY_REQUEST_TIMEOUT', context: { parts: 1 } });
    await on.client.close();
  });
});

describe('a connection that is lost', () => {
  it('keeps requests over a RESUME, whose replay answers them', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD);
    await settle();
    const nonce = nonceOf(socket);
    socket.serverSends(chunk(nonce, 0, 2, ids(0, 1)));
    socket.serverSends(RECONNECT);
    socket.serverCloses();
    await on.clock.advance(2_000);
    const next = await greet(on.sockets);
    next.serverSends(chunk(nonce, 1, 2, ids(1, 1)));
    next.serverSends(resumed((sequence += 1)));
    expect(usersOf(await found)).toEqual(ids(0, 2));
    expect(asked(next)).toEqual([]);
  });

  it('sends requests again in a new session, and mixes the answers of both sessions never', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD, { query: 'a' });
    await settle();
    const nonce = nonceOf(socket);
    socket.serverSends(chunk(nonce, 0, 2, ids(0, 1)));
    socket.serverSends(invalidSession(false));
    socket.serverCloses();
    await on.clock.advance(6_000);
    const next = await greet(on.sockets);
    next.serverSends(ready('session-2'));
    sequence = 100;
    await settle();
    expect(asked(next)).toHaveLength(1);
    next.serverSends(chunk(nonce, 1, 2, ids(1, 1)));
    next.serverSends(chunk(nonceOf(next), 0, 1, ids(5, 2)));
    expect(usersOf(await found)).toEqual(ids(5, 2));
  });

  it('lets what had been asked wait for its shard as long as the caller does', async () => {
    const on = bench();
    const socket = await login(on);
    const found = on.client.requests.guildMembers(GUILD, { query: 'a' });
    await settle();
    socket.serverCloses();
    await on.clock.advance(2_000);
    const tries = on.sockets.sockets.length;
    on.sockets.last.serverAccepts();
    for (let waited = 0; waited < 80; waited += 10) {
      await on.clock.advance(10_000);
      if (!on.sockets.last.isOpen) on.sockets.last.serverAccepts();
    }
    expect(on.sockets.sockets.length).toBeGreaterThan(tries);
    on.sockets.last.serverCloses();
    await on.clock.advance(60_000);
    const next = await greet(on.sockets);
    next.serverSends(resumed((sequence += 1)));
    await settle();
    next.serverSends(chunk(nonceOf(next), 0, 1, ids(0, 1)));
    expect(usersOf(await found)).toEqual(ids(0, 1));
  });

  it('rejects everything at close, and what is asked later', async () => {
    const on = bench();
    await login(on);
    const waiting = [
      failure(on.client.requests.guildMembers(GUILD)),
      failure(on.client.requests.soundboardSounds(GUILD)),
      failure(on.client.requests.channelInfo(GUILD)),
    ];
    await settle();
    await on.client.close();
    for (const error of await Promise.all(waiting)) expect(error.code).toBe('GATEWAY_CLOSED');
    expect((await failure(on.client.requests.guildMembers(GUILD))).code).toBe('GATEWAY_CLOSED');
    expect(on.clock.pendingTimers).toBe(0);
  });
});

describe('a stream of members', () => {
  async function read(stream: AsyncIterable<MemberChunk>): Promise<MemberChunk[]> {
    const chunks: MemberChunk[] = [];
    for await (const each of stream) chunks.push(each);
    return chunks;
  }

  it('gives chunks as they come, and says how many there will be', async () => {
    const on = bench();
    const socket = await login(on);
    const stream = on.client.requests.guildMemberChunks(GUILD);
    const first = stream.next();
    await settle();
    const nonce = nonceOf(socket);
    socket.serverSends(chunk(nonce, 1, 2, ids(2, 2)));
    expect((await first).value).toMatchObject({ arrived: 1, expected: 2, members: ids(2, 2).map(member) });
    socket.serverSends(chunk(nonce, 1, 2, ids(2, 2)));
    socket.serverSends(chunk(nonce, 0, 2, ids(0, 2)));
    const rest = await read(stream);
    expect(rest.map(usersOf)).toEqual([ids(0, 2)]);
  });

  it('shares the request of who asks for the whole list, whoever came first', async () => {
    const on = bench();
    const socket = await login(on);
    const whole = on.client.requests.guildMembers(GUILD);
    await settle();
    const nonce = nonceOf(socket);
    socket.serverSends(chunk(nonce, 0, 3, ids(0, 1)));
    await settle();
    const late = read(on.client.requests.guildMemberChunks(GUILD));
    await settle();
    socket.serverSends(chunk(nonce, 1, 3, ids(1, 1)));
    socket.serverSends(chunk(nonce, 2, 3, ids(2, 1)));
    expect(usersOf(await whole)).toEqual(ids(0, 3));
    expect((await late).flatMap(usersOf)).toEqual(ids(0, 3));
    expect(asked(socket)).toHaveLength(1);
  });

  it('is not joined by who wants everything once parts of it have gone by', async () => {
    const on = bench();
    const socket = await login(on);
    const stream = read(on.client.requests.guildMemberChunks(GUILD));
    await settle();
    const nonce = nonceOf(socket);
    socket.serverSends(chunk(nonce, 0, 2, ids(0, 1)));
    const whole = on.client.requests.guildMembers(GUILD);
    await settle();
    socket.serverSends(chunk(nonce, 1, 2, ids(1, 1)));
    expect((await stream).flatMap(usersOf)).toEqual(ids(0, 2));
    await on.clock.advance(30_500);
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 2)));
    expect(usersOf(await whole)).toEqual(ids(0, 2));
  });

  it('gives each member once when a new session begins in the middle', async () => {
    const on = bench();
    const socket = await login(on);
    const stream = read(on.client.requests.guildMemberChunks(GUILD));
    await settle();
    socket.serverSends(chunk(nonceOf(socket), 0, 2, ids(0, 2)));
    socket.serverSends(invalidSession(false));
    socket.serverCloses();
    await on.clock.advance(6_000);
    const next = await greet(on.sockets);
    next.serverSends(ready('session-2'));
    sequence = 100;
    await on.clock.advance(30_500);
    next.serverSends(chunk(nonceOf(next), 0, 2, ids(1, 2)));
    next.serverSends(chunk(nonceOf(next), 1, 2, ids(3, 1)));
    expect((await stream).flatMap(usersOf)).toEqual(ids(0, 4));
  });

  it('asks for nothing any more when it is left', async () => {
    const on = bench();
    const socket = await login(on);
    const timers = on.clock.pendingTimers;
    const stream = on.client.requests.guildMemberChunks(GUILD);
    const first = stream.next();
    await settle();
    socket.serverSends(chunk(nonceOf(socket), 0, 9, ids(0, 1)));
    await first;
    await stream.return?.();
    await settle();
    expect(on.clock.pendingTimers).toBe(timers);
  });

  it('ends with the error of what it waits for', async () => {
    const on = bench();
    await login(on);
    const failed = failure(read(on.client.requests.guildMemberChunks(GUILD, {}, { timeoutMs: 500 })));
    await on.clock.advance(500);
    expect((await failed).code).toBe('GATEWAY_REQUEST_TIMEOUT');
    const nameless = bench({ intents: 1 });
    await login(nameless);
    expect((await failure(read(nameless.client.requests.guildMemberChunks(GUILD)))).kind).toBe('intent-missing');
  });
});

describe('sounds and channel information', () => {
  it('ask for the sounds of several guilds with one command per shard', async () => {
    const on = bench();
    const socket = await login(on);
    const guilds = ids(0, 101);
    const sounds = guilds.map((id) => on.client.requests.soundboardSounds(id));
    const same = on.client.requests.soundboardSounds(guilds[0] ?? '');
    await settle();
    expect(asked(socket, 31).map(({ guild_ids: named }) => (named as string[]).length)).toEqual([100, 1]);
    for (const id of guilds) {
      socket.serverSends(event('SOUNDBOARD_SOUNDS', { guild_id: id, soundboard_sounds: [{ sound_id: `of ${id}` }] }));
    }
    expect((await Promise.all(sounds)).map((each) => each[0]?.sound_id)).toEqual(guilds.map((id) => `of ${id}`));
    expect(await same).toEqual([{ sound_id: 'of 1000' }]);
  });

  it('read what voice channels are about, and since when', async () => {
    const on = bench();
    const socket = await login(on);
    const info = on.client.requests.channelInfo(GUILD);
    await settle();
    expect(asked(socket, 43)).toEqual([{ guild_id: GUILD, fields: ['status', 'voice_start_time'] }]);
    const channels = [
      { id: '1', status: 'weaving', voice_start_time: 1_800_000_000 },
      { id: '2', status: null },
    ];
    socket.serverSends(event('CHANNEL_INFO', { guild_id: GUILD, channels }));
    expect(await info).toEqual([
      { id: '1', status: 'weaving', voiceStartTime: new Date(1_800_000_000_000) },
      { id: '2', status: null, voiceStartTime: undefined },
    ]);
  });
});

describe('events that answer', () => {
  it('are read only while something is asked for, and reach who listens all the same', async () => {
    const sink = new RecordingSink((name) => name === 'GUILD_MEMBERS_CHUNK');
    const on = bench({ sink });
    const socket = await login(on);
    socket.serverSends(event('SOUNDBOARD_SOUNDS', { guild_id: GUILD }));
    expect(sink.names).toEqual([]);
    const found = on.client.requests.guildMembers(GUILD, { query: 'a' });
    await settle();
    socket.serverSends(event('SOUNDBOARD_SOUNDS', { guild_id: GUILD }));
    socket.serverSends(chunk(nonceOf(socket), 0, 1, ids(0, 1)));
    await found;
    expect(sink.names).toEqual(['GUILD_MEMBERS_CHUNK']);
  });
});

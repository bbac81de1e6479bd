import { Ban, BodyError, Member } from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const USER = { id: '2', username: 'alice' };
const MEMBER = { user: USER, roles: [] };
const BAN = { user: USER, reason: null };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const DAY_MS = 24 * 3_600_000;
const NOW_MS = new ManualClock().wallMs();

const memberCalls: Calls<typeof routes.members> = {
  list: {
    act: (c, o) => c.members.list('1', { limit: 9, after: '3' }, o),
    sent: 'GET /guilds/1/members?limit=9&after=3',
    answer: [MEMBER],
    made: Member,
  },
  search: {
    act: (c, o) => c.members.search('1', { query: 'al ice', limit: 1_000 }, o),
    sent: 'GET /guilds/1/members/search?query=al%20ice&limit=1000',
    answer: [MEMBER],
    made: Member,
  },
  get: { act: (c, o) => c.members.get('1', '2', o), sent: 'GET /guilds/1/members/2', answer: MEMBER, made: Member },
  add: {
    act: (c, o) => c.members.add('1', '2', { accessToken: 'let-me-in', nick: 'Al', roles: ['4'] }, o),
    sent: 'PUT /guilds/1/members/2',
    body: { access_token: 'let-me-in', nick: 'Al', roles: ['4'] },
    answer: MEMBER,
    made: Member,
  },
  edit: {
    act: (c, o) =>
      c.members.edit('1', '2', { channelId: null, communicationDisabledUntil: new Date(NOW_MS + 28 * DAY_MS) }, o),
    sent: 'PATCH /guilds/1/members/2',
    body: { channel_id: null, communication_disabled_until: new Date(NOW_MS + 28 * DAY_MS).toISOString() },
    answer: MEMBER,
    made: Member,
  },
  editMe: {
    act: (c, o) => c.members.editMe('1', { nick: 'x', bio: null, avatar: PIXEL, banner: null }, o),
    sent: 'PATCH /guilds/1/members/@me',
    body: { nick: 'x', bio: null, avatar: PIXEL, banner: null },
    answer: MEMBER,
    made: Member,
  },
  remove: { act: (c, o) => c.members.remove('1', '2', o), sent: 'DELETE /guilds/1/members/2' },
  addRole: { act: (c, o) => c.members.addRole('1', '2', '3', o), sent: 'PUT /guilds/1/members/2/roles/3' },
  removeRole: { act: (c, o) => c.members.removeRole('1', '2', '3', o), sent: 'DELETE /guilds/1/members/2/roles/3' },
};

testCalls('members', routes.members, memberCalls, 44);

const banCalls: Calls<typeof routes.bans> = {
  list: {
    act: (c, o) => c.bans.list('1', { limit: 1_000, before: '9' }, o),
    sent: 'GET /guilds/1/bans?limit=1000&before=9',
    answer: [BAN],
    made: Ban,
  },
  get: { act: (c, o) => c.bans.get('1', '2', o), sent: 'GET /guilds/1/bans/2', answer: BAN, made: Ban },
  create: {
    act: (c, o) => c.bans.create('1', '2', { deleteMessageSeconds: 604_800 }, o),
    sent: 'PUT /guilds/1/bans/2',
    body: { delete_message_seconds: 604_800 },
  },
  remove: { act: (c, o) => c.bans.remove('1', '2', o), sent: 'DELETE /guilds/1/bans/2' },
  bulkCreate: {
    act: (c, o) => c.bans.bulkCreate('1', { userIds: ['2', '3'], deleteMessageSeconds: 0 }, o),
    sent: 'POST /guilds/1/bulk-ban',
    body: { user_ids: ['2', '3'], delete_message_seconds: 0 },
    answer: { banned_users: ['2'], failed_users: ['3'] },
    made: { bannedUsers: ['2'], failedUsers: ['3'] },
  },
};

testCalls('bans', routes.bans, banCalls, 44);

it('gives nothing for a user who was a member already', async () => {
  const { client, transport } = makeClient();
  transport.reply({ status: 204 });
  await expect(client.members.add('1', '2', { accessToken: 'x' })).resolves.toBeUndefined();
});

it('knows the guild of the members and bans it answers with', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: [MEMBER] }, { json: MEMBER }, { json: [BAN] }, { json: MEMBER });
  expect((await client.members.list('7'))[0]!.guildId).toBe('7');
  expect((await client.members.get('7', '2')).guildId).toBe('7');
  expect((await client.bans.list('7'))[0]!.guildId).toBe('7');
  expect((await client.members.add('7', '2', { accessToken: 'x' }))!.guildId).toBe('7');
});

const users = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ user: { id: String(from + index) }, roles: [], reason: null }));

it('reads all members page by page, after the last of each page [seed 44]', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: users(1, 1_000) }, { json: users(1_001, 2) });
  const members = await client.members.iterate('1').toArray();
  expect(members).toHaveLength(1_002);
  expect(transport.requests.map(({ path }) => path)).toEqual([
    '/guilds/1/members?limit=1000',
    '/guilds/1/members?after=1000&limit=1000',
  ]);
});

it('asks for no more members than are taken, from where it is told', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: users(51, 5) });
  await expect(client.members.iterate('1', { after: '50' }).take(5).toArray()).resolves.toHaveLength(5);
  expect(transport.requests.map(({ path }) => path)).toEqual(['/guilds/1/members?after=50&limit=5']);
});

it('reads all bans page by page, after the last of each page [seed 44]', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: users(1, 1_000) }, { json: [] });
  await expect(client.bans.iterate('1').toArray()).resolves.toHaveLength(1_000);
  expect(transport.requests.map(({ path }) => path)).toEqual([
    '/guilds/1/bans?limit=1000',
    '/guilds/1/bans?after=1000&limit=1000',
  ]);
});

it('stops reading members when its signal ends', async () => {
  const { client, transport } = makeClient();
  for (const from of [1, 1_001, 2_001]) transport.reply({ json: users(from, 1_000) });
  const ended = new AbortController();
  const reading = client.members.iterate('1', {}, { signal: ended.signal });
  const error = await (async () => {
    for await (const member of reading) if (member.id === '500') ended.abort();
  })().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'REST_ABORTED' });
  expect(transport.requests.length).toBeLessThan(4);
});

it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
  ['members.list', (c) => c.members.list('1', { limit: 1_001 }), 'limit'],
  ['members.search', (c) => c.members.search('1', { query: '' }), 'query'],
  ['members.add', (c) => c.members.add('1', '2', {} as never), 'accessToken'],
  ['members.edit', (c) => c.members.edit('1', '2', { nick: 'x'.repeat(33) }), 'nick'],
  [
    'members.edit with a time-out of 29 days',
    (c) => c.members.edit('1', '2', { communicationDisabledUntil: new Date(NOW_MS + 29 * DAY_MS) }),
    'communicationDisabledUntil',
  ],
  ['members.editMe', (c) => c.members.editMe('1', { bio: 'x'.repeat(191) }), 'bio'],
  ['bans.list', (c) => c.bans.list('1', { limit: 0 }), 'limit'],
  ['bans.create', (c) => c.bans.create('1', '2', { deleteMessageSeconds: 604_801 }), 'deleteMessageSeconds'],
  ['bans.bulkCreate', (c) => c.bans.bulkCreate('1', { userIds: ['2', '2'] }), 'userIds'],
])('%s sends nothing that Discord would refuse [seed 58]', async (_method, act, path) => {
  const { client, transport } = makeClient();
  const error: unknown = await act(client).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BodyError);
  expect((error as BodyError).fields[0]!.path).toBe(path);
  expect(transport.requests).toHaveLength(0);
});

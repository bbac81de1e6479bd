/** Every method of every resource: what it sends, and what it answers with. */
import { MessageFlags, OverwriteType } from 'discord-api-types/v10';
import { Channel, Guild, Member, Message, User } from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { makeClient, MESSAGE } from './support/make-client';

type Row = [
  call: string,
  act: (client: RestClient) => Promise<unknown>,
  sent: string,
  body?: unknown,
  answer?: unknown,
  made?: unknown,
];

const CHANNEL = { id: '1', type: 0 };
const GUILD = { id: '1', name: 'Loom' };
const USER = { id: '2', username: 'alice' };
const MEMBER = { user: USER, roles: [] };
const REACTIONS = '/channels/1/messages/2/reactions';
const NONE = undefined;

const rows: Row[] = [
  ['guilds.get', (c) => c.guilds.get('1', { withCounts: true }), 'GET /guilds/1?with_counts=true', NONE, GUILD, Guild],
  [
    'guilds.edit',
    (c) => c.guilds.edit('1', { afkChannelId: null }),
    'PATCH /guilds/1',
    { afk_channel_id: null },
    GUILD,
    Guild,
  ],
  [
    'guilds.getPreview',
    (c) => c.guilds.getPreview('1'),
    'GET /guilds/1/preview',
    NONE,
    { id: '1', approximate_member_count: 5 },
    { id: '1', approximateMemberCount: 5 },
  ],
  ['guilds.listChannels', (c) => c.guilds.listChannels('1'), 'GET /guilds/1/channels', NONE, [CHANNEL], Channel],
  [
    'guilds.createChannel',
    (c) => c.guilds.createChannel('1', { name: 'x', parentId: '3' }),
    'POST /guilds/1/channels',
    { name: 'x', parent_id: '3' },
    CHANNEL,
    Channel,
  ],
  [
    'guilds.reorderChannels',
    (c) => c.guilds.reorderChannels('1', [{ id: '1', position: 2, lockPermissions: true }]),
    'PATCH /guilds/1/channels',
    [{ id: '1', position: 2, lock_permissions: true }],
  ],
  ['channels.get', (c) => c.channels.get('1'), 'GET /channels/1', NONE, CHANNEL, Channel],
  ['channels.edit', (c) => c.channels.edit('1', { name: 'y' }), 'PATCH /channels/1', { name: 'y' }, CHANNEL, Channel],
  ['channels.delete', (c) => c.channels.delete('1'), 'DELETE /channels/1', NONE, CHANNEL, Channel],
  ['channels.triggerTyping', (c) => c.channels.triggerTyping('1'), 'POST /channels/1/typing'],
  [
    'channels.setPermission',
    (c) => c.channels.setPermission('1', '9', { type: OverwriteType.Role, allow: '8' }),
    'PUT /channels/1/permissions/9',
    { type: 0, allow: '8' },
  ],
  ['channels.deletePermission', (c) => c.channels.deletePermission('1', '9'), 'DELETE /channels/1/permissions/9'],
  [
    'messages.list',
    (c) => c.messages.list('1', { limit: 5, before: '7' }),
    'GET /channels/1/messages?limit=5&before=7',
    NONE,
    [MESSAGE],
    Message,
  ],
  [
    'messages.create',
    (c) => c.messages.create('1', { content: 'hi', nonce: 'n', enforceNonce: true }),
    'POST /channels/1/messages',
    { content: 'hi', nonce: 'n', enforce_nonce: true, allowed_mentions: { parse: [] } },
    MESSAGE,
    Message,
  ],
  ['messages.get', (c) => c.messages.get('1', '2'), 'GET /channels/1/messages/2', NONE, MESSAGE, Message],
  [
    'messages.edit',
    (c) => c.messages.edit('1', '2', { flags: MessageFlags.SuppressEmbeds }),
    'PATCH /channels/1/messages/2',
    { flags: 4 },
    MESSAGE,
    Message,
  ],
  ['messages.delete', (c) => c.messages.delete('1', '2'), 'DELETE /channels/1/messages/2'],
  [
    'messages.bulkDelete',
    (c) => c.messages.bulkDelete('1', { messages: ['2', '3'] }),
    'POST /channels/1/messages/bulk-delete',
    { messages: ['2', '3'] },
  ],
  [
    'messages.crosspost',
    (c) => c.messages.crosspost('1', '2'),
    'POST /channels/1/messages/2/crosspost',
    NONE,
    MESSAGE,
    Message,
  ],
  [
    'messages.listPins',
    (c) => c.messages.listPins('1', { limit: 3, before: new Date(0) }),
    'GET /channels/1/messages/pins?limit=3&before=1970-01-01T00%3A00%3A00.000Z',
    NONE,
    { items: [], has_more: true },
    { items: [], hasMore: true },
  ],
  ['messages.pin', (c) => c.messages.pin('1', '2'), 'PUT /channels/1/messages/pins/2'],
  ['messages.unpin', (c) => c.messages.unpin('1', '2'), 'DELETE /channels/1/messages/pins/2'],
  [
    'reactions.list',
    (c) => c.reactions.list('1', '2', 'loom:9', { limit: 3 }),
    `GET ${REACTIONS}/loom%3A9?limit=3`,
    NONE,
    [USER],
    User,
  ],
  ['reactions.add', (c) => c.reactions.add('1', '2', '<a:loom:9>'), `PUT ${REACTIONS}/loom%3A9/@me`],
  ['reactions.removeOwn', (c) => c.reactions.removeOwn('1', '2', '👍'), `DELETE ${REACTIONS}/%F0%9F%91%8D/@me`],
  ['reactions.removeUser', (c) => c.reactions.removeUser('1', '2', '👍', '5'), `DELETE ${REACTIONS}/%F0%9F%91%8D/5`],
  ['reactions.removeEmoji', (c) => c.reactions.removeEmoji('1', '2', '👍'), `DELETE ${REACTIONS}/%F0%9F%91%8D`],
  ['reactions.removeAll', (c) => c.reactions.removeAll('1', '2'), `DELETE ${REACTIONS}`],
  [
    'members.list',
    (c) => c.members.list('1', { limit: 9, after: '3' }),
    'GET /guilds/1/members?limit=9&after=3',
    NONE,
    [MEMBER],
    Member,
  ],
  [
    'members.search',
    (c) => c.members.search('1', { query: 'al ice' }),
    'GET /guilds/1/members/search?query=al%20ice',
    NONE,
    [MEMBER],
    Member,
  ],
  ['members.get', (c) => c.members.get('1', '2'), 'GET /guilds/1/members/2', NONE, MEMBER, Member],
  [
    'members.edit',
    (c) => c.members.edit('1', '2', { channelId: null }),
    'PATCH /guilds/1/members/2',
    { channel_id: null },
    MEMBER,
    Member,
  ],
  [
    'members.editMe',
    (c) => c.members.editMe('1', { nick: 'x' }),
    'PATCH /guilds/1/members/@me',
    { nick: 'x' },
    MEMBER,
    Member,
  ],
  ['members.remove', (c) => c.members.remove('1', '2'), 'DELETE /guilds/1/members/2'],
  ['members.addRole', (c) => c.members.addRole('1', '2', '3'), 'PUT /guilds/1/members/2/roles/3'],
  ['members.removeRole', (c) => c.members.removeRole('1', '2', '3'), 'DELETE /guilds/1/members/2/roles/3'],
  ['users.me', (c) => c.users.me(), 'GET /users/@me', NONE, USER, User],
  ['users.editMe', (c) => c.users.editMe({ username: 'x' }), 'PATCH /users/@me', { username: 'x' }, USER, User],
  ['users.get', (c) => c.users.get('2'), 'GET /users/2', NONE, USER, User],
  [
    'users.listGuilds',
    (c) => c.users.listGuilds({ limit: 2, withCounts: false }),
    'GET /users/@me/guilds?limit=2&with_counts=false',
    NONE,
    [{ id: '1', approximate_member_count: 2 }],
    [{ id: '1', approximateMemberCount: 2 }],
  ],
  ['users.leaveGuild', (c) => c.users.leaveGuild('1'), 'DELETE /users/@me/guilds/1'],
  [
    'users.createDM',
    (c) => c.users.createDM({ recipientId: '2' }),
    'POST /users/@me/channels',
    { recipient_id: '2' },
    CHANNEL,
    Channel,
  ],
  ['gateway.get', (c) => c.gateway.get(), 'GET /gateway', NONE, { url: 'wss://x' }, { url: 'wss://x' }],
  [
    'gateway.getBot',
    (c) => c.gateway.getBot(),
    'GET /gateway/bot',
    NONE,
    { url: 'wss://x', session_start_limit: { max_concurrency: 1 } },
    { url: 'wss://x', sessionStartLimit: { maxConcurrency: 1 } },
  ],
];

it.each(rows.map((row): [string, Row] => [row[0], row]))(
  '%s sends what Discord documents [seed 44] [seed 45] [seed 46]',
  async (_call, [, act, sent, body, answer, made]) => {
    const { client, transport } = makeClient();
    transport.reply(answer === undefined ? { status: 204 } : { json: answer });
    const result = await act(client);
    const [request] = transport.requests;
    expect(`${request!.method} ${request!.path}`).toBe(sent);
    expect(request!.body).toEqual(body);
    if (typeof made === 'function') expect(Array.isArray(result) ? result[0] : result).toBeInstanceOf(made);
    else expect(result).toEqual(made);
  },
);

it('knows the guild of the members it answers with', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: [MEMBER] }, { json: MEMBER });
  expect((await client.members.list('7'))[0]!.guildId).toBe('7');
  expect((await client.members.get('7', '2')).guildId).toBe('7');
});

it('has a method for every row of the wire table, by the same name', () => {
  const table = Object.entries(routes).flatMap(([resource, verbs]) =>
    Object.keys(verbs).map((verb) => `${resource}.${verb}`),
  );
  expect(rows.map(([call]) => call).sort()).toEqual(table.sort());
});

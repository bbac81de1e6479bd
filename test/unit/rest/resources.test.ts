/** Every method of every resource: what it sends, and what it answers with. */
import { Channel, User } from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { makeClient } from './support/make-client';

type Row = [
  call: string,
  act: (client: RestClient) => Promise<unknown>,
  sent: string,
  body?: unknown,
  answer?: unknown,
  made?: unknown,
];

const CHANNEL = { id: '1', type: 0 };
const USER = { id: '2', username: 'alice' };
const NONE = undefined;

const rows: Row[] = [
  ['users.me', (c) => c.users.me(), 'GET /users/@me', NONE, USER, User],
  ['users.editMe', (c) => c.users.editMe({ username: 'xy' }), 'PATCH /users/@me', { username: 'xy' }, USER, User],
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

it('has a method for every row of the wire table, by the same name', () => {
  const { client } = makeClient();
  const missing = Object.entries(routes).flatMap(([resource, verbs]) => {
    const methods = (client as unknown as Record<string, Record<string, unknown> | undefined>)[resource];
    return Object.keys(verbs)
      .filter((verb) => typeof methods?.[verb] !== 'function')
      .map((verb) => `${resource}.${verb}`);
  });
  expect(missing).toEqual([]);
});

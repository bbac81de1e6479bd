/** Invites, and the users that they are for. */
import { Invite } from 'corduroy/models';
import { routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { errorOf, makeClient } from '../support/make-client';

const INVITE = { code: 'a b', type: 0, channel: { id: '2', name: 'x', type: 0 }, expires_at: null };

/** Tables of users are no JSON, and looked at by themselves. */
const { getTargetUsers: _get, setTargetUsers: _set, ...jsonRoutes } = routes.invites;

const calls: Calls<typeof jsonRoutes> = {
  get: {
    act: (c, o) => c.invites.get('a b', { withCounts: true, guildScheduledEventId: '5', targetChannelId: '6' }, o),
    sent: 'GET /invites/a%20b?with_counts=true&guild_scheduled_event_id=5&target_channel_id=6',
    answer: INVITE,
    made: Invite,
  },
  delete: { act: (c, o) => c.invites.delete('x', o), sent: 'DELETE /invites/x', answer: INVITE, made: Invite },
  getTargetUsersJob: {
    act: (c, o) => c.invites.getTargetUsersJob('x', o),
    sent: 'GET /invites/x/target-users/job-status',
    answer: { status: 1, total_users: 3, processed_users: 1, created_at: null },
    made: { status: 1, totalUsers: 3, processedUsers: 1, createdAt: null },
  },
  bulkAddTargetUsers: {
    act: (c, o) => c.invites.bulkAddTargetUsers('x', { userIds: ['1', '2'] }, o),
    sent: 'POST /invites/x/target-users/bulk-add',
    body: { user_ids: ['1', '2'] },
  },
  bulkRemoveTargetUsers: {
    act: (c, o) => c.invites.bulkRemoveTargetUsers('x', { userIds: ['1'] }, o),
    sent: 'POST /invites/x/target-users/bulk-delete',
    body: { user_ids: ['1'] },
  },
  addTargetUser: { act: (c, o) => c.invites.addTargetUser('x', '1', o), sent: 'PUT /invites/x/target-users/1' },
  removeTargetUser: {
    act: (c, o) => c.invites.removeTargetUser('x', '1', o),
    sent: 'DELETE /invites/x/target-users/1',
  },
};

testCalls('invites', jsonRoutes, calls, 49);

it('writes flags in small letters [seed 49]', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: INVITE });
  await client.invites.get('x', { withCounts: false, withExpiration: true });
  expect(transport.requests[0]!.path).toBe('/invites/x?with_counts=false&with_expiration=true');
});

it.each([
  ['with its heading', 'user_id\n123\n456\n'],
  ['with the line ends of Windows', 'user_id\r\n123\r\n456\r\n'],
  ['with quotes and without a heading', '"123"\n"456"'],
])('reads the table of target users %s', async (_how, csv) => {
  const { client, transport } = makeClient();
  transport.reply({ body: csv, headers: { 'content-type': 'text/csv; charset=utf-8' } });
  expect(await client.invites.getTargetUsers('x')).toEqual(['123', '456']);
  expect(transport.requests[0]!.path).toBe('/invites/x/target-users');
});

it('sends target users as a table with one column', async () => {
  const { client, transport } = makeClient();
  transport.reply({ status: 204 });
  await client.invites.setTargetUsers('x', ['123', '456']);
  const [request] = transport.requests;
  expect(`${request!.method} ${request!.path}`).toBe('PUT /invites/x/target-users');
  expect(request!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(request!.rawBody).toMatch(
    /name="target_users_file"; filename="target_users.csv"\r\nContent-Type: text\/csv\r\n\r\n123\n456\r\n--/,
  );
  expect(request!.rawBody).not.toContain('payload_json');
});

it('says what Discord says of an invite that is not there', async () => {
  const { client, transport } = makeClient();
  transport.reply({ status: 404, json: { code: 10006, message: 'Unknown Invite' } });
  expect(await errorOf(client.invites.get('gone'))).toMatchObject({ status: 404, discordCode: 10006 });
});

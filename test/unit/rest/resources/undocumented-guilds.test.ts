import { BodyError, encodeBody, ScheduledEventUser } from 'corduroy/models';
import { type RestClient, UndocumentedGuildsResource, UndocumentedScheduledEventsResource } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { undocumentedGuildRoutes } from '../../../../src/rest/routes/undocumented/guilds';
import { undocumentedScheduledEventRoutes } from '../../../../src/rest/routes/undocumented/scheduled-events';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const host = (client: RestClient) => ({
  client,
  encode: encodeBody,
  random: () => 0.5,
  clock: new ManualClock(),
  deadlineMs: 120_000,
});
const guilds = (client: RestClient) => new UndocumentedGuildsResource(host(client));
const events = (client: RestClient) => new UndocumentedScheduledEventsResource(host(client));

const REQUEST = { id: '7', guild_id: '1', user_id: '2', application_status: 'SUBMITTED' };
const EXCEPTION = { event_id: '5', event_exception_id: '6', is_canceled: true };

const guildCalls: Calls<typeof undocumentedGuildRoutes> = {
  getNewMemberWelcome: {
    act: (c, o) => guilds(c).getNewMemberWelcome('1', o),
    sent: 'GET /guilds/1/new-member-welcome',
    answer: { guild_id: '1', new_member_actions: [{ action_type: 1 }] },
    made: { guildId: '1', newMemberActions: [{ actionType: 1 }] },
  },
  listJoinRequests: {
    act: (c, o) => guilds(c).listJoinRequests('1', { status: 'SUBMITTED', limit: 100, before: '9' }, o),
    sent: 'GET /guilds/1/requests?status=SUBMITTED&limit=100&before=9',
    answer: { total: 4, guild_join_requests: [REQUEST] },
    made: { total: 4, items: [{ id: '7', guildId: '1', userId: '2', applicationStatus: 'SUBMITTED' }] },
  },
  actionJoinRequest: {
    act: (c, o) => guilds(c).actionJoinRequest('1', '7', { action: 'REJECTED', rejectionReason: 'Full' }, o),
    sent: 'PATCH /guilds/1/requests/7',
    body: { action: 'REJECTED', rejection_reason: 'Full' },
    answer: REQUEST,
    made: { id: '7', guildId: '1', userId: '2', applicationStatus: 'SUBMITTED' },
  },
};

testCalls('undocumented.guilds', undocumentedGuildRoutes, guildCalls, 44);

const eventCalls: Calls<typeof undocumentedScheduledEventRoutes> = {
  getUserCounts: {
    act: (c, o) => events(c).getUserCounts('1', '5', { guildScheduledEventExceptionIds: ['6', '7'] }, o),
    sent:
      'GET /guilds/1/scheduled-events/5/users/counts' +
      '?guild_scheduled_event_exception_ids=6&guild_scheduled_event_exception_ids=7',
    answer: { guild_scheduled_event_count: 3, guild_scheduled_event_exception_counts: { '6': 1 } },
    made: { guildScheduledEventCount: 3, guildScheduledEventExceptionCounts: { '6': 1 } },
  },
  listExceptionUsers: {
    act: (c, o) => events(c).listExceptionUsers('1', '5', '6', { withMember: true, limit: 2 }, o),
    sent: 'GET /guilds/1/scheduled-events/5/6/users?with_member=true&limit=2',
    answer: [{ guild_scheduled_event_id: '5', user: { id: '2' } }],
    made: ScheduledEventUser,
  },
  createException: {
    act: (c, o) =>
      events(c).createException('1', '5', { originalScheduledStartTime: new Date(0), isCanceled: true }, o),
    sent: 'POST /guilds/1/scheduled-events/5/exceptions',
    body: { original_scheduled_start_time: '1970-01-01T00:00:00.000Z', is_canceled: true },
    answer: EXCEPTION,
    made: { eventId: '5', eventExceptionId: '6', isCanceled: true },
  },
  editException: {
    act: (c, o) => events(c).editException('1', '5', '6', { scheduledStartTime: new Date(0), isCanceled: false }, o),
    sent: 'PATCH /guilds/1/scheduled-events/5/exceptions/6',
    body: { scheduled_start_time: '1970-01-01T00:00:00.000Z', is_canceled: false },
    answer: EXCEPTION,
    made: { eventId: '5', eventExceptionId: '6', isCanceled: true },
  },
  deleteException: {
    act: (c, o) => events(c).deleteException('1', '5', '6', o),
    sent: 'DELETE /guilds/1/scheduled-events/5/exceptions/6',
  },
};

testCalls('undocumented.scheduledEvents', undocumentedScheduledEventRoutes, eventCalls, 44);

it('gives nothing where new members find nothing', async () => {
  const { client, transport } = makeClient();
  transport.reply({ status: 204 });
  await expect(guilds(client).getNewMemberWelcome('1')).resolves.toBeUndefined();
});

it('reads requests to join from the newest to the oldest, in whichever order a page comes', async () => {
  const { client, transport } = makeClient();
  const page = (...ids: number[]) => ({ json: { guild_join_requests: ids.map((id) => ({ id: String(id) })) } });
  const upwards = Array.from({ length: 100 }, (_, index) => 101 + index);
  transport.reply(page(...upwards), page(99, 100), page());
  const requests = await guilds(client).iterateJoinRequests('1', { status: 'SUBMITTED' }).toArray();
  expect(requests.map(({ id }) => Number(id))).toEqual([...upwards.reverse(), 100, 99]);
  expect(transport.requests.map(({ path }) => path)).toEqual([
    '/guilds/1/requests?status=SUBMITTED&limit=100',
    '/guilds/1/requests?status=SUBMITTED&before=101&limit=100',
  ]);
});

it('reads everyone who is interested in one occurrence page by page', async () => {
  const { client, transport } = makeClient();
  const page = (from: number, count: number) => ({
    json: Array.from({ length: count }, (_, index) => ({
      guild_scheduled_event_id: '5',
      guild_scheduled_event_exception_id: '6',
      user: { id: String(from + index) },
    })),
  });
  transport.reply(page(1, 100), page(101, 1));
  const users = await events(client).iterateExceptionUsers('1', '5', '6').toArray();
  expect(users).toHaveLength(101);
  expect(users[0]!.scheduledEventExceptionId).toBe('6');
  expect(transport.requests.map(({ path }) => path)).toEqual([
    '/guilds/1/scheduled-events/5/6/users?limit=100',
    '/guilds/1/scheduled-events/5/6/users?after=100&limit=100',
  ]);
});

it('sends no reason for a rejection that is too long [seed 58]', async () => {
  const { client, transport } = makeClient();
  const body = { action: 'REJECTED' as const, rejectionReason: 'x'.repeat(161) };
  await expect(guilds(client).actionJoinRequest('1', '7', body)).rejects.toBeInstanceOf(BodyError);
  expect(transport.requests).toHaveLength(0);
});

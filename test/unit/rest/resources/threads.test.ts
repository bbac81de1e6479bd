/** Threads, posts in forums, and their lists. */
import { ChannelType, ThreadAutoArchiveDuration } from 'discord-api-types/v10';
import { Attachment, BodyError, Channel, ThreadMember } from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const THREAD = { id: '4', type: 11 };
const MEMBER = { id: '4', user_id: '2', join_timestamp: '2025-05-01T12:00:00Z', flags: 0 };
const PAGE = { threads: [THREAD], members: [MEMBER], has_more: true };
const LIST = { threads: [expect.any(Channel)], members: [expect.any(ThreadMember)] };
const PLACE = '/channels/1/thread-members';

const calls: Calls<typeof routes.threads> = {
  create: {
    act: (c, o) =>
      c.threads.create(
        '1',
        { name: 'Looms', type: ChannelType.PrivateThread, invitable: false, rateLimitPerUser: 5 },
        o,
      ),
    sent: 'POST /channels/1/threads',
    body: { name: 'Looms', type: 12, invitable: false, rate_limit_per_user: 5 },
    answer: THREAD,
    made: Channel,
  },
  createFromMessage: {
    act: (c, o) =>
      c.threads.createFromMessage(
        '1',
        '2',
        { name: 'Looms', autoArchiveDuration: ThreadAutoArchiveDuration.OneDay },
        o,
      ),
    sent: 'POST /channels/1/messages/2/threads',
    body: { name: 'Looms', auto_archive_duration: 1_440 },
    answer: THREAD,
    made: Channel,
  },
  listMembers: {
    act: (c, o) => c.threads.listMembers('1', { withMember: true, after: '3', limit: 9 }, o),
    sent: `GET ${PLACE}?with_member=true&after=3&limit=9`,
    answer: [MEMBER],
    made: ThreadMember,
  },
  getMember: {
    act: (c, o) => c.threads.getMember('1', '2', { withMember: false }, o),
    sent: `GET ${PLACE}/2?with_member=false`,
    answer: MEMBER,
    made: ThreadMember,
  },
  addMember: { act: (c, o) => c.threads.addMember('1', '2', o), sent: `PUT ${PLACE}/2` },
  removeMember: { act: (c, o) => c.threads.removeMember('1', '2', o), sent: `DELETE ${PLACE}/2` },
  join: { act: (c, o) => c.threads.join('1', o), sent: `PUT ${PLACE}/@me` },
  leave: { act: (c, o) => c.threads.leave('1', o), sent: `DELETE ${PLACE}/@me` },
  listPublicArchived: {
    act: (c, o) => c.threads.listPublicArchived('1', { before: new Date(0), limit: 2 }, o),
    sent: 'GET /channels/1/threads/archived/public?before=1970-01-01T00%3A00%3A00.000Z&limit=2',
    answer: PAGE,
    made: { ...LIST, hasMore: true },
  },
  listPrivateArchived: {
    act: (c, o) => c.threads.listPrivateArchived('1', { before: '2025-01-01T00:00:00Z' }, o),
    sent: 'GET /channels/1/threads/archived/private?before=2025-01-01T00%3A00%3A00Z',
    answer: PAGE,
    made: { ...LIST, hasMore: true },
  },
  listJoinedPrivateArchived: {
    act: (c, o) => c.threads.listJoinedPrivateArchived('1', { before: '8', limit: 50 }, o),
    sent: 'GET /channels/1/users/@me/threads/archived/private?before=8&limit=50',
    answer: PAGE,
    made: { ...LIST, hasMore: true },
  },
  listActive: {
    act: (c, o) => c.threads.listActive('9', o),
    sent: 'GET /guilds/9/threads/active',
    answer: { threads: [THREAD], members: [MEMBER] },
    made: LIST,
  },
};

testCalls('threads', routes.threads, calls, 46);

describe('a post in a forum', () => {
  it('is a thread with its first message, which mentions nobody unasked', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: THREAD });
    await client.threads.create('1', { name: 'Looms', appliedTags: ['7'], message: { content: '@everyone' } });
    expect(transport.requests[0]!.body).toEqual({
      name: 'Looms',
      applied_tags: ['7'],
      message: { content: '@everyone', allowed_mentions: { parse: [] } },
    });
  });

  it('mentions whom its author names', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: THREAD });
    await client.threads.create('1', {
      name: 'Looms',
      message: { content: '<@5>', allowedMentions: { users: ['5'] } },
    });
    expect(transport.requests[0]!.body).toMatchObject({ message: { allowed_mentions: { users: ['5'] } } });
  });

  it('may be files alone', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: THREAD });
    const file = Attachment.fromBytes(Buffer.from('weft'), { name: 'weft.txt', description: 'A thread' });
    await client.threads.create('1', { name: 'Looms', message: { files: [file] } });
    const { rawBody } = transport.requests[0]!;
    const [, payload] = /name="payload_json"\r\n[^]*?\r\n\r\n(.*?)\r\n--/.exec(rawBody)!;
    expect(JSON.parse(payload!)).toEqual({
      name: 'Looms',
      message: {
        attachments: [{ id: '0', filename: 'weft.txt', description: 'A thread' }],
        allowed_mentions: { parse: [] },
      },
    });
    expect(rawBody).toMatch(/name="files\[0\]"; filename="weft.txt"[^]*\r\n\r\nweft\r\n--/);
  });

  it('tells where in its message something is wrong', async () => {
    const { client, transport } = makeClient();
    const post = { name: 'Looms', message: { content: 'x'.repeat(2_001) } };
    const error = await client.threads.create('1', post).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BodyError);
    expect((error as BodyError).fields).toMatchObject([{ path: 'message.content', rule: 'characters' }]);
    expect(transport.requests).toEqual([]);
  });

  it.each([{ name: 'Looms', message: null }, null, undefined])('is not made of %p', async (body) => {
    const { client, transport } = makeClient();
    transport.otherwise({ json: THREAD });
    const made = client.threads.create('1', body as never);
    if (body) await expect(made).resolves.toBeInstanceOf(Channel);
    else await expect(made).rejects.toBeInstanceOf(BodyError);
  });
});

describe('reading all archived threads', () => {
  const thread = (id: string, archivedAt: string): object => ({
    id,
    type: 11,
    thread_metadata: { archive_timestamp: archivedAt },
  });
  const first = { threads: [thread('9', '2025-05-01T12:00:00.000009+00:00')], members: [], has_more: true };
  const second = { threads: [thread('8', '2025-05-01T12:00:00.000003+00:00')], members: [], has_more: false };

  type Read = (client: RestClient) => AsyncIterable<Channel>;
  const MOMENT = '2025-05-01T12:00:00.000009+00:00';

  it.each<[string, string, string, Read]>([
    ['public ones', '/channels/1/threads/archived/public', MOMENT, (c) => c.threads.iteratePublicArchived('1')],
    ['private ones', '/channels/1/threads/archived/private', MOMENT, (c) => c.threads.iteratePrivateArchived('1')],
    [
      'private ones that were joined',
      '/channels/1/users/@me/threads/archived/private',
      '9',
      (c) => c.threads.iterateJoinedPrivateArchived('1'),
    ],
  ])('goes on from exactly where a page ended: %s', async (_which, path, cursor, read) => {
    const { client, transport } = makeClient();
    transport.reply({ json: first }, { json: second });
    const ids: string[] = [];
    for await (const { id } of read(client)) ids.push(id);
    expect(ids).toEqual(['9', '8']);
    expect(transport.requests.map((request) => decodeURIComponent(request.path))).toEqual([
      `${path}?limit=100`,
      `${path}?before=${cursor}&limit=100`,
    ]);
  });

  it('asks for two where one is wanted, because Discord gives no fewer', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: { ...second, threads: [...first.threads, ...second.threads] } });
    const read = client.threads.iteratePublicArchived('1', { before: new Date(0) }).take(1);
    expect(await read.toArray()).toHaveLength(1);
    expect(transport.requests[0]!.path).toBe(
      '/channels/1/threads/archived/public?before=1970-01-01T00%3A00%3A00.000Z&limit=2',
    );
  });
});

it('reads all members of a thread with their members of the guild, which come in pages', async () => {
  const { client, transport } = makeClient();
  const member = (id: number): object => ({ ...MEMBER, user_id: String(id) });
  transport.reply({ json: Array.from({ length: 100 }, (_, index) => member(100 + index)) }, { json: [member(900)] });
  expect(await client.threads.iterateMembers('1', { after: '50' }).toArray()).toHaveLength(101);
  expect(transport.requests.map(({ path }) => path)).toEqual([
    `${PLACE}?after=50&limit=100&with_member=true`,
    `${PLACE}?after=199&limit=100&with_member=true`,
  ]);
});

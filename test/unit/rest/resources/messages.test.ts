/** Messages: what each call sends, reading a channel page by page, and searching. */
import { type APIMessage, InteractionResponseType, MessageFlags, MessageSearchSortMode } from 'discord-api-types/v10';
import { BodyError, Channel, Message, ThreadMember } from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { errorOf, makeClient, MESSAGE, watch } from '../support/make-client';

const RESULTS = { messages: [[MESSAGE]], total_results: 1, doing_deep_historical_index: false };
const FOUND = {
  messages: [expect.any(Message)],
  totalResults: 1,
  doingDeepHistoricalIndex: false,
  documentsIndexed: undefined,
  threads: [],
  members: [],
};
const notReady = (retryAfter: number) => ({
  status: 202,
  json: { message: 'Index not yet available', code: 110000, documents_indexed: 0, retry_after: retryAfter },
});
const messages = (from: number, count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ ...MESSAGE, id: String(from - index) }));

const calls: Calls<typeof routes.messages> = {
  list: {
    act: (c, o) => c.messages.list('1', { limit: 5, before: '7' }, o),
    sent: 'GET /channels/1/messages?limit=5&before=7',
    answer: [MESSAGE],
    made: Message,
  },
  create: {
    act: (c, o) => c.messages.create('1', { content: 'hi', nonce: 'n', enforceNonce: true }, o),
    sent: 'POST /channels/1/messages',
    body: { content: 'hi', nonce: 'n', enforce_nonce: true, allowed_mentions: { parse: [] } },
    answer: MESSAGE,
    made: Message,
  },
  get: {
    act: (c, o) => c.messages.get('1', '2', o),
    sent: 'GET /channels/1/messages/2',
    answer: MESSAGE,
    made: Message,
  },
  edit: {
    act: (c, o) => c.messages.edit('1', '2', { flags: MessageFlags.SuppressEmbeds }, o),
    sent: 'PATCH /channels/1/messages/2',
    body: { flags: 4 },
    answer: MESSAGE,
    made: Message,
  },
  delete: { act: (c, o) => c.messages.delete('1', '2', o), sent: 'DELETE /channels/1/messages/2' },
  bulkDelete: {
    act: (c, o) => c.messages.bulkDelete('1', { messages: ['2', '3'] }, o),
    sent: 'POST /channels/1/messages/bulk-delete',
    body: { messages: ['2', '3'] },
  },
  crosspost: {
    act: (c, o) => c.messages.crosspost('1', '2', o),
    sent: 'POST /channels/1/messages/2/crosspost',
    answer: MESSAGE,
    made: Message,
  },
  search: {
    act: (c, o) =>
      c.messages.search(
        '9',
        {
          content: 'warp & weft',
          authorId: ['2', '3'],
          pinned: true,
          sortBy: MessageSearchSortMode.Relevance,
          limit: 25,
        },
        o,
      ),
    sent:
      'GET /guilds/9/messages/search?content=warp%20%26%20weft&author_id=2&author_id=3&pinned=true' +
      '&sort_by=relevance&limit=25',
    answer: RESULTS,
    made: FOUND,
  },
  listPins: {
    act: (c, o) => c.messages.listPins('1', { limit: 3, before: new Date(0) }, o),
    sent: 'GET /channels/1/messages/pins?limit=3&before=1970-01-01T00%3A00%3A00.000Z',
    answer: { items: [], has_more: true },
    made: { items: [], hasMore: true },
  },
  pin: { act: (c, o) => c.messages.pin('1', '2', o), sent: 'PUT /channels/1/messages/pins/2' },
  unpin: { act: (c, o) => c.messages.unpin('1', '2', o), sent: 'DELETE /channels/1/messages/pins/2' },
};

testCalls('messages', routes.messages, calls, 46);

describe('reading all messages of a channel', () => {
  it('goes back from the newest', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: messages(900, 100) }, { json: messages(800, 3) });
    const ids = await client.messages
      .iterate('1')
      .map((message) => message.id)
      .toArray();
    expect(ids).toHaveLength(103);
    expect([ids[0], ids[99], ids[102]]).toEqual(['900', '801', '798']);
    expect(transport.requests.map(({ path }) => path)).toEqual([
      '/channels/1/messages?limit=100',
      '/channels/1/messages?before=801&limit=100',
    ]);
  });

  it('begins before a message, and asks for no more than is wanted', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: messages(499, 2) });
    expect(await client.messages.iterate('1', { before: '500' }).take(2).toArray()).toHaveLength(2);
    expect(transport.requests.map(({ path }) => path)).toEqual(['/channels/1/messages?before=500&limit=2']);
  });

  it('goes on from a message, oldest first', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: messages(600, 100) }, { json: messages(602, 2) });
    const ids = await client.messages
      .iterate('1', { after: '500' })
      .map((message) => message.id)
      .toArray();
    expect([ids[0], ids[99], ids[100], ids[101]]).toEqual(['501', '600', '601', '602']);
    expect(transport.requests.map(({ path }) => path)).toEqual([
      '/channels/1/messages?after=500&limit=100',
      '/channels/1/messages?after=600&limit=100',
    ]);
  });
});

it('reads all pins, from exactly the moment where a page ended', async () => {
  const { client, transport } = makeClient();
  const pin = (pinnedAt: string) => ({ pinned_at: pinnedAt, message: MESSAGE });
  transport.reply(
    { json: { items: [pin('2025-05-01T12:00:00.000009+00:00')], has_more: true } },
    { json: { items: [pin('2025-05-01T12:00:00.000003+00:00')], has_more: false } },
  );
  const pins = await client.messages.iteratePins('1', { before: new Date('2026-01-01T00:00:00Z') }).toArray();
  expect(pins).toEqual([
    { pinnedAt: new Date('2025-05-01T12:00:00Z'), message: expect.any(Message) as Message },
    { pinnedAt: new Date('2025-05-01T12:00:00Z'), message: expect.any(Message) as Message },
  ]);
  expect(transport.requests.map(({ path }) => decodeURIComponent(path))).toEqual([
    '/channels/1/messages/pins?before=2026-01-01T00:00:00.000Z&limit=50',
    '/channels/1/messages/pins?before=2025-05-01T12:00:00.000009+00:00&limit=50',
  ]);
});

describe('searching a guild', () => {
  it('gives the threads and memberships that were found along', async () => {
    const { client, transport } = makeClient();
    const member = { id: '4', user_id: '2', join_timestamp: '2025-05-01T12:00:00Z', flags: 0 };
    transport.reply({
      json: { ...RESULTS, threads: [{ id: '4', type: 11 }], members: [member], documents_indexed: 7 },
    });
    const found = await client.messages.search('9');
    expect(found.threads[0]).toBeInstanceOf(Channel);
    expect(found.members[0]).toBeInstanceOf(ThreadMember);
    expect(found.documentsIndexed).toBe(7);
  });

  it('waits for the index as long as Discord says, a second for a short while', async () => {
    const { client, clock, transport } = makeClient();
    transport.reply(notReady(2.5), notReady(0), { json: RESULTS });
    const search = watch(client.messages.search('9', { content: 'x' }));
    await clock.advance(2_499);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1);
    expect(transport.requests).toHaveLength(2);
    await clock.advance(999);
    expect(transport.requests).toHaveLength(2);
    await clock.advance(1);
    expect(transport.requests.map(({ path }) => path)).toEqual(Array(3).fill('/guilds/9/messages/search?content=x'));
    expect(search.value).toEqual(FOUND);
  });

  it('gives up when the index would not be there in time', async () => {
    const { client, clock, transport } = makeClient({ deadlineMs: 5_000 });
    transport.otherwise(notReady(2));
    const search = watch(client.messages.search('9'));
    await clock.advance(4_000);
    expect(transport.requests).toHaveLength(3);
    expect(search.error).toMatchObject({
      code: 'REST_TIMEOUT',
      status: 202,
      discordCode: 110000,
      retryAfterMs: 2_000,
      mayRetry: true,
    });
  });

  it('stops waiting when it is given up', async () => {
    const { client, clock, transport } = makeClient();
    transport.otherwise(notReady(10));
    const controller = new AbortController();
    const search = watch(client.messages.search('9', {}, { signal: controller.signal }));
    await clock.advance(1_000);
    controller.abort(new Error('enough'));
    await clock.advance(0);
    expect(search.error).toMatchObject({ code: 'REST_ABORTED' });
    await clock.advance(20_000);
    expect(transport.requests).toHaveLength(1);
  });

  it('says so when the answer is none', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: 'nothing' });
    expect(await errorOf(client.messages.search('9'))).toMatchObject({ code: 'REST_INVALID_BODY' });
  });
});

describe('a body that is none', () => {
  it.each<[string, (client: RestClient) => Promise<unknown>]>([
    ['nothing as a message', (c) => c.messages.create('1', undefined as never)],
    ['null as a message', (c) => c.messages.create('1', null as never)],
    ['a text as a message', (c) => c.messages.create('1', 'hi' as never)],
    ['nothing as an edit', (c) => c.messages.edit('1', '2', undefined as never)],
    ['nothing as a message of a webhook', (c) => c.webhooks.execute('1', 't', undefined as never)],
    ['nothing as a reply', (c) => c.interactions.reply('1', 't', undefined as never)],
    ['nothing as a thread', (c) => c.threads.create('1', undefined as never)],
    ['nothing as a guild', (c) => c.guilds.edit('1', undefined as never)],
    ['nothing as a sticker', (c) => c.stickers.create('1', undefined as never)],
    ['nothing as a changed sticker', (c) => c.stickers.edit('1', '2', undefined as never)],
    ['nothing as a direct message', (c) => c.users.createDM(undefined as never)],
    ['nothing as users of an invite', (c) => c.invites.setTargetUsers('x', undefined as never)],
  ])('is refused as such: %s', async (_name, act) => {
    const { client, transport } = makeClient();
    await expect(act(client)).rejects.toBeInstanceOf(BodyError);
    expect(transport.requests).toHaveLength(0);
  });
});

describe('a view that is sent as a body', () => {
  const QUIET = { allowed_mentions: { parse: [] } };

  it.each<[string, (client: RestClient, view: Message) => Promise<unknown>, unknown]>([
    ['a message', (c, view) => c.messages.edit('1', '2', view), { ...MESSAGE, ...QUIET }],
    ['the message of a post', (c, view) => c.threads.create('1', { name: 'n', message: view }), expect.anything()],
    [
      'the data of a reply',
      (c, view) =>
        c.interactions.reply('1', 't', { type: InteractionResponseType.ChannelMessageWithSource, data: view }),
      { type: 4, data: { ...MESSAGE, ...QUIET } },
    ],
  ])('keeps its payload: %s', async (_name, act, sent) => {
    const { client, transport } = makeClient();
    transport.reply({ json: MESSAGE });
    const raw = { ...MESSAGE };
    await act(client, new Message(raw as APIMessage));
    expect(transport.requests[0]!.body).toEqual(sent);
    expect(raw).toEqual(MESSAGE);
  });
});

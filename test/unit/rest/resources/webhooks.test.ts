/** Webhooks and their messages. */
import { MessageFlags } from 'discord-api-types/v10';
import { Attachment, BodyError, Message, Webhook } from 'corduroy/models';
import { routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { errorOf, makeClient, MESSAGE } from '../support/make-client';

const WEBHOOK = { id: '5', type: 1, name: 'Weaver', avatar: null, channel_id: '1', application_id: null, token: 'tok' };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const PIXEL_BYTES = Buffer.from('iVBORw0KGgo=', 'base64');
const PLACE = '/webhooks/5/tok';
const QUIET = { allowed_mentions: { parse: [] } };

const calls: Calls<typeof routes.webhooks> = {
  get: { act: (c, o) => c.webhooks.get('5', o), sent: 'GET /webhooks/5', answer: WEBHOOK, made: Webhook },
  edit: {
    act: (c, o) => c.webhooks.edit('5', { name: 'Spinner', avatar: null, channelId: '2' }, o),
    sent: 'PATCH /webhooks/5',
    body: { name: 'Spinner', avatar: null, channel_id: '2' },
    answer: WEBHOOK,
    made: Webhook,
  },
  delete: { act: (c, o) => c.webhooks.delete('5', o), sent: 'DELETE /webhooks/5' },
  getWithToken: {
    act: (c, o) => c.webhooks.getWithToken('5', 'tok', o),
    sent: `GET ${PLACE}`,
    answer: WEBHOOK,
    made: Webhook,
  },
  editWithToken: {
    act: (c, o) => c.webhooks.editWithToken('5', 'tok', { name: 'Spinner', avatar: PIXEL_BYTES }, o),
    sent: `PATCH ${PLACE}`,
    body: { name: 'Spinner', avatar: PIXEL },
    answer: WEBHOOK,
    made: Webhook,
  },
  deleteWithToken: { act: (c, o) => c.webhooks.deleteWithToken('5', 'tok', o), sent: `DELETE ${PLACE}` },
  execute: {
    act: (c, o) =>
      c.webhooks.execute(
        '5',
        'tok',
        { content: '@everyone', username: 'Al', avatarUrl: 'https://example.com/a.png', threadName: 'Looms' },
        { wait: true, threadId: '8', withComponents: true },
        o,
      ),
    sent: `POST ${PLACE}?wait=true&thread_id=8&with_components=true`,
    body: {
      content: '@everyone',
      username: 'Al',
      avatar_url: 'https://example.com/a.png',
      thread_name: 'Looms',
      ...QUIET,
    },
    answer: MESSAGE,
    made: Message,
  },
  executeSlack: {
    act: (c, o) =>
      c.webhooks.executeSlack('5', 'tok', { text: 'hi', icon_url: 'https://example.com/a' }, { wait: false }, o),
    sent: `POST ${PLACE}/slack?wait=false`,
    body: { text: 'hi', icon_url: 'https://example.com/a' },
  },
  executeGithub: {
    act: (c, o) => {
      const sender = { id: 1, login: 'al', html_url: 'https://example.com', avatar_url: 'https://example.com/a' };
      return c.webhooks.executeGithub('5', 'tok', { action: 'opened', sender }, { threadId: '8' }, o);
    },
    sent: `POST ${PLACE}/github?thread_id=8`,
    body: {
      action: 'opened',
      sender: { id: 1, login: 'al', html_url: 'https://example.com', avatar_url: 'https://example.com/a' },
    },
  },
  getMessage: {
    act: (c, o) => c.webhooks.getMessage('5', 'tok', '20', { threadId: '8' }, o),
    sent: `GET ${PLACE}/messages/20?thread_id=8`,
    answer: MESSAGE,
    made: Message,
  },
  editMessage: {
    act: (c, o) => c.webhooks.editMessage('5', 'tok', '20', { content: '@here', embeds: null }, { threadId: '8' }, o),
    sent: `PATCH ${PLACE}/messages/20?thread_id=8`,
    body: { content: '@here', embeds: null, ...QUIET },
    answer: MESSAGE,
    made: Message,
  },
  deleteMessage: {
    act: (c, o) => c.webhooks.deleteMessage('5', 'tok', '20', { threadId: '8' }, o),
    sent: `DELETE ${PLACE}/messages/20?thread_id=8`,
  },
};

testCalls('webhooks', routes.webhooks, calls, 51);

describe('writing with a webhook', () => {
  it.each([[undefined], [{}], [{ wait: false as const }]])(
    'answers with nothing when asked with %p [seed 51]',
    async (query) => {
      const { client, transport } = makeClient();
      transport.reply({ status: 204 });
      const executing = client.webhooks.execute('5', 'tok', { content: 'x' }, query);
      await expect(executing).resolves.toBeUndefined();
    },
  );

  it('sends files beside the message', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: MESSAGE });
    const files = [Attachment.fromBytes(Buffer.from('weft'), { name: 'weft.txt' })];
    await client.webhooks.execute('5', 'tok', { files }, { wait: true });
    const { rawBody, headers } = transport.requests[0]!;
    expect(headers.authorization).toBeUndefined();
    expect(rawBody).toContain('{"attachments":[{"id":"0","filename":"weft.txt"}],"allowed_mentions":{"parse":[]}}');
    expect(rawBody).toMatch(/name="files\[0\]"; filename="weft.txt"[^]*\r\n\r\nweft\r\n--/);
  });

  it('adds files to a message, keeping those that are named', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: MESSAGE });
    const files = [Attachment.fromBytes(Buffer.from('weft'), { name: 'weft.txt' })];
    await client.webhooks.editMessage('5', 'tok', '20', { attachments: [{ id: '7' }], files });
    expect(transport.requests[0]!.rawBody).toContain('{"attachments":[{"id":"7"},{"id":"0","filename":"weft.txt"}]}');
  });

  it('mentions whom its author names', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 204 });
    await client.webhooks.execute('5', 'tok', { content: '<@5>', allowedMentions: { parse: ['users'] as never } });
    expect(transport.requests[0]!.body).toMatchObject({ allowed_mentions: { parse: ['users'] } });
  });

  it.each<[string, object, string]>([
    ['nothing', {}, ''],
    ['an answer for the eyes of one', { content: 'x', flags: MessageFlags.Ephemeral }, 'flags'],
    ['a name of 81 characters', { content: 'x', username: 'x'.repeat(81) }, 'username'],
  ])('refuses %s before anything is sent', async (_what, body, path) => {
    const { client, transport } = makeClient();
    const error = await client.webhooks.execute('5', 'tok', body).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BodyError);
    expect((error as BodyError).fields.map((field) => field.path)).toEqual([path]);
    expect(transport.requests).toEqual([]);
  });

  it('takes the word that Slack’s own door answers with', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 200, body: 'ok', headers: { 'content-type': 'text/html; charset=utf-8' } });
    await expect(client.webhooks.executeSlack('5', 'tok', { text: 'hi' })).resolves.toBeUndefined();
  });

  it('never shows the token in what it says of an error', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 404, json: { code: 10015, message: 'Unknown Webhook' } });
    const error = await errorOf(client.webhooks.getMessage('5', 'secret-token', '20'));
    expect(error).toMatchObject({ discordCode: 10015, path: '/webhooks/5/[redacted]/messages/20' });
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('secret-token');
  });
});

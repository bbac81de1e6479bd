/** Answers to interactions. */
import { ComponentType, InteractionResponseType, MessageFlags, TextInputStyle } from 'discord-api-types/v10';
import { Attachment, BodyError, type InteractionReplyBody, Message } from 'corduroy/models';
import { routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { errorOf, makeClient, MESSAGE } from '../support/make-client';

const PLACE = '/webhooks/5/tok';
const CALLBACK = '/interactions/3/tok/callback';
/** Deprecated, and still taken. */
const PAY: object = { type: 10 };
const QUIET = { allowed_mentions: { parse: [] } };

const calls: Calls<typeof routes.interactions> = {
  reply: {
    act: (c, o) =>
      c.interactions.reply(
        '3',
        'tok',
        {
          type: InteractionResponseType.ChannelMessageWithSource,
          data: { content: '@everyone', flags: MessageFlags.Ephemeral },
        },
        { withResponse: true },
        o,
      ),
    sent: `POST ${CALLBACK}?with_response=true`,
    body: { type: 4, data: { content: '@everyone', flags: 64, ...QUIET } },
    answer: {
      interaction: { id: '3', type: 2, response_message_id: '20' },
      resource: { type: 4, message: MESSAGE },
    },
    made: {
      interaction: { id: '3', type: 2, responseMessageId: '20' },
      resource: { type: 4, message: expect.any(Message) as Message, activityInstance: undefined },
    },
  },
  getReply: {
    act: (c, o) => c.interactions.getReply('5', 'tok', { threadId: '8' }, o),
    sent: `GET ${PLACE}/messages/@original?thread_id=8`,
    answer: MESSAGE,
    made: Message,
  },
  editReply: {
    act: (c, o) => c.interactions.editReply('5', 'tok', { content: '@here' }, { withComponents: true }, o),
    sent: `PATCH ${PLACE}/messages/@original?with_components=true`,
    body: { content: '@here', ...QUIET },
    answer: MESSAGE,
    made: Message,
  },
  deleteReply: {
    act: (c, o) => c.interactions.deleteReply('5', 'tok', {}, o),
    sent: `DELETE ${PLACE}/messages/@original`,
  },
  followUp: {
    act: (c, o) => c.interactions.followUp('5', 'tok', { content: '@here', flags: MessageFlags.Ephemeral }, o),
    sent: `POST ${PLACE}`,
    body: { content: '@here', flags: 64, ...QUIET },
    answer: MESSAGE,
    made: Message,
  },
  getFollowUp: {
    act: (c, o) => c.interactions.getFollowUp('5', 'tok', '20', o),
    sent: `GET ${PLACE}/messages/20`,
    answer: MESSAGE,
    made: Message,
  },
  editFollowUp: {
    act: (c, o) => c.interactions.editFollowUp('5', 'tok', '20', { content: null, components: [] }, o),
    sent: `PATCH ${PLACE}/messages/20`,
    body: { content: null, components: [] },
    answer: MESSAGE,
    made: Message,
  },
  deleteFollowUp: {
    act: (c, o) => c.interactions.deleteFollowUp('5', 'tok', '20', o),
    sent: `DELETE ${PLACE}/messages/20`,
  },
};

testCalls('interactions', routes.interactions, calls, 48);

describe('the first answer', () => {
  const input = { type: ComponentType.TextInput as const, customId: 'name', style: TextInputStyle.Short };
  const modal = {
    customId: 'order',
    title: 'Order',
    components: [{ type: ComponentType.Label as const, label: 'Name', component: input }],
  };

  it.each<[string, InteractionReplyBody, object]>([
    ['a pong', { type: InteractionResponseType.Pong }, { type: 1 }],
    [
      'a message',
      { type: InteractionResponseType.ChannelMessageWithSource, data: { embeds: [{ title: 'x' }] } },
      { type: 4, data: { embeds: [{ title: 'x' }], ...QUIET } },
    ],
    [
      'a promise of a message',
      { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } },
      { type: 5, data: { flags: 64 } },
    ],
    ['a promise of one for all eyes', { type: InteractionResponseType.DeferredChannelMessageWithSource }, { type: 5 }],
    ['a promise of a change', { type: InteractionResponseType.DeferredMessageUpdate }, { type: 6 }],
    [
      'a change',
      { type: InteractionResponseType.UpdateMessage, data: { content: 'new', components: [], embeds: null } },
      { type: 7, data: { content: 'new', components: [], embeds: null, ...QUIET } },
    ],
    ['a change of nothing', { type: InteractionResponseType.UpdateMessage }, { type: 7 }],
    [
      'choices',
      {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: [{ name: 'Twill', value: 't', nameLocalizations: { 'pt-BR': 'Sarja' } as never }] },
      },
      { type: 8, data: { choices: [{ name: 'Twill', value: 't', name_localizations: { 'pt-BR': 'Sarja' } }] } },
    ],
    [
      'a form',
      { type: InteractionResponseType.Modal, data: modal },
      {
        type: 9,
        data: {
          custom_id: 'order',
          title: 'Order',
          components: [{ type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1 } }],
        },
      },
    ],
    ['a demand to pay', PAY as InteractionReplyBody, PAY],
    ['an activity', { type: InteractionResponseType.LaunchActivity }, { type: 12 }],
    ['a kind that came later', { type: 99, data: { anything: 'x' } } as never, { type: 99, data: { anything: 'x' } }],
  ])('may be %s [seed 48]', async (_what, body, sent) => {
    const { client, transport } = makeClient();
    transport.reply({ status: 204 });
    await expect(client.interactions.reply('3', 'tok', body)).resolves.toBeUndefined();
    expect(transport.requests[0]).toMatchObject({ path: CALLBACK, body: sent });
  });

  it('may carry files', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 204 });
    const files = [Attachment.fromBytes(Buffer.from('weft'), { name: 'weft.txt' })];
    await client.interactions.reply('3', 'tok', {
      type: InteractionResponseType.ChannelMessageWithSource,
      data: { files },
    });
    const { rawBody } = transport.requests[0]!;
    expect(rawBody).toContain(
      '{"type":4,"data":{"attachments":[{"id":"0","filename":"weft.txt"}],"allowed_mentions":{"parse":[]}}}',
    );
    expect(rawBody).toMatch(/name="files\[0\]"; filename="weft.txt"[^]*\r\n\r\nweft\r\n--/);
  });

  it('mentions whom its author names', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 204 });
    const data = { content: '<@5>', allowedMentions: { users: ['5'] } };
    await client.interactions.reply('3', 'tok', { type: InteractionResponseType.ChannelMessageWithSource, data });
    expect(transport.requests[0]!.body).toMatchObject({ data: { allowed_mentions: { users: ['5'] } } });
  });

  it('is given once: a second one fails with Discord’s code and advice [seed 48]', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 204 });
    transport.reply({ status: 400, json: { code: 40060, message: 'Interaction has already been acknowledged.' } });
    await client.interactions.reply('3', 'tok', { type: InteractionResponseType.DeferredMessageUpdate });
    const again = client.interactions.reply('3', 'tok', { type: InteractionResponseType.DeferredMessageUpdate });
    expect(await errorOf(again)).toMatchObject({
      code: 'REST_HTTP',
      discordCode: 40060,
      advice: expect.stringMatching(/follow-up/) as string,
      path: '/interactions/3/[redacted]/callback',
    });
  });

  it('tells when its token has run out, which says nothing of the client’s own [seed 48]', async () => {
    const { client, transport } = makeClient();
    transport.otherwise({ status: 401, json: { code: 50027, message: 'Invalid Webhook Token' } });
    const edit = client.interactions.editReply('5', 'tok', { content: 'late' });
    expect(await errorOf(edit)).toMatchObject({ status: 401, discordCode: 50027, mayRetry: false });
    transport.reply({ json: MESSAGE });
    await expect(client.messages.get('1', '2')).resolves.toBeInstanceOf(Message);
  });

  it.each([[null], [undefined], ['text'], [{}], [{ type: 'message' }]])('is not made of %p', async (body) => {
    const { client, transport } = makeClient();
    await expect(client.interactions.reply('3', 'tok', body as never)).rejects.toBeInstanceOf(BodyError);
    expect(transport.requests).toEqual([]);
  });
});

it('is outside the global limit and sent without the client’s token [seed 48]', () => {
  for (const route of Object.values(routes.interactions)) expect(route).toMatchObject({ exempt: true, auth: false });
});

it('answers one interaction while another waits', async () => {
  const { client, transport } = makeClient();
  transport.reply('hang', { status: 204 });
  void client.interactions.reply('3', 'tok', { type: InteractionResponseType.Pong });
  await client.interactions.reply('4', 'tok2', { type: InteractionResponseType.Pong });
  expect(transport.requests.map(({ path }) => path)).toEqual([CALLBACK, '/interactions/4/tok2/callback']);
});

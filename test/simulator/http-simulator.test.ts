/** The embedded Discord over HTTP: how it tries addresses, signs, and reads what it is answered. */
import {
  ApplicationWebhookEventStatus,
  ApplicationWebhookEventType,
  InteractionResponseType,
} from 'discord-api-types/v10';
import { RestClient } from '../../src/rest';
import { DiscordSimulator, type SimApplication, type SimBot, type SimMember } from '../../src/testing';
import { type Answer, type Heard, SignedEndpoint } from '../support/signed-endpoint';

let discord: DiscordSimulator;
let account: SimBot;
let application: SimApplication;
let alice: SimMember;
let client: RestClient;
let endpoint: SignedEndpoint;
let url: string;
let heard: readonly Heard[];

const proper = ({ isSigned, body }: Heard): Answer => {
  if (!isSigned) return { status: 401 };
  if (body.type === 0 || 'event' in body) return { status: 204 };
  return { status: 200, json: body.type === 1 ? { type: 1 } : { type: 4, data: { content: 'hello' } } };
};

beforeEach(async () => {
  discord = await DiscordSimulator.start();
  account = discord.createBot({ name: 'alpha' });
  application = discord.application(account);
  alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
  client = new RestClient(account.token, { api: discord.apiUrl });
  await client.commands.create(application.id, { name: 'tea', description: 'Makes tea' });
  endpoint = await SignedEndpoint.open(() => application.publicKey, proper);
  ({ url, heard } = endpoint);
});
afterEach(async () => {
  endpoint.close();
  await client.close();
  await discord.close();
});

it('shows the key in the portal and in the application', async () => {
  expect(application.publicKey).toMatch(/^[0-9a-f]{64}$/);
  expect((await client.applications.me()).verifyKey).toBe(application.publicKey);
});

it('takes an address that answers a ping and refuses a forged request', async () => {
  expect((await client.applications.editMe({ interactionsEndpointUrl: url })).interactionsEndpointUrl).toBe(url);
  expect(heard.map(({ body, isSigned }) => [body.type, isSigned])).toEqual([
    [1, true],
    [1, false],
  ]);
});

it.each<[string, (heard: Heard) => Answer]>([
  ['believes everybody', () => ({ status: 200, json: { type: 1 } })],
  ['believes nobody', () => ({ status: 401 })],
  ['answers something else', () => ({ status: 200, json: { type: 4 } })],
  ['answers no JSON', () => ({ status: 200, type: 'text/plain', text: 'pong' })],
  ['fails', () => ({ status: 500 })],
])('refuses an address that %s', async (_, misbehave) => {
  endpoint.answer = misbehave;
  await expect(client.applications.editMe({ interactionsEndpointUrl: url })).rejects.toMatchObject({
    discordCode: 50_035,
    fieldErrors: [{ code: 'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID' }],
  });
  expect(application.interactionsEndpointUrl).toBeNull();
  await expect(application.setInteractionsEndpoint(url)).rejects.toThrow(/does not answer as it must/);
});

it('keeps addresses beyond this machine, and sends nothing there', async () => {
  await client.applications.editMe({ interactionsEndpointUrl: 'https://bot.example/interactions' });
  expect(heard).toEqual([]);
});

describe('what people do', () => {
  beforeEach(() => application.setInteractionsEndpoint(url));

  it('is sent there, signed, and the response is the answer', async () => {
    const asked = await alice.run(account, 'tea');
    expect((await asked.reply()).content).toBe('hello');
    expect(heard.at(-1)).toMatchObject({
      isSigned: true,
      body: { type: 2, data: { name: 'tea' }, token: asked.token },
    });
  });

  it('is answered with files by a multipart response', async () => {
    const payload = JSON.stringify({ type: 4, data: { content: 'see', attachments: [{ id: 0, filename: 'a.txt' }] } });
    const text =
      `--b\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n${payload}\r\n` +
      `--b\r\nContent-Disposition: form-data; name="files[0]"; filename="a.txt"\r\n\r\nabc\r\n--b--\r\n`;
    endpoint.answer = () => ({ status: 200, type: 'multipart/form-data; boundary=b', text });
    const reply = await (await alice.run(account, 'tea')).reply();
    expect(reply.files.map(({ bytes }) => bytes.toString())).toEqual(['abc']);
  });

  it('may be answered by a request instead', async () => {
    endpoint.answer = async ({ body }) => {
      await client.interactions.reply(String(body.id), String(body.token), {
        type: InteractionResponseType.ChannelMessageWithSource,
        data: { content: 'by REST' },
      });
      return { status: 202 };
    };
    expect((await (await alice.run(account, 'tea')).reply()).content).toBe('by REST');
  });

  it.each<[string, Answer]>([
    ['another status', { status: 500, json: { type: 4, data: { content: 'x' } } }],
    ['no JSON', { status: 200, type: 'text/plain', text: 'x' }],
    ['an answer that is none', { status: 200, json: { type: 4, data: {} } }],
    ['a kind that does not answer commands', { status: 200, json: { type: 7, data: { content: 'x' } } }],
  ])('fails with %s', async (_, wrong) => {
    endpoint.answer = () => wrong;
    const asked = await alice.run(account, 'tea');
    await discord.waitFor((entry) => entry.kind === 'endpoint' && entry.event === 'refused');
    expect([asked.acknowledgement, asked.error]).toEqual(['failed', 'The application did not respond']);
  });

  it('goes to the gateway again without an address, and to a function in its place', async () => {
    await application.setInteractionsEndpoint(null);
    const told: object[] = [];
    application.receiveInteractions((payload) => told.push(payload));
    await alice.run(account, 'tea');
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toHaveLength(1);
    expect(heard).toHaveLength(2);
  });
});

it('sends webhook events that were asked for, signed', async () => {
  await client.applications.editMe({
    eventWebhooksUrl: url,
    eventWebhooksStatus: ApplicationWebhookEventStatus.Enabled,
    eventWebhooksTypes: [ApplicationWebhookEventType.ApplicationAuthorized],
  });
  alice.install(account);
  alice.uninstall(account);
  await discord.waitFor((entry) => entry.kind === 'endpoint' && entry.event === 'event');
  expect(heard.at(-1)).toMatchObject({
    isSigned: true,
    body: { type: 1, version: 1, event: { type: 'APPLICATION_AUTHORIZED', data: { integration_type: 1 } } },
  });
  expect(heard).toHaveLength(3);
});

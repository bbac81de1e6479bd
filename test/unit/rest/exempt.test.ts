/** Answers to interactions are outside the global limit, and none waits for the answer to another. */
import { InteractionResponseType } from 'discord-api-types/v10';
import { MemoryRateLimiter, RestRequest, route } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { limited, makeClient, watch } from './support/make-client';

const CALLBACK = route('POST', '/interactions/{interaction_id}/{interaction_token}/callback', {
  auth: false,
  exempt: true,
});
const FOLLOW_UP = route('POST', '/webhooks/{webhook_id}/{webhook_token}', { auth: false, exempt: true });
const DEFER = { type: InteractionResponseType.DeferredChannelMessageWithSource } as const;
const OTHER = route('GET', '/guilds/{guild_id}');

const answer = (id: string): RestRequest =>
  new RestRequest(CALLBACK, { params: { interaction_id: id, interaction_token: `secret-${id}` }, body: { type: 5 } });
const followUp = (token: string): RestRequest =>
  new RestRequest(FOLLOW_UP, { params: { webhook_id: '9', webhook_token: token }, body: { content: 'x' } });
const ownFollowUp = (token: string): RestRequest =>
  new RestRequest(route('POST', '/webhooks/{application_id}/{interaction_token}', { auth: false, exempt: true }), {
    params: { application_id: '9', interaction_token: token },
  });
const other = (id: string): RestRequest => new RestRequest(OTHER, { params: { guild_id: id } });

function bench(global = 2) {
  const clock = new ManualClock();
  return { ...makeClient({ clock, limiter: new MemoryRateLimiter({ clock, global: { limit: global } }) }), clock };
}

describe('an answer to an interaction', () => {
  it('goes at once however much the global limit holds, and counts nothing there', async () => {
    const { client, transport, clock } = bench(2);
    transport.otherwise('hang');
    for (const id of ['1', '2', '3']) watch(client.request(other(id)));
    await clock.advance(0);
    expect(transport.requests).toHaveLength(2);
    for (let id = 0; id < 20; id += 1) watch(client.request(answer(String(id))));
    await clock.advance(0);
    expect(transport.requests).toHaveLength(22);
    // The third of the others goes as soon as if there had been no interactions.
    await clock.advance(1_250);
    expect(transport.requests).toHaveLength(23);
  });

  it('goes while a global 429 holds everything else', async () => {
    const { client, transport, clock } = bench();
    transport.reply(limited(5, { 'x-ratelimit-scope': 'global' })).otherwise({});
    const refused = watch(client.request(other('1')));
    await clock.advance(0);
    const [held, free] = [watch(client.request(other('2'))), watch(client.request(answer('1')))];
    await clock.advance(4_999);
    expect([refused.done, held.done, free.done]).toEqual([false, false, true]);
    await clock.advance(1);
    expect([refused.done, held.done]).toEqual([true, true]);
  });

  it('waits when the proxy before Discord takes nothing', async () => {
    const { client, transport, clock } = bench();
    transport.reply({ status: 429, body: 'error code: 1015', headers: { 'retry-after': '5' } }).otherwise({});
    const refused = watch(client.request(other('1')));
    await clock.advance(0);
    const held = watch(client.request(answer('1')));
    await clock.advance(4_999);
    expect(held.done).toBe(false);
    await clock.advance(1);
    expect([refused.done, held.done]).toEqual([true, true]);
  });

  it('does not wait for the answer to another interaction, of which nothing is known', async () => {
    const { client, transport, clock } = bench();
    transport.otherwise('hang');
    for (const id of ['1', '2', '3']) watch(client.request(answer(id)));
    for (const token of ['a', 'b']) watch(client.request(followUp(token)));
    await clock.advance(0);
    expect(transport.requests).toHaveLength(5);
  });

  it.each([
    ['the table', followUp],
    ['your own', ownFollowUp],
  ])('is counted by its token: an empty bucket holds one interaction alone, on a route of %s', async (_whose, of) => {
    const { client, transport, clock } = bench();
    const empty = {
      'x-ratelimit-bucket': 'w',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '2',
    };
    transport.otherwise({ json: { id: '1' }, headers: empty });
    await client.request(of('a'));
    const [held, free] = [watch(client.request(of('a'))), watch(client.request(of('b')))];
    await clock.advance(1_999);
    expect([held.done, free.done]).toEqual([false, true]);
    await clock.advance(1);
    expect(held.done).toBe(true);
  });

  it('leaves no trace in the limiter, and waits alone when Discord refuses it', async () => {
    const clock = new ManualClock();
    const limiter = new MemoryRateLimiter({ clock });
    const { client, transport } = makeClient({ clock, limiter });
    transport.reply(limited(1)).otherwise({ status: 204 });
    const [refused, free] = ['1', '2'].map((id) => watch(client.interactions.reply(id, `secret-${id}`, DEFER)));
    await clock.advance(999);
    expect([refused!.done, free!.done]).toEqual([false, true]);
    await clock.advance(1);
    expect([refused!.done, refused!.error, limiter.bucketCount]).toEqual([true, undefined, 0]);
  });

  it('whose interaction is over fails alone: what comes after is sent', async () => {
    const { client, transport } = bench();
    const over = { status: 404, json: { code: 10_015, message: 'Unknown Webhook' } };
    const refused = { status: 401, json: { code: 50_027, message: 'Invalid Webhook Token' } };
    transport.reply(over, refused).otherwise({});
    await expect(client.request(followUp('a'))).rejects.toMatchObject({ kind: 'http', discordCode: 10_015 });
    await expect(client.request(followUp('a'))).rejects.toMatchObject({ kind: 'http', discordCode: 50_027 });
    await client.request(followUp('a'));
    await client.request(other('1'));
    expect(transport.requests).toHaveLength(4);
  });

  it('shows its token nowhere', async () => {
    const { client, transport } = bench();
    transport.reply({ status: 404, json: { code: 10_062, message: 'Unknown interaction' } });
    const error: unknown = await client.request(answer('7')).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('/interactions/7/[redacted]/callback');
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('secret-7');
  });
});

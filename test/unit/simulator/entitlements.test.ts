/** What people buy, by bare requests: SKUs, entitlements, subscriptions, and what the gateway tells of them. */
import {
  DiscordSimulator,
  type SimApplication,
  type SimBot,
  type SimGuild,
  type SimUser,
} from '../../../src/testing/simulator';
import { ManualClock } from '../../../src/util';
import { caller, type Caller, RawClient, someText } from './support';

const DAY_MS = 86_400_000;

describe('Monetization', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let bot: SimBot;
  let application: SimApplication;
  let guild: SimGuild;
  let alice: SimUser;
  let call: Caller;
  let entitlements: string;

  beforeEach(async () => {
    clock = new ManualClock();
    discord = await DiscordSimulator.start({ clock, rest: { limits: false } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom' });
    alice = discord.createUser('alice');
    application = discord.application(bot);
    call = caller(discord, bot);
    entitlements = `/applications/${bot.applicationId}/entitlements`;
  });
  afterEach(() => discord.close());

  const ids = async (query: string): Promise<string[]> =>
    ((await call('GET', `${entitlements}?${query}`)).body as unknown as { id: string }[]).map(({ id }) => id);

  it('lists what is for sale', async () => {
    const gold = application.createSku({ name: 'Gold Plan', scope: 'guild' });
    const potion = application.createSku({ name: 'Potion', kind: 'consumable' });
    expect((await call('GET', `/applications/${bot.applicationId}/skus`)).body).toEqual([
      { id: gold.id, type: 5, application_id: bot.applicationId, name: 'Gold Plan', slug: 'gold-plan', flags: 132 },
      { id: potion.id, type: 3, application_id: bot.applicationId, name: 'Potion', slug: 'potion', flags: 4 },
    ]);
  });

  it('gives and takes test entitlements, of people and of guilds', async () => {
    const sku = application.createSku({ name: 'Gold' });
    const hers = await call('POST', entitlements, { sku_id: sku.id, owner_id: alice.id, owner_type: 2 });
    expect(hers).toMatchObject({
      status: 200,
      body: { sku_id: sku.id, user_id: alice.id, type: 8, deleted: false, starts_at: null, ends_at: null },
    });
    const ofGuild = await call('POST', entitlements, { sku_id: sku.id, owner_id: guild.id, owner_type: 1 });
    expect(ofGuild.body.guild_id).toBe(guild.id);
    expect(await ids(`guild_id=${guild.id}`)).toEqual([ofGuild.body.id]);
    expect((await call('DELETE', `${entitlements}/${hers.body.id}`)).status).toBe(204);
    expect(await ids('')).toEqual([ofGuild.body.id]);
    expect(await ids('exclude_deleted=false')).toEqual([ofGuild.body.id, hers.body.id]);
    expect((await call('GET', `${entitlements}/${hers.body.id}`)).body.deleted).toBe(true);
  });

  it.each([
    ['an unknown SKU', () => ({ sku_id: '1', owner_id: alice.id, owner_type: 2 }), 404, 10_027],
    [
      'an unknown person',
      () => ({ sku_id: application.createSku({ name: 'x' }).id, owner_id: '1', owner_type: 2 }),
      404,
      10_013,
    ],
    ['an unknown kind of owner', () => ({ sku_id: '1', owner_id: '1', owner_type: 3 }), 400, 50_035],
  ])('gives no test entitlement for %s', async (_what, body, status, code) => {
    expect(await call('POST', entitlements, body())).toMatchObject({ status, body: { code } });
  });

  it('does not delete what somebody paid for', async () => {
    const bought = await application.buy(alice, application.createSku({ name: 'Skin', kind: 'durable' }));
    expect(await call('DELETE', `${entitlements}/${bought.id}`)).toMatchObject({ status: 404, body: { code: 10_029 } });
    await application.refund(bought);
    expect(await ids('')).toEqual([]);
  });

  it('lists by person, by SKU, by end and in pages', async () => {
    const skin = application.createSku({ name: 'Skin', kind: 'durable' });
    const gold = application.createSku({ name: 'Gold' });
    const bought = await application.buy(alice, skin);
    const subscription = await application.subscribe(alice, gold, { days: 1 });
    const bobs = await application.buy(discord.createUser('bob'), skin);
    expect(await ids(`user_id=${alice.id}`)).toEqual([subscription.entitlementId, bought.id]);
    expect(await ids(`sku_ids=${gold.id}`)).toEqual([subscription.entitlementId]);
    expect(await ids(`sku_ids=${gold.id},${skin.id}&limit=2`)).toEqual([bobs.id, subscription.entitlementId]);
    expect(await ids(`before=${bobs.id}&limit=1`)).toEqual([subscription.entitlementId]);
    expect(await ids(`after=${bought.id}&limit=1`)).toEqual([subscription.entitlementId]);
    await application.cancel(subscription);
    await clock.advance(DAY_MS);
    expect(await ids('exclude_ended=true')).toEqual([bobs.id, bought.id]);
  });

  it('lets consumables be used up, once, and nothing else', async () => {
    const potion = await application.buy(alice, application.createSku({ name: 'Potion', kind: 'consumable' }));
    const skin = await application.buy(alice, application.createSku({ name: 'Skin', kind: 'durable' }));
    const path = `${entitlements}/${potion.id}`;
    expect((await call('GET', path)).body.consumed).toBe(false);
    expect((await call('POST', `${path}/consume`)).status).toBe(204);
    expect((await call('GET', path)).body.consumed).toBe(true);
    expect((await call('POST', `${entitlements}/${skin.id}/consume`)).status).toBe(400);
  });

  it('shows subscriptions from their start to their end', async () => {
    const gold = application.createSku({ name: 'Gold' });
    const subscription = await application.subscribe(alice, gold, { days: 30 });
    const path = `/skus/${gold.id}/subscriptions`;
    const one = `${path}/${subscription.id}`;
    expect((await call('GET', `${path}?user_id=${alice.id}`)).body).toEqual([
      {
        id: subscription.id,
        user_id: alice.id,
        sku_ids: [gold.id],
        renewal_sku_ids: [gold.id],
        entitlement_ids: [subscription.entitlementId],
        current_period_start: '2026-01-01T00:00:00.000000+00:00',
        current_period_end: '2026-01-31T00:00:00.000000+00:00',
        status: 0,
        canceled_at: null,
      },
    ]);
    await application.renew(subscription);
    expect((await call('GET', one)).body.current_period_end).toBe('2026-03-02T00:00:00.000000+00:00');
    await application.cancel(subscription);
    expect((await call('GET', one)).body).toMatchObject({ status: 1, canceled_at: someText, renewal_sku_ids: null });
    await application.end(subscription);
    expect((await call('GET', one)).body.status).toBe(2);
    expect((await call('GET', `${one}?user_id=1`)).status).toBe(404);
  });

  it('tells bots only about a person that they name', async () => {
    const gold = application.createSku({ name: 'Gold' });
    expect(await call('GET', `/skus/${gold.id}/subscriptions`)).toMatchObject({
      status: 400,
      body: { errors: { user_id: {} } },
    });
  });

  it('tells the gateway of every change', async () => {
    const client = new RawClient(discord.gatewayUrl);
    await client.ready(bot);
    const potion = await application.buy(alice, application.createSku({ name: 'Potion', kind: 'consumable' }));
    await call('POST', `${entitlements}/${potion.id}/consume`);
    await application.refund(potion);
    const gold = await application.subscribe(alice, application.createSku({ name: 'Gold' }));
    await application.renew(gold);
    await application.cancel(gold);
    await client.event('SUBSCRIPTION_UPDATE', 2);
    expect(client.names().filter((name) => name !== 'READY' && name !== 'GUILD_CREATE')).toEqual([
      'ENTITLEMENT_CREATE',
      'ENTITLEMENT_UPDATE',
      'ENTITLEMENT_DELETE',
      'ENTITLEMENT_CREATE',
      'SUBSCRIPTION_CREATE',
      'SUBSCRIPTION_UPDATE',
      'ENTITLEMENT_UPDATE',
      'SUBSCRIPTION_UPDATE',
    ]);
    await client.hangUp(1_000);
  });

  it('shows people their own things through an application', async () => {
    const potion = application.createSku({ name: 'Potion', kind: 'consumable' });
    const gold = application.createSku({ name: 'Gold' });
    const bought = await application.buy(alice, potion);
    await application.buy(discord.createUser('bob'), potion);
    const subscription = await application.subscribe(alice, gold);
    const headers = { authorization: `Bearer ${alice.accessToken(bot, ['applications.entitlements'])}` };
    const own = `/users/@me/applications/${bot.applicationId}/entitlements`;
    expect((await call('GET', own, undefined, headers)).body).toMatchObject([
      { id: bought.id },
      { id: subscription.entitlementId },
    ]);
    await call('POST', `${entitlements}/${bought.id}/consume`);
    expect((await call('GET', `${own}?exclude_consumed=true`, undefined, headers)).body).toMatchObject([
      { id: subscription.entitlementId },
    ]);
    expect((await call('GET', `/skus/${gold.id}/subscriptions`, undefined, headers)).body).toMatchObject([
      { id: subscription.id },
    ]);
    expect(await call('GET', own)).toMatchObject({ status: 403, body: { code: 20_001 } });
  });
});

/** Faults of the REST side, as a client meets them. */
import { DiscordSimulator, type SimBot, type SimGuild } from '../../../src/testing/simulator';
import { caller, type Caller } from './support';

describe('REST faults', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let call: Caller;
  let messages: string;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ rest: { limits: false } });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom' });
    call = caller(discord, bot);
    messages = `/channels/${guild.channel('general').id}/messages`;
  });
  afterEach(() => discord.close());

  it('answer as they are told, as often as they are told, where they are told', async () => {
    const { rest } = discord.faults;
    rest.respond({
      method: 'POST',
      path: /messages$/,
      times: 2,
      status: 418,
      body: { message: 'teapot' },
      headers: { 'x-odd': '1' },
    });
    expect((await call('GET', '/users/@me')).status).toBe(200);
    const struck = await call('POST', messages, { content: 'x' });
    expect(struck).toMatchObject({ status: 418, body: { message: 'teapot' } });
    expect(struck.headers.get('x-odd')).toBe('1');
    expect(rest.pending).toBe(1);
    await call('POST', messages, { content: 'x' });
    expect((await call('POST', messages, { content: 'x' })).status).toBe(200);
    expect(guild.channel('general').messages).toHaveLength(1);
  });

  it.each([
    ['user', { global: false }, null],
    ['shared', { global: false }, null],
    ['global', { global: true }, 'true'],
  ] as const)('limit rates with scope %s', async (scope, body, globalHeader) => {
    discord.faults.rest.rateLimit({ scope, retryAfterS: 1.5 });
    const answer = await call('GET', '/users/@me');
    expect(answer).toMatchObject({ status: 429, body: { ...body, retry_after: 1.5 } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.headers.get('x-ratelimit-scope')).toBe(scope);
    expect(answer.headers.get('x-ratelimit-global')).toBe(globalHeader);
    expect(discord.invalidRequests).toBe(scope === 'shared' ? 0 : 1);
  });

  it('limit rates without any header, or as Cloudflare does', async () => {
    discord.faults.rest.rateLimit({ scope: 'user', retryAfterS: 1, headers: false });
    expect((await call('GET', '/users/@me')).headers.get('retry-after')).toBeNull();
    discord.faults.rest.cloudflare429();
    const page = await call('GET', '/users/@me');
    expect(page.status).toBe(429);
    expect(page.text).toMatch(/^<!DOCTYPE html>/);
    expect([...page.headers.keys()].filter((name) => name.startsWith('x-ratelimit') || name === 'retry-after')).toEqual(
      [],
    );
  });

  it('break the server for a while', async () => {
    discord.faults.rest.serverError(503, 2);
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await call('GET', '/users/@me')).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('never answer, until the client gives up', async () => {
    discord.faults.rest.hang();
    const abort = new AbortController();
    const hanging = fetch(`${discord.apiUrl}/gateway`, { signal: abort.signal });
    await discord.waitFor((entry) => entry.kind === 'request' && entry.outcome === 'hung');
    abort.abort();
    await expect(hanging).rejects.toThrow('aborted');
  });

  it('break the connection off before or after the request took effect', async () => {
    discord.faults.rest.disconnect({ method: 'POST' });
    await expect(call('POST', messages, { content: 'lost' })).rejects.toThrow();
    expect(guild.channel('general').messages).toHaveLength(0);
    discord.faults.rest.disconnect({ method: 'POST', when: 'after' });
    await expect(call('POST', messages, { content: 'unknown to the client' })).rejects.toThrow();
    expect(guild.channel('general').messages).toHaveLength(1);
    expect(discord.log.requests({ method: 'POST' }).map(({ outcome, status }) => [outcome, status])).toEqual([
      ['disconnected', 0],
      ['disconnected', 0],
    ]);
  });

  it('send a body in two parts', async () => {
    discord.faults.rest.slowBody({ delayMs: 20 });
    expect((await call('GET', '/users/@me')).body.id).toBe(bot.id);
  });

  it('let requests overtake one another on the way', async () => {
    discord.faults.rest.jitter({ method: 'POST', minMs: 0, maxMs: 30 });
    const texts = [...Array(20).keys()].map(String);
    await Promise.all(texts.map((content) => call('POST', messages, { content })));
    const arrived = guild.channel('general').messages.map(({ content }) => content);
    expect(arrived).not.toEqual(texts);
    expect([...arrived].sort()).toEqual([...texts].sort());
  });

  it('strike one bot and spare the other', async () => {
    const beta = discord.createBot({ name: 'Beta' });
    discord.faults.rest.respond({ bot: beta, status: 500, times: 5 });
    expect((await call('GET', '/users/@me')).status).toBe(200);
    expect((await caller(discord, beta)('GET', '/users/@me')).status).toBe(500);
    discord.faults.rest.clear();
    expect((await caller(discord, beta)('GET', '/users/@me')).status).toBe(200);
  });
});

/** The real REST client against every trouble that the embedded Discord can make, on real sockets. */
import { inspect } from 'node:util';
import {
  Cancellation,
  InvalidRequestGuard,
  MemoryRateLimiter,
  RestClient,
  type RestClientOptions,
  type RestError,
  UndiciTransport,
} from 'corduroy/rest';
import { DiscordSimulator, type SimBot, type SimGuild, type SimulatorOptions } from 'corduroy/testing';
import { eventually } from './support/waiting';

describe('the REST client on a Discord in trouble', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let general: string;
  const clients: RestClient[] = [];

  async function world(options: SimulatorOptions = {}): Promise<void> {
    discord = await DiscordSimulator.start(options);
    bot = discord.createBot({ name: 'Alpha', permissions: ['Administrator'] });
    guild = discord.createGuild({ name: 'Loom', channels: ['general', 'random'] });
    general = guild.channel('general').id;
  }

  function make(options: RestClientOptions = {}): RestClient {
    const client = new RestClient(bot.token, {
      api: discord.apiUrl,
      invalidRequests: new InvalidRequestGuard(),
      ...options,
    });
    clients.push(client);
    return client;
  }

  const texts = (): unknown[] =>
    discord.log.requests({ method: 'POST' }).map(({ body }) => (body as { content?: string }).content);

  /** The texts of a channel as they ended up, oldest first. */
  async function written(channelId = general): Promise<string[]> {
    const messages = await make().messages.list(channelId, { limit: 100 });
    return messages.map(({ content }) => content).reverse();
  }

  const failure = (promise: Promise<unknown>): Promise<RestError> =>
    promise.then(
      () => {
        throw new Error('it did not fail');
      },
      (error: unknown) => error as RestError,
    );

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await discord.close();
  });

  describe('comes through', () => {
    it.each([500, 502, 503, 504])('a %i with a page of HTML', async (status) => {
      await world();
      discord.faults.rest.serverError(status);
      expect((await make().guilds.get(guild.id)).name).toBe('Loom');
      expect(discord.faults.rest.pending).toBe(0);
    });

    it.each(['before', 'after'] as const)(
      'connections that break %s a message is made, and makes it once',
      async (when) => {
        await world();
        discord.faults.rest.disconnect({ method: 'POST', times: 2, when });
        await make().messages.create(general, { content: 'once' });
        expect(texts()).toEqual(['once', 'once', 'once']);
        expect(await written()).toEqual(['once']);
      },
    );

    it('an answer that never comes, and one that stops in the middle', async () => {
      await world();
      const client = make({ timeoutMs: 150 });
      discord.faults.rest.hang();
      expect((await client.guilds.get(guild.id)).name).toBe('Loom');
      discord.faults.rest.slowBody({ delayMs: 5_000, method: 'POST' });
      expect((await client.messages.create(general, { content: 'cut' })).content).toBe('cut');
      expect(await written()).toEqual(['cut']);
    });

    it('a body that breaks off in the middle, and makes the message once', async () => {
      await world();
      discord.faults.rest.cutBody({ times: 2 });
      const client = make();
      expect((await client.guilds.get(guild.id)).name).toBe('Loom');
      expect((await client.messages.create(general, { content: 'once' })).content).toBe('once');
      expect(await written()).toEqual(['once']);
      expect(discord.faults.rest.pending).toBe(0);
    });

    it('a deletion whose answer was lost, although there is nothing left to delete', async () => {
      await world();
      const client = make();
      for (const times of [1, 2]) {
        const { id } = await client.messages.create(general, { content: 'short-lived' });
        discord.faults.rest.disconnect({ method: 'DELETE', times, when: 'after' });
        await client.messages.delete(general, id);
        expect(await written()).toEqual([]);
        expect(await failure(client.messages.delete(general, id))).toMatchObject({ kind: 'http', discordCode: 10_008 });
      }
    });

    it('a hidden limit of one route, while others of its bucket go on', async () => {
      await world();
      const client = make();
      await client.messages.list(general);
      discord.faults.rest.rateLimit({ method: 'GET', scope: 'user', retryAfterS: 0.6, remaining: 3 });
      const before = performance.now();
      const held = client.messages.list(general).then(() => performance.now() - before);
      await eventually('it is refused', () => discord.log.requests({ method: 'GET' }).length === 2);
      await client.messages.create(general, { content: 'meanwhile' });
      expect(discord.log.requests({ method: 'GET' })).toHaveLength(2);
      expect(await held).toBeGreaterThanOrEqual(599);
    });

    it.each(['user', 'shared', 'global'] as const)('a 429 of scope "%s", with headers and without', async (scope) => {
      await world();
      const client = make();
      for (const headers of [true, false]) {
        discord.faults.rest.rateLimit({ scope, retryAfterS: 0.3, headers });
        const before = performance.now();
        await client.guilds.get(guild.id);
        expect(performance.now() - before).toBeGreaterThanOrEqual(299);
      }
      expect(discord.log.requests({ method: 'GET' }).map(({ status }) => status)).toEqual([429, 200, 429, 200]);
    });

    it('a 429 that asks for no wait', async () => {
      await world();
      discord.faults.rest.rateLimit({ scope: 'user', retryAfterS: 0, times: 3 });
      expect((await make().guilds.get(guild.id)).name).toBe('Loom');
    });

    it('a 429 of the proxy that says how long', async () => {
      await world();
      discord.faults.rest.cloudflare429({ retryAfterS: 1 });
      const client = make();
      const before = performance.now();
      await Promise.all([client.guilds.get(guild.id), client.users.me()]);
      expect(performance.now() - before).toBeGreaterThanOrEqual(999);
    });

    it('many at once, in the order of the calls and with each message once', async () => {
      await world();
      const { rest } = discord.faults;
      const client = make({ timeoutMs: 300 });
      rest.jitter({ minMs: 0, maxMs: 20 });
      rest.disconnect({ method: 'POST', when: 'after', times: 1 });
      rest.serverError(502, 1, { method: 'POST' });
      rest.hang({ method: 'POST' });
      rest.rateLimit({ method: 'POST', scope: 'shared', retryAfterS: 0.2 });
      const expected = Array.from({ length: 8 }, (_, i) => `message ${i}`);
      await Promise.all(expected.map((content) => client.messages.create(general, { content })));
      expect(await written()).toEqual(expected);
      expect(rest.pending).toBe(0);
    });
  });

  describe('tells', () => {
    it('of a 429 at once that would outlast the deadline, and lets other buckets go on', async () => {
      await world();
      const client = make();
      discord.faults.rest.rateLimit({ scope: 'user', retryAfterS: 100_000, path: `/channels/${general}/messages` });
      const error = await failure(client.messages.create(general, { content: 'a' }));
      expect(error).toMatchObject({ kind: 'rate-limited', status: 429, retryAfterMs: 100_000_000 });
      expect((await failure(client.messages.create(general, { content: 'b' }))).kind).toBe('rate-limited');
      expect(discord.log.requests({ method: 'POST' })).toHaveLength(1);
      await client.messages.create(guild.channel('random').id, { content: 'c' });
    });

    it('of a 429 of the proxy without a time at once, when a minute is too long', async () => {
      await world();
      const client = make({ deadlineMs: 10_000 });
      discord.faults.rest.cloudflare429();
      expect(await failure(client.users.me())).toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 });
      expect((await failure(client.guilds.get(guild.id))).kind).toBe('rate-limited');
      expect(discord.log.requests({ method: 'GET' })).toHaveLength(1);
    });

    it('of a channel that is renamed too often, and changes its other settings all the same', async () => {
      await world();
      const client = make();
      for (const name of ['one', 'two']) await client.channels.edit(general, { name });
      const error = await failure(client.channels.edit(general, { name: 'three' }));
      expect(error).toMatchObject({ kind: 'rate-limited', status: 429 });
      expect(error.retryAfterMs).toBeGreaterThan(500_000);
      const late = await failure(client.channels.edit(general, { topic: 'three' }));
      expect(late).toMatchObject({ kind: 'rate-limited', status: undefined });
      expect((await client.channels.edit(general, { rateLimitPerUser: 5 })).name).toBe('two');
      expect((await client.channels.edit(guild.channel('random').id, { name: 'four' })).name).toBe('four');
      expect(discord.log.requests({ method: 'PATCH' }).map(({ status }) => status)).toEqual([200, 200, 429, 200, 200]);
    });

    it('of an IP address that is shut out, and sends nothing more until then', async () => {
      await world();
      const client = make({ deadlineMs: 10_000 });
      discord.faults.rest.cloudflareBan({ retryAfterS: 3_600 });
      expect(await failure(client.users.me())).toMatchObject({ kind: 'blocked', status: 403, retryAfterMs: 3_600_000 });
      expect((await failure(client.guilds.get(guild.id))).kind).toBe('rate-limited');
      expect(discord.log.requests()).toHaveLength(1);
    });

    it('of a 401 that is the page of a proxy, and goes on with its token', async () => {
      await world();
      const client = make();
      discord.faults.rest.respond({
        status: 401,
        body: '<html>Log in</html>',
        headers: { 'content-type': 'text/html' },
      });
      expect(await failure(client.users.me())).toMatchObject({ kind: 'http', status: 401 });
      expect((await client.guilds.get(guild.id)).name).toBe('Loom');
    });

    it('of a POST that broke off, without repeating it', async () => {
      await world();
      discord.faults.rest.disconnect({ when: 'after' });
      const error = await failure(make().guilds.createChannel(guild.id, { name: 'new' }));
      expect(error).toMatchObject({ kind: 'network', mayRetry: false });
      expect(discord.log.requests({ method: 'POST' })).toHaveLength(1);
    });

    it.each([
      ['HTML', '<html>gone</html>', 'text/html'],
      ['nothing', '', 'application/json'],
      ['half of its JSON', '{"message": "Unknown Gui', 'application/json'],
      ['JSON that is no object', '"no"', 'application/json'],
      ['another charset', '\u00ff\u00fe{', 'application/json; charset=utf-16'],
      ['a type that is no text', '\u0000\u0001', 'application/octet-stream'],
    ])('of a refusal whose body is %s', async (_what, body, type) => {
      await world();
      discord.faults.rest.respond({ status: 404, body, headers: { 'content-type': type } });
      const error = await failure(make().guilds.get(guild.id));
      expect(error).toMatchObject({ kind: 'http', status: 404, fieldErrors: [] });
      expect(error.message).toContain('404: Not Found');
    });

    it('of a success that cannot be read', async () => {
      await world();
      discord.faults.rest.respond({ status: 200, body: '{"id":"1"', headers: {}, times: 4 });
      expect(await failure(make({ retries: 1 }).guilds.get(guild.id))).toMatchObject({ kind: 'invalid-body' });
    });

    it('once of a refused token, and asks no further', async () => {
      await world();
      const client = new RestClient(`${bot.token}x`, {
        api: discord.apiUrl,
        invalidRequests: new InvalidRequestGuard(),
      });
      clients.push(client);
      expect((await failure(client.users.me())).status).toBe(401);
      expect((await failure(client.users.me())).kind).toBe('token-rejected');
      expect(discord.log.requests()).toHaveLength(1);
    });

    it('before Cloudflare shuts the door', async () => {
      await world({ rest: { invalidRequests: 30 } });
      const client = make({ invalidRequests: new InvalidRequestGuard({ limit: 20 }) });
      discord.faults.rest.respond({ status: 403, body: { code: 50_013, message: 'Missing Permissions' }, times: 100 });
      const errors: RestError[] = [];
      for (let i = 0; i < 40; i++) errors.push(await failure(client.guilds.get(guild.id)));
      expect(errors.filter(({ status }) => status === 403)).toHaveLength(20);
      expect(errors.at(-1)).toMatchObject({ kind: 'invalid-requests', mayRetry: true });
    });
  });

  describe('gives up', () => {
    it('in every stage at once, and frees the line for the next', async () => {
      await world({ rest: { limits: { 'POST /channels/{channel_id}/messages': { limit: 1, windowMs: 400 } } } });
      const client = make({ timeoutMs: 5_000 });
      const stages: readonly (readonly [string, () => void])[] = [
        [
          'on its way',
          () => {
            discord.faults.rest.hang({ method: 'POST' });
          },
        ],
        [
          'reading',
          () => {
            discord.faults.rest.slowBody({ method: 'POST', delayMs: 10_000 });
          },
        ],
        [
          'refused',
          () => {
            discord.faults.rest.rateLimit({ method: 'POST', scope: 'user', retryAfterS: 0.5 });
          },
        ],
        [
          'pausing',
          () => {
            discord.faults.rest.serverError(502, 1, { method: 'POST' });
          },
        ],
        ['waiting for its limit', () => undefined],
      ];
      for (const [stage, strike] of stages) {
        const { length } = discord.log.requests({ method: 'POST' });
        strike();
        const abort = new AbortController();
        const first = failure(client.messages.create(general, { content: stage }, { signal: abort.signal }));
        const behind = failure(client.messages.create(general, { content: 'behind' }, { signal: abort.signal }));
        const next = client.messages.create(general, { content: `after ${stage}` });
        if (stage.startsWith('waiting')) await new Promise((resolve) => setImmediate(resolve));
        else await eventually(stage, () => discord.log.requests({ method: 'POST' }).length > length);
        if (stage === 'reading' || stage === 'refused') await new Promise((resolve) => setTimeout(resolve, 50));
        abort.abort();
        expect([(await first).kind, (await behind).kind]).toEqual(['aborted', 'aborted']);
        expect((await next).content).toBe(`after ${stage}`);
      }
      const posted = await written();
      expect(posted.filter((text) => text.startsWith('after'))).toHaveLength(stages.length);
      expect(posted).not.toContain('behind');
    });

    it('a request that is given up while the transport is loaded', async () => {
      await world();
      discord.faults.rest.hang();
      const cancellation = new Cancellation();
      await using transport = new UndiciTransport();
      const request = { method: 'GET', url: `${discord.apiUrl}/gateway`, headers: {} } as const;
      const sending = transport.send(request, cancellation);
      cancellation.cancel(new Error('enough'));
      await expect(sending).rejects.toThrow('enough');
      expect(discord.log.requests()).toEqual([]);
    });

    it('what waits when it is closed, in every stage', async () => {
      await world();
      const client = make({ timeoutMs: 300 });
      discord.faults.rest.rateLimit({ method: 'POST', scope: 'user', retryAfterS: 60 });
      discord.faults.rest.serverError(503, 10, { method: 'GET' });
      discord.faults.rest.hang({ method: 'DELETE', times: 10 });
      const limited = failure(client.messages.create(general, { content: 'a' }));
      const behind = failure(client.messages.create(general, { content: 'b' }));
      const pausing = failure(client.guilds.get(guild.id));
      const flying = failure(client.channels.delete(guild.channel('random').id));
      await eventually('all are out', () => discord.log.requests().length === 3);
      await client.close();
      const kinds = (await Promise.all([limited, behind, pausing, flying])).map(({ kind }) => kind);
      expect(kinds).toEqual(['closed', 'closed', 'http', 'timeout']);
      expect(discord.log.requests()).toHaveLength(3);
    });
  });

  it('carries whatever a path, a query or a reason holds', async () => {
    await world();
    const client = make();
    const message = await client.messages.create(general, { content: 'x' });
    for (const emoji of ['👩‍👩‍👧', '❤️', '#️⃣', '🇩🇪']) {
      await client.reactions.add(general, message.id, emoji);
      expect(await client.reactions.list(general, message.id, emoji)).toHaveLength(1);
      await client.reactions.removeOwn(general, message.id, emoji);
    }
    const names = ['ünï cödé', 'a/b?c=d&e#f', '%2F..', '日本 🧵'];
    for (const name of names) {
      const reason = `because of ${name}\r\nx-injected: yes`;
      await client.channels.edit(general, { rateLimitPerUser: 1 }, { reason });
      await client.members.search(guild.id, { query: name });
    }
    const sent = discord.log.requests({ method: 'GET' }).map(({ query }) => query.query);
    expect(sent.filter((query) => query !== undefined)).toEqual(names);
    const reasons = discord.log.requests({ method: 'PATCH' }).map(({ headers }) => headers['x-audit-log-reason']);
    expect(reasons.map((reason) => decodeURIComponent(reason ?? ''))).toEqual(
      names.map((name) => `because of ${name}\r\nx-injected: yes`),
    );
  });

  it('remembers no more than what is in use, over thousands of channels', async () => {
    await world({ rest: { globalPerSecond: 1_000_000 } });
    const limiter = new MemoryRateLimiter({ global: { limit: 1_000_000 } });
    const client = make({ limiter });
    for (let i = 0; i < 3_000; i += 100) {
      const ids = Array.from({ length: 100 }, (_, n) => String(10n ** 17n + BigInt(i + n)));
      discord.faults.rest.respond({ status: 200, body: { id: '1', type: 0 }, times: 100 });
      await Promise.all(ids.map((id) => client.channels.get(id)));
    }
    expect(limiter.bucketCount).toBeLessThan(600);
  }, 60_000);

  it('shows the token nowhere, whatever fails', async () => {
    await world();
    const lines: unknown[][] = [];
    const write = (...line: unknown[]): void => {
      lines.push(line);
    };
    const logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
    const client = make({ logger, timeoutMs: 100, retries: 0, invalidRequests: new InvalidRequestGuard({ limit: 2 }) });
    const { rest } = discord.faults;
    rest.hang();
    rest.disconnect();
    rest.serverError(502);
    rest.respond({ status: 401, body: { code: 50_014, message: 'no' } });
    rest.respond({ status: 403, body: '<html>' });
    const seen: unknown[] = [lines, client];
    for (let i = 0; i < 6; i++) {
      const error = await failure(client.guilds.get(guild.id));
      seen.push(error, error.cause, error.stack, JSON.stringify(error));
    }
    const shown = inspect(seen, { depth: 20, showHidden: true, maxStringLength: null });
    expect(shown).not.toContain(bot.token);
    expect(lines.length).toBeGreaterThan(0);
  });
});

/** Whatever is asked of the simulator, it answers: no request ends in a broken connection or a status of 500. */
import fc from 'fast-check';
import { type LogFields, Logger } from '../../../src/util';
import { DiscordSimulator, type SimBot } from '../../../src/testing/simulator';
import { ALL_ROUTES } from '../../../src/testing/simulator/rest/routes/all';
import { type Route } from '../../../src/testing/simulator/rest/router';
import { oddly } from '../../support/odd-bodies';
import { specOperations } from '../../support/spec-operations';
import { dataUri, NOBODY, PNG } from './guild-support';
import { caller } from './support';

/** The same bodies in every run; another number tries others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);

const RUNS = Number(process.env.FUZZ_RUNS ?? 4);
/** Named as another maker's client: what such a one sends may be anything, and only the answers are judged. */
const AGENT = 'DiscordBot (https://example.com/eris, 1.0)';

/** Texts for the parameters of paths that are no ids. */
const WORDS = ['yarn', '🧶', 'yarn:1', 'a%00b', '..', '__proto__', 'constructor', 'token', '0', 'null'];

/** Keeps what the simulator logs as an error. */
class Complaints extends Logger {
  constructor(private readonly problems: string[]) {
    super();
  }

  debug(): void {
    // Only errors count.
  }

  info(): void {
    // Only errors count.
  }

  warn(): void {
    // Only errors count.
  }

  error(message: string, fields: LogFields = {}): void {
    this.problems.push(`${message}: ${String(fields.method)} ${String(fields.path)} ${told(fields.error)}`);
  }

  child(): Logger {
    return this;
  }
}

/** A Discord with something of every kind in it. */
class Fuzzed {
  /** Every id and code that an answer told, by the parameter that it may be. */
  readonly known = new Map<string, Set<string>>();
  /** What requests may be sent as. */
  readonly credentials: string[] = [];
  private constructor(
    readonly discord: DiscordSimulator,
    readonly bot: SimBot,
    /** What the simulator says that it failed to answer. */
    readonly problems: string[],
  ) {}

  static async open(): Promise<Fuzzed> {
    const problems: string[] = [];
    const discord = await DiscordSimulator.start({
      logger: new Complaints(problems),
      logLimit: 100,
      rest: { limits: false, globalPerSecond: 1e9, invalidRequests: 1e9 },
    });
    const bot = discord.createBot({ name: 'Alpha', permissions: ['Administrator'] });
    const place = new Fuzzed(discord, bot, problems);
    await place.furnish();
    return place;
  }

  private async furnish(): Promise<void> {
    const { discord, bot } = this;
    discord.createBot({ name: 'Beta', permissions: ['ViewChannel'] });
    const guild = discord.createGuild({
      name: 'Loom',
      channels: [
        'general',
        { name: 'News', type: 'announcement' },
        { name: 'Talk', type: 'voice' },
        { name: 'Stage', type: 'stage' },
        { name: 'Group', type: 'category' },
      ],
    });
    discord.createGuild({ name: 'Other' });
    await guild.settings.setBoosts(14);
    await guild.settings.addFeatures('COMMUNITY', 'NEWS');
    const alice = guild.addMember('alice');
    const bob = guild.addMember('bob');
    guild.createRole({ name: 'red' });
    const call = caller(discord, bot);
    const application = discord.application(bot);
    application.addRedirectUri('https://example.com/back');
    this.credentials.push(
      `Bot ${bot.token}`,
      `Bot ${discord.bot('Beta').token}`,
      '',
      `Bearer ${alice.user.accessToken(bot, ['identify', 'guilds', 'guilds.members.read', 'connections', 'role_connections.write'])}`,
      `Bearer ${alice.user.accessToken(bot, ['email', 'applications.commands.permissions.update'])}`,
    );
    const general = guild.channel('general').id;
    const id = async (method: string, path: string, body?: unknown): Promise<string> => {
      const { status, body: made } = await call(method, path, body);
      if (status > 299) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(made)}`);
      return made.id;
    };
    const g = `/guilds/${guild.id}`;
    const sku = application.createSku({ name: 'Yarn', kind: 'durable' });
    const bought = await application.buy(alice.user, sku.id);
    const message = await id('POST', `/channels/${general}/messages`, { content: 'knit' });
    const poll = await id('POST', `/channels/${general}/messages`, {
      poll: { question: { text: 'a?' }, answers: [{ poll_media: { text: 'b' } }, { poll_media: { text: 'c' } }] },
    });
    await alice.say('general', 'purl');
    const thread = await id('POST', `/channels/${general}/messages/${message}/threads`, { name: 'row' });
    const hidden = await id('POST', `/channels/${general}/threads`, { name: 'row', type: 12 });
    const forum = await id('POST', `${g}/channels`, { name: 'forum', type: 15, available_tags: [{ name: 't' }] });
    const post = await id('POST', `/channels/${forum}/threads`, { name: 'p', message: { content: 'x' } });
    const hook = (await call('POST', `/channels/${general}/webhooks`, { name: 'hook' })).body;
    const said = await id('POST', `/webhooks/${hook.id}/${String(hook.token)}?wait=true`, { content: 'x' });
    const invite = (await call('POST', `/channels/${general}/invites`, {})).body;
    const template = (await call('POST', `${g}/templates`, { name: 'T' })).body;
    const event = await id('POST', `${g}/scheduled-events`, {
      name: 'e',
      privacy_level: 2,
      entity_type: 3,
      scheduled_start_time: '2098-01-01T00:00:00Z',
      scheduled_end_time: '2099-01-01T00:00:00Z',
      entity_metadata: { location: 'x' },
    });
    const dm = await id('POST', '/users/@me/channels', { recipient_id: alice.id });
    const command = await id('POST', `/applications/${application.id}/commands`, { name: 'knit', description: 'x' });
    await id('POST', '/stage-instances', { channel_id: guild.channel('Stage').id, topic: 'x' });
    await alice.joinVoice('Talk');
    this.learn('guild_id', guild.id, discord.guild('Other').id);
    this.learn('channel_id', ...guild.channels.map((channel) => channel.id), thread, hidden, forum, post, dm);
    this.learn('message_id', message, poll, said, post, ...guild.channel('general').messages.map((each) => each.id));
    this.learn('user_id', alice.id, bob.id, bot.id, discord.bot('Beta').id, guild.owner.id);
    this.learn('role_id', ...guild.roles.map((role) => role.id), guild.id);
    this.learn('overwrite_id', guild.id, alice.id);
    this.learn('application_id', application.id);
    this.learn('command_id', command);
    this.learn('webhook_id', hook.id);
    this.learn('webhook_token', String(hook.token));
    this.learn('code', String(invite.code), String(template.code));
    this.learn('template_code', String(template.code));
    this.learn('guild_scheduled_event_id', event);
    this.learn('sku_id', sku.id);
    this.learn('entitlement_id', bought.id);
    const rule = {
      trigger_metadata: { keyword_filter: ['x'] },
      name: 'r',
      event_type: 1,
      trigger_type: 1,
      actions: [{ type: 1 }],
    };
    this.learn('rule_id', await id('POST', `${g}/auto-moderation/rules`, rule));
    this.learn('emoji_id', await id('POST', `${g}/emojis`, { name: 'yarn', image: dataUri(PNG) }));
    this.learn(
      'emoji_id',
      await id('POST', `/applications/${application.id}/emojis`, { name: 'y1', image: dataUri(PNG) }),
    );
  }

  learn(name: string, ...values: readonly string[]): void {
    const known = this.known.get(name) ?? new Set();
    for (const value of values) known.add(value);
    this.known.set(name, known);
  }

  /** Ids of all kinds: those of `name` first of all. */
  ids(name = ''): fc.Arbitrary<string> {
    const own = [...(this.known.get(name) ?? [])];
    const all = [...this.known.values()].flatMap((each) => [...each]);
    const others = fc.constantFrom(...all, NOBODY, '0', '18446744073709551615');
    if (own.length === 0) return others;
    return fc.oneof({ arbitrary: fc.constantFrom(...own), weight: 12 }, { arbitrary: others, weight: 1 });
  }
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error);
}

interface Request {
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly credentials: string;
  readonly reason: string | undefined;
}

function requestsFor(place: Fuzzed, route: Route): fc.Arbitrary<Request> {
  const operation = specOperations[`${route.method} ${route.template}`];
  const segments = route.template.split('/').map((segment) => {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined) return fc.constant(segment);
    const ids = place.ids(name);
    const words = name.endsWith('_id') && place.known.has(name) ? ids : fc.oneof(ids, fc.constantFrom(...WORDS));
    return words.map(encodeURIComponent);
  });
  const query = Object.entries(operation?.query ?? {}).map(([key, type]) =>
    fc
      .option(oddly(type, place.ids(key.replace('?', ''))), { nil: undefined })
      .map((value): [string, unknown] => [key.replace('?', ''), value]),
  );
  const body = operation?.body === undefined ? fc.constant(undefined) : oddly(operation.body, place.ids());
  return fc.record({
    path: fc.tuple(...segments).map((each) => each.join('/')),
    query: fc.tuple(...query).map(queryText),
    body,
    credentials: fc.oneof(
      { arbitrary: fc.constant(place.credentials[0] ?? ''), weight: 12 },
      { arbitrary: fc.constantFrom(...place.credentials), weight: 2 },
    ),
    reason: fc.option(fc.constantFrom('why', '%', '%F0%9F%A7%B6'), { nil: undefined }),
  });
}

function queryText(pairs: readonly [string, unknown][]): string {
  const query = new URLSearchParams();
  for (const [key, value] of pairs) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
      query.append(key, typeof each === 'string' ? each : JSON.stringify(each));
    }
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** The body as JSON, as a form with a file, or as a form of texts. */
function sent(route: Route, body: unknown): { body?: string | FormData | URLSearchParams; type?: string } {
  if (body === undefined) return {};
  if (route.takesForm) {
    return {
      body: new URLSearchParams(
        Object.entries(body ?? {}).map(([key, value]): [string, string] => [key, textOf(value)]),
      ),
    };
  }
  const spec = specOperations[`${route.method} ${route.template}`]?.body;
  const isFile = typeof spec === 'object' && 'file' in spec;
  if (!isFile) return { body: JSON.stringify(body), type: 'application/json' };
  const form = new FormData();
  for (const [key, value] of Object.entries(body ?? {})) form.set(key, textOf(value));
  form.set('file', new Blob([PNG], { type: 'image/png' }), 'x.png');
  return { body: form };
}

/** A field of a form; what has no text of its own is written as JSON. */
function textOf(value: unknown): string {
  // Of some values JSON has no text, whatever its types say.
  const text: unknown = typeof value === 'string' ? value : JSON.stringify(value);
  return String(text);
}

describe('The simulator', () => {
  let place: Fuzzed;

  beforeAll(async () => {
    place = await Fuzzed.open();
  });
  afterAll(() => place.discord.close());

  async function ask(route: Route, request: Request): Promise<void> {
    const { body, type } = sent(route, request.body);
    const response = await fetch(`${place.discord.apiUrl}${request.path}${request.query}`, {
      method: route.method,
      headers: {
        'user-agent': AGENT,
        ...(request.credentials === '' ? {} : { authorization: request.credentials }),
        ...(type === undefined ? {} : { 'content-type': type }),
        ...(request.reason === undefined ? {} : { 'x-audit-log-reason': request.reason }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (response.status === 500) throw new Error(`500: ${text}`);
  }

  const routes = ALL_ROUTES.map((route): [string, Route] => [`${route.method} ${route.template}`, route]);

  // What destroys the world comes last: the others have more to find in it.
  const ordered = [
    ...routes.filter(([, { method }]) => method !== 'DELETE'),
    ...routes.filter(([, { method }]) => method === 'DELETE'),
  ];

  it.each(ordered)('answers whatever is asked of %s', async (_name, route) => {
    await fc.assert(
      fc.asyncProperty(requestsFor(place, route), async (request) => {
        place.problems.length = 0;
        const outcome = await ask(route, request).catch((error: unknown) => told(error));
        expect([place.problems, outcome]).toEqual([[], undefined]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

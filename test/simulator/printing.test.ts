/** What a bot author sees who prints something: short, and never a token. */
import { inspect } from 'node:util';
import { format } from 'pretty-format';
import {
  type ClientGroup,
  ClientGroups,
  ClientHub,
  connect,
  GatewayEvent,
  GuildCreateEvent,
  MessageCreateEvent,
  nullLogger,
} from 'corduroy';
import { DiscordSimulator } from 'corduroy/testing';
import { eventually } from './support/waiting';

describe('printing', () => {
  let discord: DiscordSimulator;
  let hub: ClientHub;
  let alpha: ClientGroup;
  let token: string;
  let event: MessageCreateEvent | undefined;
  let large: GuildCreateEvent | undefined;

  beforeAll(async () => {
    discord = await DiscordSimulator.start();
    const guild = discord.createGuild({ name: 'Loom' });
    for (let index = 0; index < 120; index += 1) guild.createChannel({ name: `channel-${index}` });
    for (let index = 0; index < 120; index += 1) guild.createRole({ name: `role ${index}` });
    hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
    ({ token } = discord.createBot({ name: 'alpha' }));
    alpha = hub.createClientGroup('alpha', token, { intents: ['Guilds', 'GuildMessages', 'MessageContent'] });
    hub.createClientGroup('beta', discord.createBot({ name: 'beta' }).token);
    alpha.dispatcher.addHandler(GatewayEvent, (heard) => {
      if (heard instanceof MessageCreateEvent) event = heard;
      if (heard instanceof GuildCreateEvent) large = heard;
    });
    await hub.start();
    await guild.addMember('alice').say(guild.channel('general'), 'hi');
    await eventually('the message', () => event !== undefined);
  });
  afterAll(async () => {
    await hub.stop();
    await discord.close();
  });

  const printed: [string, () => unknown, number][] = [
    ['the hub', () => hub, 10],
    ['a group', () => alpha, 3],
    ['the groups', () => hub.groups, 10],
    ['a REST client', () => alpha.client, 10],
    ['a gateway', () => alpha.gateway, 10],
    ['a shard', () => alpha.gatewayFor(0), 10],
    ['a dispatcher', () => alpha.dispatcher, 3],
    ['an injector', () => alpha.injector, 3],
    ['an event', () => event, 60],
    ['a large guild', () => large, 400],
    ['a user', () => alpha.user, 40],
    ['what a handler class has', () => ({ client: alpha.client, group: alpha, groups: hub.groups }), 20],
  ];

  it.each(printed)('of %s is short and shows no token', (_name, value, lines) => {
    const text = inspect(value());
    expect(text).not.toContain(token);
    expect(text.split('\n').length).toBeLessThanOrEqual(lines);
  });

  it.each(printed)('of %s in depth shows no token', (_name, value) => {
    expect(inspect(value(), { depth: 8, showHidden: true })).not.toContain(token);
  });

  it.each(printed)('of %s as JSON shows no token', (_name, value) => {
    expect(JSON.stringify(value())).not.toContain(token);
  });

  it.each(printed)('of %s in the diff of a failed test shows no token', (_name, value) => {
    expect(format(value())).not.toContain(token);
  });

  it('of a view shows all of its lists to whoever asks for that', () => {
    expect(inspect(large)).toMatch(/more items/);
    expect(inspect(large, { maxArrayLength: 1_000 })).toContain('channel-119');
  });

  it('says what the thing is', () => {
    expect(inspect(alpha)).toBe('ClientGroup(alpha, ready)');
    expect(inspect(hub)).toBe('ClientHub(running: alpha ready, beta ready)');
    expect(inspect(hub.groups)).toBe('ClientGroups(alpha, beta)');
    expect(inspect(alpha.dispatcher)).toBe('Dispatcher(alpha, green)');
    expect(inspect(alpha.injector)).toBe('Injector(group "alpha")');
    expect(JSON.parse(JSON.stringify(alpha))).toEqual({ name: 'alpha', state: 'ready' });
    expect(hub.groups).toBeInstanceOf(ClientGroups);
  });

  it('of an error that a bad start throws shows no token', async () => {
    const bad = `${'A'.repeat(24)}.AbCdEf.${'x'.repeat(38)}`;
    const error: unknown = await connect(bad, undefined, { hub: { logger: nullLogger, api: discord.apiUrl } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(inspect(error, { depth: 8 })).toMatch(/HUB_NO_GROUP_STARTED/);
    expect(inspect(error, { depth: 8, showHidden: true })).not.toContain(bad);
    expect(format(error)).not.toContain(bad);
    expect(JSON.stringify(error)).not.toContain(bad);
  });
});

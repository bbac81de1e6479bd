/** Many shards of one bot on real sockets: how many there are, and what follows when Discord wants more. */
import { ClientHub, type ClientGroup, MessageCreateEvent, nullLogger, ReadyEvent } from 'corduroy';
import { DiscordSimulator, type SimulatorOptions } from 'corduroy/testing';
import { quickQueue, quickSessions } from '../support/quick-sessions';
import { eventually } from './support/waiting';

let discord: DiscordSimulator;
let hub: ClientHub;

/** Two guilds; with two shards each has its own. */
async function world(options: SimulatorOptions, shards: number): Promise<void> {
  discord = await DiscordSimulator.start(quickSessions(options));
  for (const n of [0n, 1n]) {
    const id = ((1_400_000_000_000n + n) << 22n).toString();
    discord.createGuild({ name: `guild ${n}`, id }).addMember('alice');
  }
  discord.createBot({ name: 'alpha', shards });
}

interface Bot {
  readonly group: ClientGroup;
  readonly heard: string[];
  readonly readies: (readonly [number, number] | undefined)[];
}

function make(shards?: number): Bot {
  hub = new ClientHub({ api: discord.apiUrl, logger: nullLogger });
  const group = hub.createClientGroup('alpha', discord.bot('alpha').token, {
    intents: ['Guilds', 'GuildMessages', 'MessageContent'],
    identifyQueue: quickQueue(4),
    ...(shards === undefined ? {} : { shards }),
  });
  const heard: string[] = [];
  const readies: Bot['readies'] = [];
  group.dispatcher.addHandler(MessageCreateEvent, (event) => void heard.push(event.content));
  group.dispatcher.addHandler(ReadyEvent, (event) => void readies.push(event.shard));
  return { group, heard, readies };
}

const say = async (guild: number, text: string): Promise<void> => {
  await discord.guild(`guild ${guild}`).member('alice').say('general', text);
};

afterEach(async () => {
  await hub.stop();
  await discord.close();
});

it('runs as many shards as Discord recommends, and each hears its guilds', async () => {
  await world({ gateway: { maxConcurrency: 4 } }, 4);
  const { group, heard, readies } = make();
  await hub.start();
  expect(group.gateway.shards.map(({ id, count }) => [id, count])).toEqual([
    [0, 4],
    [1, 4],
    [2, 4],
    [3, 4],
  ]);
  expect(readies).toHaveLength(4);
  await say(0, 'to the first');
  await say(1, 'to the second');
  await eventually('both', () => heard.length === 2);
  expect([...heard].sort()).toEqual(['to the first', 'to the second']);
  const ids = [0, 1].map((n) => discord.guild(`guild ${n}`).id);
  expect(ids.map((id) => group.gatewayFor(id).id)).toEqual(ids.map((id) => Number((BigInt(id) >> 22n) % 4n)));
  expect(group.gateway.health()).toMatchObject({ status: 'green', sessionsLeft: 996 });
});

it('takes more shards when Discord closes with 4011 at the start, and says READY for each', async () => {
  await world({ gateway: { guildsPerShard: 1, maxConcurrency: 2 } }, 1);
  const { group, heard, readies } = make();
  await hub.start();
  expect(group.gateway.shards.map(({ count }) => count)).toEqual([2, 2]);
  expect(readies.map((shard) => shard?.[1])).toEqual([2, 2]);
  await say(0, 'one');
  await say(1, 'two');
  await eventually('both', () => heard.length === 2);
  expect(group.state).toBe('ready');
}, 30_000);

it('takes more shards when Discord closes with 4011 later, and goes on', async () => {
  await world({ gateway: { maxConcurrency: 2 } }, 1);
  const { group, heard, readies } = make();
  await hub.start();
  discord.faults.gateway.close(4011);
  await eventually('two shards', () => readies.length === 3 && group.gateway.health().status !== 'red', 15_000);
  expect(group.gateway.shards.map(({ id, count }) => [id, count])).toEqual([
    [0, 2],
    [1, 2],
  ]);
  await say(0, 'still');
  await say(1, 'here');
  await eventually('both', () => heard.length === 2);
  expect(group.state).toBe('ready');
}, 30_000);

it('stops with Discord’s number when its author fixed another', async () => {
  await world({ gateway: { guildsPerShard: 1 } }, 5);
  const { group } = make(1);
  await expect(hub.start()).rejects.toMatchObject({ code: 'HUB_NO_GROUP_STARTED' });
  expect(group.failure).toMatchObject({ code: 'GATEWAY_SHARDING_REQUIRED', closeCode: 4011 });
  expect(group.failure?.message).toContain('Discord recommends 5 shards');
});

it('starts no shard when the sessions left are fewer than they need', async () => {
  await world({ gateway: { maxConcurrency: 4, sessionStart: { remaining: 7 } } }, 4);
  const { group } = make();
  await expect(hub.start()).rejects.toMatchObject({ code: 'HUB_NO_GROUP_STARTED' });
  expect(group.failure).toMatchObject({ code: 'GATEWAY_IDENTIFY_BUDGET' });
  expect(discord.log.identifies()).toEqual([]);
});

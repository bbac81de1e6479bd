/** Health of a running bot under faults: it turns from green, says why, and recovers. */
import { type DispatchPacket, GatewayClient, StaticGatewayInfoSource } from '../../src/gateway';
import { intentBits } from '../../src/models';
import { DiscordSimulator, type SimulatorOptions } from '../../src/testing/simulator';
import { eventually } from './support/waiting';

let discord: DiscordSimulator;
let client: GatewayClient;
const packets: DispatchPacket[] = [];

async function start(options: SimulatorOptions = {}): Promise<void> {
  packets.length = 0;
  discord = await DiscordSimulator.start(options);
  discord.createGuild({ name: 'Loom' });
  const { token } = discord.createBot({ name: 'alpha' });
  client = new GatewayClient({
    token,
    intents: intentBits(['Guilds', 'GuildMessages']),
    info: new StaticGatewayInfoSource({
      url: discord.gatewayUrl,
      shards: 1,
      sessionStartLimit: { total: 1000, remaining: 1000, resetAfterMs: 86_400_000, maxConcurrency: 1 },
    }),
    sink: { wants: () => true, deliver: (packet) => void packets.push(packet) },
    limits: { redAfterMs: 400 },
  });
  await client.start();
}
afterEach(async () => {
  await client.close();
  await discord.close();
});

it('tells round trips as they come', async () => {
  await start({ heartbeatIntervalMs: 200 });
  await eventually('three round trips', () => (client.health().shards[0]?.latency?.samples ?? 0) >= 3);
  const { latency, latencyMs } = client.health().shards[0]!;
  expect(latency!.minMs).toBeLessThanOrEqual(latency!.medianMs);
  expect(latency!.medianMs).toBeLessThanOrEqual(latency!.maxMs);
  expect(latencyMs).toBeGreaterThan(0);
  expect(client.shards[0]!.latencies.every(({ atMs }) => atMs > 0)).toBe(true);
  expect(client.health()).toMatchObject({ status: 'green', reason: undefined });
});

it('is yellow, then red, while the bot is away, and green again afterwards', async () => {
  await start();
  discord.faults.gateway.refuseConnections(2);
  discord.faults.gateway.drop();
  await eventually('yellow', () => client.health().status === 'yellow');
  await eventually('red', () => client.health().status === 'red');
  expect(client.health().reason).toMatch(/^Shard 0 has not been ready for \d+ s: .*503.*\.$/);
  await eventually('the bot to be back', () => client.shards[0]?.state === 'ready');
  // It has connected anew a few times, which is told for five minutes; but it is not red.
  expect(client.health().status).not.toBe('red');
});

it('is red for a loop of connections, although each of them becomes ready', async () => {
  await start();
  for (let i = 1; i <= 6; i++) {
    discord.faults.gateway.reconnect();
    await eventually(
      `return ${i}`,
      () => client.health().shards[0]?.reconnects === i && client.shards[0]?.state === 'ready',
    );
  }
  expect(client.health()).toMatchObject({
    status: 'red',
    reason: 'Shard 0 has connected anew 6 times in five minutes.',
  });
}, 30_000);

it('is red for many frames that cannot be understood, while events go on', async () => {
  await start();
  for (let i = 0; i < 60; i++) discord.faults.gateway.send('{"op":');
  discord.faults.gateway.dispatch('MESSAGE_CREATE', { content: 'understood' });
  await eventually('the event', () => packets.some(({ t }) => t === 'MESSAGE_CREATE'));
  expect(client.health()).toMatchObject({
    status: 'red',
    reason: 'Shard 0 has received 60 frames in five minutes that could not be understood.',
  });
});

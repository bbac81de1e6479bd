/** A client that is lost because one of its shards ended for good: the others stay until what has to be said is said. */
import { type GatewayInfoSource } from '../../../src/gateway';
import { bench, framesOf, infoOf, ready, settle } from './support';

const GUILD_OF_SHARD_0 = (4n << 22n).toString();
const info: GatewayInfoSource = {
  gatewayInfo: () => Promise.resolve({ ...infoOf({ maxConcurrency: 16 }), shards: 2 }),
};

async function twoShards(onLost?: () => Promise<void>) {
  const on = bench({ shards: 2, info, onLost });
  const started = on.client.start();
  await settle();
  for (const socket of on.sockets.sockets) {
    socket.serverAccepts();
    socket.serverSends({ op: 10, d: { heartbeat_interval: 41_250 } });
  }
  await settle();
  await on.clock.advance(5_100);
  for (const [i, socket] of on.sockets.sockets.entries()) socket.serverSends(ready(`session-${i}`));
  await started;
  const [first, second] = on.sockets.sockets;
  if (!first || !second) throw new Error('two sockets');
  return { on, first, second };
}

it('commands still go over the shards that are left, and the client ends after that', async () => {
  let end: () => void = () => undefined;
  let told: unknown;
  const { on, first, second } = await twoShards(async () => {
    told = 'lost';
    await on.client.changeVoiceState(GUILD_OF_SHARD_0, null);
    await new Promise<void>((resolve) => (end = resolve));
  });
  let isClosed = false;
  void on.client.closed.then(() => (isClosed = true));
  second.serverCloses(4014, 'no');
  await settle();
  expect([told, framesOf(first, 4).length, isClosed]).toEqual(['lost', 1, false]);
  end();
  await settle();
  first.serverCloses(1000);
  await settle();
  await expect(on.client.closed).resolves.toMatchObject({ closeCode: 4014 });
});

it('a farewell that fails ends the client all the same, and so does a close meanwhile', async () => {
  const { on, first, second } = await twoShards(() => Promise.reject(new Error('no')));
  second.serverCloses(4014, 'no');
  await settle();
  const closing = on.client.close();
  await settle();
  first.serverCloses(1000);
  await closing;
  await expect(on.client.closed).resolves.toMatchObject({ closeCode: 4014 });
  expect(on.logger.lines.map(({ message }) => message)).toContain('what was to be done before the shards close failed');
});

it('a client that nobody says farewell for ends at once', async () => {
  const { on, first, second } = await twoShards();
  second.serverCloses(4014, 'no');
  await settle();
  first.serverCloses(1000);
  await expect(on.client.closed).resolves.toMatchObject({ closeCode: 4014 });
});

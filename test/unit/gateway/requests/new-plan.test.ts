/** Requests that are under way while Discord refuses the number of shards: they are asked of the shards that come then. */
import { type FakeSocket, type GatewayInfo, type GatewayInfoSource } from '../../../../src/gateway';
import { intentBits } from '../../../../src/models';
import { deferred } from '../../../../src/util';
import {
  bench as plainBench,
  type Bench,
  ChangingInfo,
  dispatch,
  framesOf,
  infoOf,
  lead,
  RecordingSink,
  settle,
} from '../support';

/** The first is served by shard 0 whatever the plan, the second by shard 1 where there are two. */
const [EVEN, ODD] = ['4194304000000', '4194308194304'] as const;
const INTENTS = intentBits(['Guilds', 'GuildMembers']);

function bench(info: GatewayInfoSource): Bench {
  return plainBench({ shards: 'auto', info, intents: INTENTS, sink: new RecordingSink(() => false) });
}

async function begin(info: GatewayInfoSource): Promise<Bench> {
  const on = bench(info);
  const started = on.client.start();
  await settle();
  await lead(on, 0);
  await started;
  return on;
}

const asked = (socket: FakeSocket | undefined, op: number): Record<string, unknown>[] =>
  socket ? framesOf(socket, op).map(({ d }) => d) : [];

/** Answers everything that a socket was asked since it was opened. */
function answer(socket: FakeSocket): void {
  let sequence = 100;
  const tell = (name: string, d: object): void => {
    socket.serverSends(dispatch(name, (sequence += 1), d));
  };
  for (const { guild_id: guildId, nonce, query } of asked(socket, 8)) {
    const members = [{ user: { id: '7', username: `of ${String(query)}` }, roles: [], joined_at: null }];
    tell('GUILD_MEMBERS_CHUNK', { guild_id: guildId, members, chunk_index: 0, chunk_count: 1, nonce });
  }
  for (const { guild_ids: guildIds } of asked(socket, 31)) {
    for (const id of guildIds as string[]) tell('SOUNDBOARD_SOUNDS', { guild_id: id, soundboard_sounds: [{}] });
  }
  for (const { guild_id: guildId } of asked(socket, 43)) tell('CHANNEL_INFO', { guild_id: guildId, channels: [] });
}

/** One request of each kind, and what became of it. */
function askAll(on: Bench, guildId: string, query: string): Promise<PromiseSettledResult<unknown>[]> {
  const { requests } = on.client;
  return Promise.allSettled([
    requests.guildMembers(guildId, { query }),
    requests.soundboardSounds(guildId),
    requests.channelInfo(guildId),
  ]);
}

const refused = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : []));

describe('requests while Discord refuses the plan', () => {
  it('that wait for the shard it refuses are asked of the shards that follow, each of its guild’s', async () => {
    const on = await begin(new ChangingInfo([1, 2]));
    const [first] = on.sockets.sockets;
    // The shard is away, so the commands wait.
    first?.serverCloses(4000);
    const answers = Promise.all([askAll(on, EVEN, 'a'), askAll(on, ODD, 'b')]);
    await on.clock.advance(2_000);
    on.sockets.last.serverCloses(4011);
    await settle();
    await lead(on, 2);
    const [zero, one] = on.sockets.sockets.slice(2);
    for (const [socket, guildId] of [
      [zero, EVEN],
      [one, ODD],
    ] as const) {
      expect(asked(socket, 8)).toMatchObject([{ guild_id: guildId }]);
      expect(asked(socket, 31)).toEqual([{ guild_ids: [guildId] }]);
      expect(asked(socket, 43)).toMatchObject([{ guild_id: guildId }]);
      if (socket) answer(socket);
    }
    expect(refused((await answers).flat())).toEqual([]);
    await on.client.close();
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('that wait for another shard of the plan, which ends with it, are asked again', async () => {
    const on = await begin(new ChangingInfo([2, 4]));
    const [first, second] = on.sockets.sockets;
    second?.serverCloses(4000);
    const answers = askAll(on, ODD, 'a');
    await settle();
    first?.serverCloses(4011);
    await settle();
    await lead(on, 2);
    for (const socket of on.sockets.sockets.slice(2)) answer(socket);
    expect(refused(await answers)).toEqual([]);
    await on.client.close();
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('and come before there is another plan wait for it, as long as their callers do', async () => {
    const [one, two] = [infoOf({ maxConcurrency: 16 }), { ...infoOf({ maxConcurrency: 16 }), shards: 2 }];
    const second = deferred<GatewayInfo>();
    const infos = [Promise.resolve(one), second.promise];
    const on = await begin({ gatewayInfo: () => infos.shift() ?? Promise.resolve(two) });
    const before = askAll(on, EVEN, 'before');
    await settle();
    on.sockets.last.serverCloses(4011);
    await settle();
    const during = askAll(on, ODD, 'during');
    const impatient = on.client.requests.guildMembers(EVEN, { query: 'impatient' }, { timeoutMs: 5_000 });
    const leaving = new AbortController();
    const left = on.client.requests.guildMembers(EVEN, { query: 'left' }, { signal: leaving.signal });
    await settle();
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 'GATEWAY_ABORTED' });
    const late = expect(impatient).rejects.toMatchObject({ code: 'GATEWAY_REQUEST_TIMEOUT' });
    // Longer than any answer is waited for before it is asked for again.
    await on.clock.advance(60_000);
    await late;
    second.resolve(two);
    await settle();
    await lead(on, 1);
    for (const socket of on.sockets.sockets.slice(1)) answer(socket);
    expect(refused([...(await before), ...(await during)])).toEqual([]);
    await on.client.close();
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('end with the client when no other plan follows', async () => {
    const on = await begin(new ChangingInfo([1]));
    on.sockets.last.serverCloses(4000);
    const answers = askAll(on, EVEN, 'a');
    await on.clock.advance(2_000);
    for (let plan = 0; plan < 4; plan += 1) {
      for (const socket of on.sockets.sockets) socket.serverAccepts();
      on.sockets.last.serverCloses(4011);
      await on.clock.advance(6_000);
    }
    expect(refused(await answers)).toHaveLength(3);
    expect(refused(await answers)).toMatchObject(Array(3).fill({ code: 'GATEWAY_PLANS_REFUSED' }));
    expect(on.clock.pendingTimers).toBe(0);
  });
});

it('a request to a shard that its caller has closed is refused at once', async () => {
  const on = await begin(new ChangingInfo([2]));
  await on.client.shards[1]?.close();
  expect(refused(await askAll(on, ODD, 'a'))).toMatchObject(Array(3).fill({ code: 'GATEWAY_CLOSED' }));
  await on.client.close();
});

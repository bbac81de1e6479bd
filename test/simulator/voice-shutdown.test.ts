/** The end of a bot’s voice: handlers that are waited for while the gateway is open, whatever ends the bot. */
import { ClientHub, type ClientGroup, nullLogger, VoiceClientShutdownEvent, VoiceController } from 'corduroy';
import { DiscordSimulator } from 'corduroy/testing';
import { FakeVoiceCalls } from 'corduroy/voice';
import { VoiceBench, type VoiceBot } from './support/voice-bench';
import { eventually } from './support/waiting';

/** What the simulator saw of a bot since the log was cleared, in order: `op4 null`, `closed 1000`. */
function seen(bench: VoiceBench, bot: VoiceBot): string[] {
  return bench.discord.log.entries.flatMap((entry) => {
    if (entry.bot !== bot.account.name) return [];
    if (entry.kind === 'frame' && entry.op === 4)
      return [`op4 ${String((entry.d as { channel_id: string | null }).channel_id)}`];
    return entry.kind === 'connection' && entry.event === 'closed' ? [`closed ${entry.code}`] : [];
  });
}

describe('a stop', () => {
  let bench: VoiceBench;
  afterEach(() => bench[Symbol.asyncDispose]());

  it('calls the handlers once for each group, while the gateway is open and carries what they send [seed 75] [seed 76] [seed 77]', async () => {
    bench = await VoiceBench.open();
    const bots = [bench.bot('alpha'), bench.bot('beta')];
    const calls: string[] = [];
    for (const { group, account } of bots) {
      group.dispatcher.addHandler(VoiceClientShutdownEvent, async (_event, { group: own, gateway }) => {
        calls.push(`${own.name} ${bench.discord.isOnline(account)}`);
        await gateway.changeVoiceState(bench.loom.id, null);
      });
    }
    await bench.start(...bots);
    await bench.hub.stop();
    expect(calls.sort()).toEqual(['alpha true', 'beta true']);
    for (const bot of bots) {
      await eventually('the close', () => seen(bench, bot).length === 2);
      expect(seen(bench, bot)).toEqual(['op4 null', 'closed 1000']);
    }
  });

  it('ends all calls by default, then the calls that are left, then the gateway [seed 104]', async () => {
    bench = await VoiceBench.open();
    const alpha = bench.bot('alpha');
    await bench.start(alpha);
    alpha.calls.begin('1', '10');
    let end: () => void = () => undefined;
    alpha.calls.begin('2', '20').ending = new Promise<void>((resolve) => (end = resolve));
    const stopping = bench.hub.stop();
    await eventually('both', () => alpha.calls.of('disconnect').length === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen(bench, alpha)).toEqual([]);
    end();
    await stopping;
    expect(alpha.calls.of('disconnect', 'close')).toEqual([
      ['disconnect', '1'],
      ['disconnect', '2'],
      ['close', ''],
    ]);
    await eventually('the close', () => seen(bench, alpha).length === 1);
  });

  it('waits for the slowest of its handlers, although one fails [seed 105]', async () => {
    bench = await VoiceBench.open();
    const alpha = bench.bot('alpha');
    const log: string[] = [];
    const { dispatcher } = alpha.group;
    dispatcher.addHandler(VoiceClientShutdownEvent, () => log.push('quick'));
    dispatcher.addHandler(VoiceClientShutdownEvent, () => Promise.reject(new Error('stuck')), { label: 'fails' });
    dispatcher.addHandler(VoiceClientShutdownEvent, async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      log.push(`slow ${bench.discord.isOnline(alpha.account)}`);
    });
    await bench.start(alpha);
    await bench.hub.stop();
    expect(log).toEqual(['quick', 'slow true']);
    expect(bench.logger.of('error')).toEqual([expect.stringMatching(/^fails failed on voice_client_shutdown: stuck/)]);
  });

  it('does not wait for ever: who hangs is named, and the gateway closes [seed 105]', async () => {
    bench = await VoiceBench.open({ drainMs: 60 });
    const alpha = bench.bot('alpha');
    alpha.group.dispatcher.addHandler(VoiceClientShutdownEvent, () => new Promise(() => undefined), {
      label: 'Music.bye',
    });
    await bench.start(alpha);
    await bench.hub.stop();
    expect(bench.logger.of('warn')).toContain(
      'group "alpha": Music.bye did not end the voice of the group within 60 ms; its gateway closes all the same.',
    );
    await eventually('the close', () => seen(bench, alpha).length === 1);
  });

  it('is heard by a controller of the author’s own, with the group', async () => {
    const heard: ClientGroup[] = [];
    class Mine extends VoiceController {
      override async voiceClientShutdown(group: ClientGroup): Promise<void> {
        await group.gatewayFor(bench.loom.id).changeVoiceState(bench.loom.id, 0);
        heard.push(group);
      }
    }
    bench = await VoiceBench.open();
    const alpha = bench.bot('alpha', { providers: [{ provide: VoiceController, useClass: Mine }] });
    await bench.start(alpha);
    await alpha.group.stop();
    expect(heard).toEqual([alpha.group]);
    await eventually('the close', () => seen(bench, alpha).length === 2);
    expect(seen(bench, alpha)).toEqual(['op4 null', 'closed 1000']);
  });

  it('of a group that never connected has nothing to say', async () => {
    bench = await VoiceBench.open();
    const alpha = bench.bot('alpha');
    let calls = 0;
    alpha.group.dispatcher.addHandler(VoiceClientShutdownEvent, () => (calls += 1));
    await bench.hub.stop();
    expect(calls).toBe(0);
  });
});

describe('a gateway that is lost for good', () => {
  it('is still there for the handlers, as far as shards are left [seed 75]', async () => {
    await using discord = await DiscordSimulator.start({ gateway: { maxConcurrency: 2 } });
    const guilds = [0n, 1n].map((n) =>
      discord.createGuild({ name: `guild ${n}`, id: ((1_400_000_000_000n + n) << 22n).toString() }),
    );
    const account = discord.createBot({ name: 'alpha', shards: 2 });
    const hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
    const group = hub.createClientGroup('alpha', account.token, { voiceCalls: () => new FakeVoiceCalls() });
    let calls = 0;
    group.dispatcher.addHandler(VoiceClientShutdownEvent, async (_event, { gateway }) => {
      calls += 1;
      await gateway.changeVoiceState(guilds[0]?.id ?? '', 0);
    });
    await hub.start();
    const [entry] = discord.log.sessions().filter(({ shard }) => shard[0] === 1);
    expect(entry).toBeDefined();
    discord.faults.gateway.close(4014, { shard: 1 });
    await expect(group.closed).resolves.toMatchObject({ closeCode: 4014 });
    expect([calls, discord.log.frames({ op: 4 }).length]).toEqual([1, 1]);
    await hub.stop();
    expect(calls).toBe(1);
  });

  it('at the start ends the voice that the hub had begun with [seed 75]', async () => {
    await using bench = await VoiceBench.open();
    const alpha = bench.bot('alpha', { intents: { add: ['GuildMembers'] } });
    let calls = 0;
    alpha.group.dispatcher.addHandler(VoiceClientShutdownEvent, () => (calls += 1));
    bench.discord.faults.gateway.withholdReady(true);
    const starting = bench.hub.start().catch((error: unknown) => error);
    await eventually('IDENTIFY', () => bench.discord.log.identifies().length === 1);
    bench.discord.faults.gateway.close(4014);
    expect(await starting).toMatchObject({ code: 'HUB_NO_GROUP_STARTED' });
    expect(calls).toBe(1);
  });
});

it('opcode 4 goes over the shard that serves the guild, for a thousand guilds and for none [seed 90]', async () => {
  await using discord = await DiscordSimulator.start({ gateway: { maxConcurrency: 16 } });
  const account = discord.createBot({ name: 'alpha', shards: 4 });
  await using hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
  const group = hub.createClientGroup('alpha', account.token, { shards: 4 });
  await hub.start();
  expect(group.gatewayFor(0).id).toBe(0);
  const wrong: string[] = [];
  for (let i = 0n; i < 1_000n; i++) {
    // Beyond what a number can hold.
    const id = (((1_400_000_000_000n + i * 7_919n) << 22n) | (i * 37n)).toString();
    if (group.gatewayFor(id).id !== Number((BigInt(id) >> 22n) % 4n)) wrong.push(id);
  }
  expect(wrong).toEqual([]);
  const ids = [0n, 1n, 2n, 3n].map((n) => ((1_400_000_000_000n + n) << 22n).toString());
  for (const id of ids) await group.gatewayFor(id).changeVoiceState(id, 0);
  await eventually('four commands', () => discord.log.frames({ op: 4 }).length === 4);
  const shardOf = new Map(discord.log.sessions().map(({ sessionId, shard }) => [sessionId, shard[0]]));
  const carried = discord.log
    .frames({ op: 4 })
    .map(({ d, sessionId }) => [(d as { guild_id: string }).guild_id, shardOf.get(sessionId ?? '')]);
  expect(new Map(carried as [string, number][])).toEqual(
    new Map(ids.map((id) => [id, Number((BigInt(id) >> 22n) % 4n)])),
  );
});

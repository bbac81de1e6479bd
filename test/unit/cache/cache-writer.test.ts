/** How a cache is written behind its dispatches: what is due, in which order, and what is said when that fails. */
import { CacheWriter, type GuildSnapshot, MemoryCacheStore, type SessionPoint } from 'corduroy/cache';
import { RecordingLogger } from '../gateway/support';
import { channel, closeAll, Fed, guild, GUILD, SELF } from './support';

afterEach(closeAll);

const inGuild = (payload: object): object => ({ ...payload, guild_id: GUILD });

/** A store that tells in which order it was used, and can be made to fail. */
class TellingStore extends MemoryCacheStore {
  readonly calls: string[] = [];
  failing = false;

  override saveGuild(key: string, snapshot: GuildSnapshot): Promise<void> {
    return this.tell(`guild ${snapshot.guildId}`, () => super.saveGuild(key, snapshot));
  }

  override removeGuild(key: string, guildId: string): Promise<void> {
    return this.tell(`no guild ${guildId}`, () => super.removeGuild(key, guildId));
  }

  override saveCheckpoint(...[key, shardId, point]: Parameters<MemoryCacheStore['saveCheckpoint']>): Promise<void> {
    return this.tell(`shard ${shardId} at ${point.sequence}`, () => super.saveCheckpoint(key, shardId, point));
  }

  private tell(call: string, run: () => Promise<void>): Promise<void> {
    if (this.failing) return Promise.reject(new Error('the disk is full'));
    this.calls.push(call);
    return run();
  }
}

class Bench {
  readonly fed = new Fed();
  readonly store = new TellingStore();
  readonly logger = new RecordingLogger();
  sequence = 0;
  sessionId: string | undefined = 'session';
  readonly writer = new CacheWriter({
    store: this.store,
    key: 'key',
    state: this.fed.cache.contents,
    isRead: this.isRead,
    sessions: () => this.points(),
    clock: this.fed.clock,
    logger: this.logger,
  });

  constructor(
    private readonly shardIds: readonly number[] = [0],
    private readonly isRead = true,
  ) {}

  hear(name: string, data: object): void {
    this.sequence += 1;
    this.writer.note(this.fed.hear(name, data));
  }

  begin(): void {
    this.hear('READY', { user: SELF, guilds: [{ id: GUILD }] });
    this.hear('GUILD_CREATE', guild());
  }

  private points(): SessionPoint[] {
    const { sessionId, sequence } = this;
    if (sessionId === undefined) return [];
    return this.shardIds.map((shardId) => ({ shardId, shardCount: this.shardIds.length, sessionId, sequence }));
  }
}

it('writes guilds that changed every two seconds, and then up to where they hold everything', async () => {
  const bench = new Bench();
  bench.writer.start();
  bench.begin();
  await bench.fed.clock.advance(1_999);
  expect(bench.store.calls).toEqual([]);
  await bench.fed.clock.advance(1);
  expect(bench.store.calls).toEqual([`guild ${GUILD}`, 'shard 0 at 2']);
  for (const name of ['a', 'b', 'c']) bench.hear('CHANNEL_UPDATE', inGuild(channel('10', { name })));
  await bench.fed.clock.advance(2_000);
  expect(bench.store.calls.slice(2)).toEqual([`guild ${GUILD}`, 'shard 0 at 5']);
  await bench.fed.clock.advance(10_000);
  expect(bench.store.calls).toHaveLength(4);
});

it('moves on where nothing changed, so that little is told again', async () => {
  const bench = new Bench();
  bench.begin();
  await bench.writer.flush();
  bench.sequence = 1_000;
  await bench.writer.flush();
  expect(bench.store.calls.slice(2)).toEqual(['shard 0 at 1000']);
});

it('forgets guilds that are gone', async () => {
  const bench = new Bench();
  bench.begin();
  await bench.writer.flush();
  bench.hear('GUILD_DELETE', { id: GUILD });
  await bench.writer.flush();
  expect(bench.store.calls.slice(2)).toEqual([`no guild ${GUILD}`, 'shard 0 at 3']);
});

it('sets no checkpoint where a guild could not be written, and tries again', async () => {
  const bench = new Bench();
  bench.begin();
  bench.store.failing = true;
  await expect(bench.writer.flush()).resolves.toBe(false);
  expect((await bench.store.checkpoints('key')).size).toBe(0);
  bench.store.failing = false;
  await expect(bench.writer.flush()).resolves.toBe(true);
  expect(bench.store.calls).toEqual([`guild ${GUILD}`, 'shard 0 at 2']);
});

describe('a store that fails in one thing', () => {
  const other = (id: string): object => ({ ...guild(), id });

  it('and removes no guild is given those that changed, every two seconds, and no checkpoint', async () => {
    const bench = new Bench();
    bench.begin();
    await bench.writer.flush();
    let asked = 0;
    bench.store.removeGuild = () => {
      asked += 1;
      return Promise.reject(new Error('read only'));
    };
    bench.writer.start();
    bench.hear('GUILD_DELETE', { id: GUILD });
    bench.hear('GUILD_CREATE', other('77'));
    await bench.fed.clock.advance(2_000);
    bench.hear('GUILD_CREATE', other('78'));
    await bench.fed.clock.advance(2_000);
    expect(bench.store.calls.slice(2)).toEqual(['guild 77', 'guild 78']);
    expect(asked).toBe(2);
    expect(bench.logger.lines).toMatchObject([{ fields: { error: 'read only' } }]);
    await bench.writer.close({ limitMs: 1_000 });
  });

  it('and takes some guilds not is given all others first, and those again one at a time', async () => {
    const bench = new Bench();
    const save = bench.store.saveGuild.bind(bench.store);
    const asked: string[] = [];
    bench.store.saveGuild = (key, snapshot) => {
      asked.push(snapshot.guildId);
      return snapshot.guildId.startsWith('6') ? Promise.reject(new Error('too large')) : save(key, snapshot);
    };
    for (const id of ['60', '61', '70']) bench.hear('GUILD_CREATE', other(id));
    await bench.writer.flush();
    await bench.writer.flush();
    await bench.writer.flush();
    bench.hear('GUILD_CREATE', other('71'));
    await bench.writer.flush();
    expect(asked).toEqual(['60', '61', '70', '60', '71', '61']);
    expect(bench.store.calls).toEqual(['guild 70', 'guild 71']);
    // Once it takes them, all is written.
    bench.store.saveGuild = save;
    await expect(bench.writer.flush()).resolves.toBe(true);
    expect(bench.store.calls.slice(2)).toEqual(['guild 60', 'guild 61', `shard 0 at ${bench.sequence}`]);
  });

  it('and has no checkpoint of one shard is given that of the others', async () => {
    const bench = new Bench([0, 1]);
    bench.begin();
    const save = bench.store.saveCheckpoint.bind(bench.store);
    bench.store.saveCheckpoint = (key, shardId, point) =>
      shardId === 0 ? Promise.reject(new Error('locked')) : save(key, shardId, point);
    await expect(bench.writer.flush()).resolves.toBe(false);
    expect(bench.store.calls).toEqual([`guild ${GUILD}`, 'shard 1 at 2']);
  });
});

it('writes what is left when it ends, with sessions that have ended meanwhile', async () => {
  const bench = new Bench();
  bench.writer.start();
  bench.begin();
  bench.writer.rememberSessions();
  bench.sessionId = undefined;
  await bench.writer.close({ limitMs: 1_000 });
  await bench.writer.close({ limitMs: 1_000 });
  expect(bench.store.calls).toEqual([`guild ${GUILD}`, 'shard 0 at 2']);
  expect(bench.fed.clock.pendingTimers).toBe(0);
});

it('does not wait for ever for a store that hangs', async () => {
  const bench = new Bench();
  bench.begin();
  bench.store.saveGuild = () => new Promise(() => undefined);
  const closing = bench.writer.close({ limitMs: 1_000 });
  await bench.fed.clock.advance(1_000);
  await expect(closing).resolves.toBeUndefined();
});

it('gives up a write that hangs after 30 seconds, says so once, and writes the other guilds', async () => {
  const bench = new Bench();
  bench.begin();
  const save = bench.store.saveGuild.bind(bench.store);
  let end: (() => void) | undefined;
  bench.store.saveGuild = (key, snapshot) =>
    snapshot.guildId === GUILD ? new Promise((resolve) => (end = resolve)) : save(key, snapshot);
  bench.writer.start();
  await bench.fed.clock.advance(2_000);
  bench.hear('GUILD_CREATE', { ...guild(), id: '77' });
  await bench.fed.clock.advance(32_000);
  const error = `the store did not end within 30000 ms: guild ${GUILD}`;
  expect(bench.logger.lines).toEqual([{ level: 'warn', message: 'the cache could not be written', fields: { error } }]);
  await bench.fed.clock.advance(4_000);
  // No checkpoint: nobody could tell what the guild that hangs lacks.
  expect(bench.store.calls).toEqual(['guild 77']);
  bench.store.saveGuild = save;
  end?.();
  await bench.fed.clock.advance(2_000);
  expect(bench.store.calls).toEqual(['guild 77', `guild ${GUILD}`, 'shard 0 at 3']);
});

it('asks a store that hangs nothing more about the same guild: what it ends at last would replace what is newer', async () => {
  const bench = new Bench();
  bench.begin();
  let asked = 0;
  bench.store.removeGuild = () => {
    asked += 1;
    return new Promise(() => undefined);
  };
  bench.hear('GUILD_DELETE', { id: GUILD });
  const first = bench.writer.flush();
  await bench.fed.clock.advance(30_000);
  await expect(first).resolves.toBe(false);
  bench.hear('GUILD_CREATE', { ...guild(), id: '77' });
  await expect(bench.writer.flush()).resolves.toBe(false);
  expect(asked).toBe(1);
  expect(bench.store.calls).toEqual(['guild 77']);
});

it('goes on from a checkpoint that hangs', async () => {
  const bench = new Bench();
  bench.begin();
  bench.store.saveCheckpoint = () => new Promise(() => undefined);
  const first = bench.writer.flush();
  await bench.fed.clock.advance(30_000);
  await expect(first).resolves.toBe(false);
  bench.hear('CHANNEL_UPDATE', inGuild(channel('10', { name: 'later' })));
  await expect(bench.writer.flush()).resolves.toBe(false);
  expect(bench.store.calls).toEqual([`guild ${GUILD}`, `guild ${GUILD}`]);
});

it('sets no checkpoint before what an earlier run wrote and nobody read has been looked through', async () => {
  const bench = new Bench([0], false);
  await bench.store.saveGuild('key', { guildId: '99', isUnavailable: false, savedAtMs: 0, payload: { id: '99' } });
  bench.store.calls.length = 0;
  bench.begin();
  await bench.writer.flush();
  // Whoever resumed from here would never be told that the bot has left 99.
  expect(bench.store.calls).toEqual([`guild ${GUILD}`]);
  void bench.writer.forgetUnread(() => true);
  await bench.writer.close({ limitMs: 1_000 });
  expect(bench.store.calls.slice(1)).toEqual(['no guild 99', 'shard 0 at 2']);
});

it('remembers which guilds had still to come: they are no joins', async () => {
  const bench = new Bench();
  bench.hear('READY', { user: SELF, guilds: [{ id: GUILD }] });
  await bench.writer.flush();
  const later = new Fed();
  await later.cache.restore({ store: bench.store, key: 'key', signal: new AbortController().signal });
  expect(later.hear('GUILD_CREATE', guild())).toMatchObject([{ kind: 'guildState', state: 'available' }]);
});

it('brings back what was written, record by record', async () => {
  const bench = new Bench();
  bench.begin();
  bench.hear('CHANNEL_UPDATE', inGuild(channel('10', { name: 'lobby' })));
  await bench.writer.flush();
  const later = new Fed();
  await later.cache.restore({ store: bench.store, key: 'key', signal: new AbortController().signal });
  expect(later.dump()).toEqual(bench.fed.dump());
  const session = { sessionId: 'session', sequence: 7, shardCount: 1 };
  expect(later.cache.resumeFrom(0, session)).toBe(3);
  expect(later.cache.resumeFrom(0, { ...session, sequence: 2 })).toBe(2);
  expect(later.cache.resumeFrom(0, { ...session, sessionId: 'other' })).toBeUndefined();
  expect(later.cache.resumeFrom(0, { ...session, shardCount: 2 })).toBeUndefined();
  expect(later.cache.resumeFrom(1, session)).toBeUndefined();
  expect(new Fed('off').cache.resumeFrom(0, session)).toBe(7);
});

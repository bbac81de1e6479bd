/** Sessions that are saved while a bot runs, and files of them that are not what they should be. */
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FileBudgetStore,
  FileSessionStore,
  MemorySessionStore,
  sessionKey,
  type StoredSession,
} from '../../../src/gateway';
import { bench, dispatch, login, RecordingLogger, RecordingSink, settle, TOKEN } from './support';

const SESSION: StoredSession = {
  sessionId: 'session',
  resumeUrl: 'wss://resume.test',
  sequence: 42,
  aliveAtMs: 1_767_225_600_000,
  shardCount: 2,
  intents: 513,
};
const key = sessionKey(TOKEN);

describe('a running shard', () => {
  it('saves its session every second in which events came, and not else', async () => {
    const sessionStore = new MemorySessionStore();
    const saved: number[] = [];
    const save = sessionStore.save.bind(sessionStore);
    sessionStore.save = (k, id, session) => {
      saved.push(session.sequence);
      return save(k, id, session);
    };
    const on = bench({ sessionStore, limits: { pulseMs: 1_000 } });
    const socket = await login(on);
    await settle();
    expect(saved).toEqual([1]);
    for (let s = 2; s <= 500; s++) socket.serverSends(dispatch('TYPING_START', s));
    await settle();
    expect(saved).toEqual([1]);
    await on.clock.advance(1_000);
    expect(saved).toEqual([1, 500]);
    await on.clock.advance(5_000);
    expect(saved).toEqual([1, 500]);
    socket.serverSends(dispatch('TYPING_START', 501));
    await on.clock.advance(1_000);
    expect(saved).toEqual([1, 500, 501]);
    await on.client.close();
    expect(on.clock.pendingTimers).toBe(0);
  });

  it('does not save the number of an event that still waits for its turn, for half a minute', async () => {
    let waiting = 0;
    class BusySink extends RecordingSink {
      waiting(): number {
        return waiting;
      }
    }
    const sessionStore = new MemorySessionStore();
    const on = bench({ sessionStore, sink: new BusySink(), limits: { pulseMs: 1_000 } });
    const socket = await login(on);
    const saved = async (): Promise<number | undefined> => (await sessionStore.load(key, 0))?.sequence;
    socket.serverSends(dispatch('TYPING_START', 2));
    await on.clock.advance(1_000);
    expect(await saved()).toBe(2);
    waiting = 3;
    for (let s = 3; s <= 9; s++) socket.serverSends(dispatch('TYPING_START', s));
    await on.clock.advance(5_000);
    expect(await saved()).toBe(2);
    await on.clock.advance(30_000);
    expect(await saved()).toBe(9);
    await on.client.close({ resumable: true });
    expect(await saved()).toBe(9);
  });

  it('tells once that its session cannot be stored', async () => {
    const on = bench({
      sessionStore: {
        load: () => Promise.resolve(undefined),
        save: () => Promise.reject(new Error('EROFS: read-only file system')),
        clear: () => Promise.resolve(),
      },
      limits: { pulseMs: 1_000 },
    });
    const socket = await login(on);
    for (let s = 2; s < 20; s++) {
      socket.serverSends(dispatch('TYPING_START', s));
      await on.clock.advance(1_000);
    }
    expect(on.logger.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { message: 'the session could not be stored' },
    ]);
    await on.client.close();
  });
});

describe('a directory of sessions', () => {
  let parent: string;
  let directory: string;
  let logger: RecordingLogger;
  let store: FileSessionStore;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'corduroy-'));
    directory = join(parent, 'state');
    logger = new RecordingLogger();
    store = new FileSessionStore(directory, { logger });
  });
  afterEach(() => rm(parent, { recursive: true }));

  const file = (): string => join(directory, `session-${key}-0.json`);

  it('is made when something is saved, for its owner alone, and stays out of version control', async () => {
    expect(await store.load(key, 0)).toBeUndefined();
    await expect(readdir(directory)).rejects.toThrow('ENOENT');
    await store.save(key, 0, SESSION);
    expect((await readdir(directory)).sort()).toEqual(['.gitignore', `session-${key}-0.json`]);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect(await readFile(join(directory, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('holds no token, whatever a session carries', async () => {
    await store.save(key, 0, { ...SESSION, token: TOKEN } as StoredSession);
    await new FileBudgetStore(directory).save(key, { total: 1, remaining: 1, resetAtMs: 1, spentAtMs: 1 });
    for (const name of await readdir(directory)) {
      expect(name + (await readFile(join(directory, name), 'utf8'))).not.toContain(TOKEN);
    }
  });

  it.each([
    ['is empty', ''],
    ['was cut short', '{"version":1,"sessionId":"ses'],
    ['is no JSON', '\u0000\u0001\u0002'],
    ['is no object', '7'],
    ['is null', 'null'],
    ['is of another program', '{"name":"something else"}'],
    ['is of another version', JSON.stringify({ version: 2, ...SESSION })],
    ['lacks a field', JSON.stringify({ version: 1, ...SESSION, sequence: undefined })],
    ['has a field of the wrong type', JSON.stringify({ version: 1, ...SESSION, sequence: '42' })],
    ['would send the token in the clear', JSON.stringify({ version: 1, ...SESSION, resumeUrl: 'ws://evil.test' })],
    ['is far too large', JSON.stringify({ version: 1, ...SESSION, more: 'x'.repeat(100_000) })],
  ])('leaves out a file that %s, with a warning', async (_what, text) => {
    await store.save(key, 0, SESSION);
    await writeFile(file(), text);
    expect(await store.load(key, 0)).toBeUndefined();
    expect(logger.lines).toMatchObject([{ level: 'warn', fields: { file: file() } }]);
    await store.save(key, 0, SESSION);
    expect(await store.load(key, 0)).toEqual(SESSION);
  });

  it('leaves out what is no file', async () => {
    await new FileSessionStore(file()).save(key, 0, SESSION);
    expect(await store.load(key, 0)).toBeUndefined();
    expect(logger.lines).toMatchObject([{ level: 'warn' }]);
  });

  it('never shows half a file to whoever reads while it is written', async () => {
    await store.save(key, 0, SESSION);
    const reading = (async () => {
      for (let i = 0; i < 200; i++) expect(await store.load(key, 0)).toMatchObject({ sessionId: 'session' });
    })();
    for (let i = 0; i < 200; i++) await store.save(key, 0, { ...SESSION, sequence: i });
    await reading;
    expect(logger.lines).toEqual([]);
    expect(await readdir(directory)).toHaveLength(2);
  });

  it('removes what a process that was killed in the middle has left, once it is old', async () => {
    await store.save(key, 0, SESSION);
    const old = `${file()}.1.1.tmp`;
    const young = `${file()}.1.2.tmp`;
    await writeFile(old, '{');
    await writeFile(young, '{');
    await utimes(old, 0, 0);
    await new FileSessionStore(directory).save(key, 1, SESSION);
    const names = await readdir(directory);
    expect(names.some((name) => name.endsWith('.1.1.tmp'))).toBe(false);
    expect(names.some((name) => name.endsWith('.1.2.tmp'))).toBe(true);
  });

  it('is made again when somebody removes it', async () => {
    await store.save(key, 0, SESSION);
    await rm(directory, { recursive: true });
    await expect(store.save(key, 0, SESSION)).rejects.toThrow('ENOENT');
    await store.save(key, 0, SESSION);
    expect(await store.load(key, 0)).toEqual(SESSION);
  });
});

/** A process that is killed and started again: it resumes its session, and misses nothing. */
import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ClientHub, type ClientGroup, MessageCreateEvent, nullLogger } from 'corduroy';
import { DiscordSimulator, type SimBot, type SimMember } from 'corduroy/testing';
import { startProcess } from './support/processes';
import { eventually } from './support/waiting';

/** The process loads what it runs first, and shares the machine with other tests. */
const START_MS = 40_000;

let discord: DiscordSimulator;
let account: SimBot;
let alice: SimMember;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'corduroy-'));
  discord = await DiscordSimulator.start();
  alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
  account = discord.createBot({ name: 'alpha' });
});
afterEach(async () => {
  await discord.close();
  await rm(directory, { recursive: true });
});

describe('a process that is killed by SIGKILL', () => {
  let child: ChildProcess | undefined;
  afterEach(async () => {
    await kill();
  });

  function run(): () => string[] {
    const running = startProcess('restart-process', {
      CORDUROY_API: discord.apiUrl,
      ALPHA_TOKEN: account.token,
      STATE_DIRECTORY: directory,
    });
    child = running;
    let text = '';
    running.stdout.on('data', (data: Buffer) => (text += data.toString()));
    running.stderr.resume();
    return () => [...text.matchAll(/^heard (.*)$/gm)].map(([, content]) => content as string);
  }

  async function kill(): Promise<void> {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  it('resumes when it is started again: every message is heard, by one IDENTIFY', async () => {
    let said = 0;
    const silence = new AbortController();
    const before = run();
    await discord.untilOnline('alpha', { timeoutMs: START_MS });
    const talk = (async () => {
      while (!silence.signal.aborted) {
        await alice.say('general', `message ${said}`);
        said += 1;
        await pause(5);
      }
    })();
    // Long enough for sessions to be saved in the middle of the stream.
    await eventually('a saved session', () => before().length > 400, START_MS);
    await kill();
    const heardBefore = before();
    await pause(200);
    const after = run();
    await eventually('a RESUME', () => discord.log.resumes('alpha').length > 0, START_MS);
    await pause(300);
    silence.abort();
    await talk;
    await eventually('the last message', () => after().at(-1) === `message ${said - 1}`, START_MS);

    const everything = new Set([...heardBefore, ...after()]);
    const missed = Array.from({ length: said }, (_, i) => `message ${i}`).filter((text) => !everything.has(text));
    expect(missed).toEqual([]);
    expect(discord.log.identifies('alpha')).toHaveLength(1);
    expect(discord.log.sessions('alpha').map(({ event }) => event)).toEqual(['started', 'resumed']);
    // What was heard twice came in the second before the end: at 5 ms a message and more, that is at most two hundred.
    const twice = after().filter((text) => heardBefore.includes(text));
    expect(twice.length).toBeLessThan(250);
    const inOrder = [...after()].sort((a, b) => Number(a.slice(8)) - Number(b.slice(8)));
    expect(after()).toEqual(inOrder);
  }, 120_000);
});

describe('a hub that is made again on the same directory', () => {
  const hubs: ClientHub[] = [];
  afterEach(() => Promise.all(hubs.splice(0).map((hub) => hub.stop())));

  async function start(heard: string[] = []): Promise<{ hub: ClientHub; group: ClientGroup }> {
    const hub = new ClientHub({ api: discord.apiUrl, logger: nullLogger, state: { directory } });
    hubs.push(hub);
    const group = hub.createClientGroup('alpha', account.token, {
      intents: ['Guilds', 'GuildMessages', 'MessageContent'],
    });
    group.dispatcher.addHandler(MessageCreateEvent, (event) => void heard.push(event.content));
    await hub.start();
    return { hub, group };
  }

  /** IDENTIFYs that come too soon after one another are answered by op 9, so not every one starts a session. */
  const sessionsStarted = (): number => discord.log.sessions('alpha').filter(({ event }) => event === 'started').length;

  it('resumes after a resumable stop, and begins anew after a plain one', async () => {
    const first = await start();
    const { sessionId } = first.group.gateway;
    await first.hub.stop({ resumable: true });
    await alice.say('general', 'while it was away');
    const heard: string[] = [];
    const second = await start(heard);
    expect(second.group.gateway.sessionId).toBe(sessionId);
    await eventually('what it missed', () => heard.includes('while it was away'));
    await second.hub.stop();
    expect((await readdir(directory)).filter((name) => name.startsWith('session-'))).toEqual([]);
    const { group } = await start();
    expect(group.gateway.sessionId).not.toBe(sessionId);
    expect(sessionsStarted()).toBe(2);
  }, 20_000);

  it('begins a new session when Discord has forgotten the old one, or the file is broken', async () => {
    const first = await start();
    await first.hub.stop({ resumable: true });
    discord.faults.gateway.expireSessions();
    const second = await start();
    expect(discord.log.resumes('alpha')).toHaveLength(1);
    expect(sessionsStarted()).toBe(2);
    await second.hub.stop({ resumable: true });
    for (const name of await readdir(directory)) {
      if (name.startsWith('session-')) await writeFile(join(directory, name), '{"version":1,"sess');
    }
    await start();
    expect(discord.log.resumes('alpha')).toHaveLength(1);
    expect(sessionsStarted()).toBe(3);
  }, 40_000);

  it('writes its token nowhere', async () => {
    const { hub } = await start();
    await hub.stop({ resumable: true });
    const names = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.json'));
    // The session, the budget; up to where the cache is written, and the guild, when it came before the stop.
    expect(names.length).toBeGreaterThanOrEqual(3);
    for (const name of names) {
      expect(await readFile(join(directory, name), 'utf8')).not.toContain(account.token);
      expect(name).not.toContain(account.token);
    }
  });

  it('keeps nothing on disk for a simulator unless it is asked to', async () => {
    const hub = new ClientHub({ api: discord.apiUrl, logger: nullLogger });
    hubs.push(hub);
    hub.createClientGroup('alpha', account.token, { intents: ['Guilds'] });
    await hub.start();
    await hub.stop({ resumable: true });
    expect(await readdir(directory)).toEqual([]);
    expect(await readdir('.')).not.toContain('.corduroy');
  });
});

/** `hub.run()` in a process of its own: signals and exit codes. */
import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { DiscordSimulator, type SimMember } from 'corduroy/testing';
import { startProcess } from './support/processes';
import { eventually } from './support/waiting';

interface Bot {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
}

/** The process loads what it runs first, and shares the machine with other tests. */
const START_MS = 40_000;

describe('a process that runs a hub', () => {
  let discord: DiscordSimulator;
  let token: string;
  let alice: SimMember;
  let bot: Bot | undefined;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
    ({ token } = discord.createBot({ name: 'alpha' }));
  });
  afterEach(async () => {
    bot?.process.kill('SIGKILL');
    await bot?.exit;
    bot = undefined;
    await discord.close();
  });

  function run(environment: NodeJS.ProcessEnv): Bot {
    const child = startProcess('run-process', { CORDUROY_API: discord.apiUrl, ...environment });
    let text = '';
    child.stdout.on('data', (data: Buffer) => (text += data.toString()));
    child.stderr.on('data', (data: Buffer) => (text += data.toString()));
    const exit = once(child, 'exit').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as string | null,
    }));
    return (bot = { process: child, output: () => text, exit });
  }

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'shuts down at %s, goes offline, and ends with 0',
    async (signal) => {
      const { process: child, exit, output } = run({ ALPHA_TOKEN: token });
      await eventually('the bot to be ready', () => output().includes('alpha is ready'), START_MS);
      child.kill(signal);
      await expect(exit).resolves.toEqual({ code: 0, signal: null });
      expect(output()).toContain('run() resolved');
      expect(discord.isOnline('alpha')).toBe(false);
    },
    60_000,
  );

  it('ends at once at the second SIGINT, with the status of a process that a signal ended', async () => {
    const { process: child, exit, output } = run({ ALPHA_TOKEN: token, SLOW_STOP: '1' });
    await eventually('the bot to be ready', () => output().includes('alpha is ready'), START_MS);
    await alice.say('general', 'never answered');
    await discord.delivered();
    child.kill('SIGINT');
    await eventually('the first to be told', () => output().includes('once more to force it'));
    child.kill('SIGINT');
    await expect(exit).resolves.toEqual({ code: 130, signal: null });
    expect(output()).not.toContain('run() resolved');
  }, 60_000);

  it('reports what is wrong, once, and ends with 1', async () => {
    const { exit, output } = run({ ALPHA_TOKEN: '' });
    await expect(exit).resolves.toEqual({ code: 1, signal: null });
    expect(output()).toContain('run() resolved');
    expect(output().match(/ALPHA_TOKEN, which is not set/g)).toHaveLength(1);
    expect(output()).toMatch(/at .*run-process\.ts:5\n {4}Try: set ALPHA_TOKEN/);
    expect(output()).not.toMatch(/unhandled|\n\s+at .*node:internal/i);
  }, 60_000);

  it('ends with 1 when its only bot is refused for good while it runs', async () => {
    const { exit, output } = run({ ALPHA_TOKEN: token });
    await eventually('the bot to be ready', () => output().includes('alpha is ready'), START_MS);
    discord.faults.gateway.close(4004, { bot: 'alpha' });
    await expect(exit).resolves.toEqual({ code: 1, signal: null });
    expect(output()).toMatch(/lost its gateway for good/);
    expect(output()).not.toContain(token);
  }, 60_000);
});

/** Handlers that throw, reject, never end or block the process hurt neither the connection nor one another. */
import { setTimeout as pause } from 'node:timers/promises';
import { Catch, ErrorHandler, Handler, type HandlerFailure, MessageCreateEvent, nullLogger, On } from 'corduroy';
import { ClientHub } from 'corduroy';
import { DiscordSimulator, runBot } from 'corduroy/testing';
import { RemoteSimulator } from './support/remote-simulator';
import { eventually } from './support/waiting';

const INTENTS = { intents: ['Guilds', 'GuildMessages', 'MessageContent'] } as const;
const HEARTBEAT_MS = 1_000;

function block(forMs: number): void {
  const until = performance.now() + forMs;
  while (performance.now() < until);
}

describe('a handler that fails', () => {
  it('leaves the others running, and the error tells handler and event [seed 39]', async () => {
    await using discord = await DiscordSimulator.start();
    const alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
    const failures: HandlerFailure[] = [];
    const heard: string[] = [];
    class Collecting extends ErrorHandler {
      override handle(failure: HandlerFailure): void {
        failures.push(failure);
      }
    }
    class Expected extends Error {}

    @Handler()
    class Clumsy {
      @On(MessageCreateEvent) throws(_event: MessageCreateEvent): void {
        throw new Error('thrown');
      }
      @On(MessageCreateEvent) async rejects(_event: MessageCreateEvent): Promise<void> {
        await Promise.reject(new Error('rejected'));
      }
      @On(MessageCreateEvent) neverEnds(_event: MessageCreateEvent): Promise<void> {
        return new Promise(() => {});
      }
      @On(MessageCreateEvent) expected(_event: MessageCreateEvent): void {
        throw new Expected('expected');
      }
      @On(MessageCreateEvent) works(event: MessageCreateEvent): void {
        heard.push(event.content);
      }
      @Catch(Expected) caught(error: Expected): void {
        heard.push(`caught ${error.message}`);
      }
    }

    await using bot = await runBot(discord, {
      ...INTENTS,
      handlers: [Clumsy],
      providers: [{ provide: ErrorHandler, useClass: Collecting }],
      hub: { drainMs: 50 },
    });
    await alice.say('general', 'one');
    await alice.say('general', 'two');
    await eventually('both messages', () => heard.length === 4 && failures.length === 4);

    expect(heard.sort()).toEqual(['caught expected', 'caught expected', 'one', 'two']);
    expect(failures.map(({ handler, eventName, group, error }) => [handler, eventName, group, error.message])).toEqual(
      expect.arrayContaining([
        ['Clumsy.throws', 'MESSAGE_CREATE', 'bot', 'thrown'],
        ['Clumsy.rejects', 'MESSAGE_CREATE', 'bot', 'rejected'],
      ]),
    );
    expect(bot.group.state).toBe('ready');
  });
});

describe('a handler that blocks the process', () => {
  let discord: RemoteSimulator;
  let hub: ClientHub;
  let blockMs: number;
  let handled: number;

  beforeEach(async () => {
    discord = new RemoteSimulator();
    const { apiUrl, token } = await discord.call('start', HEARTBEAT_MS);
    hub = new ClientHub({ logger: nullLogger, api: apiUrl });
    const group = hub.createClientGroup('bot', token, INTENTS);
    handled = 0;
    group.dispatcher.addHandler(MessageCreateEvent, () => {
      block(blockMs);
      handled += 1;
    });
    await hub.start();
  }, 60_000);
  afterEach(async () => {
    await hub.stop();
    await discord[Symbol.asyncDispose]();
  });

  it('for 200 ms at every event delays no heartbeat by more than 250 ms and is no reason to reconnect [seed 40]', async () => {
    blockMs = 200;
    await discord.call('say', 30);
    await eventually('every event to be handled', () => handled === 30, 30_000);
    await pause(HEARTBEAT_MS);

    const seen = await discord.call('seen');
    const gaps = seen.heartbeatsMs.slice(1).map((atMs, index) => atMs - seen.heartbeatsMs[index]!);
    expect(gaps.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(HEARTBEAT_MS + 250);
    expect(seen).toMatchObject({ closes: [], identifies: 1, resumes: 0 });
  }, 60_000);

  it('for three heartbeat intervals is no reason to reconnect [seed 61]', async () => {
    blockMs = 3 * HEARTBEAT_MS;
    await pause(HEARTBEAT_MS);
    await discord.call('say', 1);
    await eventually('the event to be handled', () => handled === 1, 30_000);
    await pause(2 * HEARTBEAT_MS);

    const seen = await discord.call('seen');
    expect(seen).toMatchObject({ closes: [], identifies: 1, resumes: 0 });
    expect(seen.heartbeatsMs.length).toBeGreaterThanOrEqual(2);
  }, 60_000);
});

/** Nothing stale, nothing reordered: events are seen as they were sent, and creates arrive as they were called. */
import { setTimeout as pause } from 'node:timers/promises';
import { MessageCreateEvent, MessageUpdateEvent } from 'corduroy';
import { NoopRateLimiter, RestClient } from 'corduroy/rest';
import { DiscordSimulator, runBot } from 'corduroy/testing';

describe('the order of things', () => {
  let discord: DiscordSimulator;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({
      rest: { globalPerSecond: 100_000, limits: { 'POST /channels/{}/messages': { limit: 100_000, windowMs: 1_000 } } },
    });
  });
  afterEach(() => discord.close());

  it('lets 200 bursts of five creates that nobody awaits arrive in the order of their calls, over a jittery link', async () => {
    discord.faults.rest.jitter({ minMs: 0, maxMs: 3 });
    const guild = discord.createGuild({ name: 'Loom' });
    const account = discord.createBot({ name: 'alpha' });
    await using client = new RestClient(account.token, { api: discord.apiUrl, limiter: new NoopRateLimiter() });
    const channel = guild.channel('general');
    const expected: string[] = [];
    const calls: Promise<unknown>[] = [];

    for (let burst = 0; burst < 200; burst += 1) {
      for (let index = 0; index < 5; index += 1) {
        const content = `${burst}.${index}`;
        expected.push(content);
        calls.push(client.messages.create(channel.id, { content }));
      }
      if (burst % 20 === 0) await Promise.all(calls);
    }
    await Promise.all(calls);

    expect(channel.messages.map((message) => message.content)).toEqual(expected);
  }, 60_000);

  it('shows a handler that awaits its event as it was sent, whatever has happened to the message since', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const alice = guild.addMember('alice');
    const seen: string[] = [];
    await using bot = await runBot(discord, { intents: ['Guilds', 'GuildMessages', 'MessageContent'] });
    let updated = 0;
    bot.group.dispatcher.addHandler(MessageUpdateEvent, () => void (updated += 1));
    bot.group.dispatcher.addHandler(MessageCreateEvent, async (event) => {
      while (updated === 0) await pause(1);
      seen.push(event.content, event.author.username);
    });

    const message = await alice.say(guild.channel('general'), 'before');
    await alice.edit(message, 'after');
    await bot.group.dispatcher.drain({ limitMs: 5_000 });
    while (seen.length === 0) await pause(1);

    expect(seen).toEqual(['before', 'alice']);
  });
});

/** Messages go on while Discord closes the connection again and again: each is seen once, in order, in one session. */
import { ClientHub, MessageCreateEvent, nullLogger } from 'corduroy';
import { DiscordSimulator, type SimChannel, type SimMember } from 'corduroy/testing';
import { hastyClock } from './support/hasty-clock';
import { eventually } from './support/waiting';

/** Close codes after which Discord lets a session be resumed. https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const RESUMABLE = [4000, 4001, 4002, 4005, 4008];

/** The same numbers in every run, so that a failure can be looked at twice. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe('a connection that is closed at random', () => {
  let discord: DiscordSimulator;
  let hub: ClientHub;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    // A shard that is closed again and again waits for up to a second before it resumes, a hundred times in this file.
    hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl, clock: hastyClock });
  });
  afterEach(async () => {
    await hub.stop();
    await discord.close();
  });

  /** A group that writes down what it hears, by channel. */
  function listener(name: string): Map<string, string[]> {
    const heard = new Map<string, string[]>();
    const group = hub.createClientGroup(name, discord.createBot({ name }).token, {
      intents: ['Guilds', 'GuildMessages', 'MessageContent'],
    });
    group.dispatcher.addHandler(MessageCreateEvent, (event) => {
      const list = heard.get(event.channelId) ?? [];
      list.push(event.content);
      heard.set(event.channelId, list);
    });
    return heard;
  }

  async function talk(
    people: SimMember,
    channels: readonly SimChannel[],
    count: number,
    closes: number,
  ): Promise<Map<string, string[]>> {
    const random = seeded(20_261_121);
    const closeAt = new Set<number>();
    while (closeAt.size < closes) closeAt.add(Math.floor(random() * count));
    const said = new Map<string, string[]>(channels.map((channel) => [channel.id, []]));
    for (let index = 0; index < count; index += 1) {
      const channel = channels[Math.floor(random() * channels.length)]!;
      const content = `message ${index}`;
      said.get(channel.id)!.push(content);
      await people.say(channel, content);
      if (closeAt.has(index)) {
        // A close must hit a session that is up; what is said meanwhile waits in Discord's buffer.
        for (const bot of discord.bots) await discord.untilOnline(bot, { timeoutMs: 30_000 });
        discord.faults.gateway.close(RESUMABLE[Math.floor(random() * RESUMABLE.length)]!);
      }
    }
    return said;
  }

  const total = (heard: Map<string, string[]>): number =>
    [...heard.values()].reduce((sum, list) => sum + list.length, 0);

  it('loses, repeats and reorders nothing over 10,000 messages and 50 closes, with a single IDENTIFY [seed 62]', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const channels = [
      guild.channel('general'),
      guild.createChannel({ name: 'second' }),
      guild.createChannel({ name: 'third' }),
    ];
    const heard = listener('alpha');
    await hub.start();

    const said = await talk(guild.addMember('alice'), channels, 10_000, 50);
    await eventually('every message to arrive', () => total(heard) >= 10_000, 30_000);

    expect(heard).toEqual(said);
    expect(discord.log.identifies('alpha')).toHaveLength(1);
    expect(discord.log.resumes('alpha')).toHaveLength(50);
  }, 120_000);

  it('keeps that up for two groups at once', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const channels = [guild.channel('general'), guild.createChannel({ name: 'second' })];
    const first = listener('alpha');
    const second = listener('beta');
    await hub.start();

    const said = await talk(guild.addMember('alice'), channels, 10_000, 50);
    await eventually('every message to arrive twice', () => total(first) >= 10_000 && total(second) >= 10_000, 30_000);

    expect(first).toEqual(said);
    expect(second).toEqual(said);
    expect(discord.log.identifies()).toHaveLength(2);
    expect(discord.log.resumes()).toHaveLength(100);
  }, 120_000);
});

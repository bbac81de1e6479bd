/** The snapshot of a bot's world: in order, and exactly what somebody knows who has followed every event. */
import { seededRandom } from '../../../src/testing/simulator/random';
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimBot, type SimGuild } from '../../../src/testing/simulator';
import { Any } from '../../support/world/any';
import { CHANGES } from '../../support/world/changes';
import { comparable } from '../../support/world/comparable';
import { Follower } from './follower';
import { RawClient } from './support';

describe('a snapshot', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ clock: new ManualClock(), gateway: { maxConcurrency: 4 } });
    bot = discord.createBot({ name: 'Alpha', permissions: ['Administrator'] });
  });
  afterEach(() => discord.close());

  const guilds = (count: number): SimGuild[] =>
    Array.from({ length: count }, (_none, index) =>
      discord.createGuild({
        name: `Guild ${index}`,
        channels: ['general', 'tea', { name: 'Talk', type: 'voice' }, { name: 'Stage', type: 'stage' }],
      }),
    );

  it('lists guilds and what is in them by id, and those that are lost as such', async () => {
    const [one, two] = guilds(2);
    for (const name of ['zoe', 'ann', 'max']) one?.addMember(name);
    await two?.setUnavailable(true);
    const { user, guilds: listed } = discord.snapshot(bot);
    expect(user.id).toBe(bot.id);
    const ids = listed.map(({ id }) => BigInt(id));
    expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
    const found = listed.find(({ id }) => id === one?.id) as { members: { user: { id: string } }[] } | undefined;
    const members = found?.members.map((member) => BigInt(member.user.id)) ?? [];
    expect(members).toHaveLength(5);
    expect(members).toEqual([...members].sort((a, b) => (a < b ? -1 : 1)));
    expect(listed).toContainEqual({ id: two?.id, unavailable: true });
    await one?.kick(bot);
    expect(discord.snapshot('Alpha').guilds).toHaveLength(1);
  });

  it.each([1, 2, 3])('is what somebody knows who has followed a thousand changes (seed %d)', async (seed) => {
    const all = guilds(3);
    const any = new Any(seededRandom(seed));
    const follower = new Follower();
    const client = new RawClient(discord.gatewayUrl);
    await client.ready(bot);
    await client.event('GUILD_CREATE', 3);
    for (let index = 0; index < 1_000; index += 1) {
      const guild = any.of(all);
      if (guild) await any.of(CHANGES)?.(guild, any);
    }
    const [first] = all;
    await first?.kick(bot);
    first?.addBot(bot);
    await discord.delivered();
    client.send(1, null);
    await client.op(11);
    for (const frame of client.frames) if (frame.op === 0) follower.hear(frame);
    expect(follower.state).toEqual(comparable(discord.snapshot(bot).guilds));
  });
});

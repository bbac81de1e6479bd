/** Each of the 79 dispatches on request: sent over a real socket, with a payload of the shape that Discord documents. */
import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { ManualClock } from '../../../src/util';
import { type DispatchName, DiscordSimulator, type SimBot, type SimGuild } from '../../../src/testing/simulator';
import { DispatchShapes } from './dispatch-shapes';
import { unexplained } from './dispatch-exceptions';
import { RawClient } from './support';

const NAMES = Object.values(GatewayDispatchEvents) as DispatchName[];

describe('emit', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let client: RawClient;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ clock: new ManualClock() });
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
    guild.addMember('alice');
    client = new RawClient(discord.gatewayUrl);
    await client.ready(bot);
    await client.event('GUILD_CREATE');
  });
  afterEach(() => discord.close());

  it('sends each of the 79 dispatches, in the shape that Discord documents', async () => {
    const shapes = new DispatchShapes();
    expect(NAMES).toHaveLength(79);
    expect(shapes.names.sort()).toEqual([...NAMES].sort());
    const problems: string[] = [];
    for (const name of NAMES) {
      const earlier = client.names().filter((each) => each === name).length;
      expect([name, discord.emit(name)]).toEqual([name, 1]);
      const { d } = await client.event(name, earlier + 1);
      problems.push(...shapes.problems(name, d));
    }
    expect(unexplained(problems)).toEqual([]);
    // A compiler reads Discord's types first.
  }, 60_000);

  it('sends a payload as it is, to those that may hear it', async () => {
    const payload = { guild_id: guild.id, channel_id: guild.channel('general').id };
    expect(discord.emit('WEBHOOKS_UPDATE', payload)).toBe(1);
    expect((await client.event('WEBHOOKS_UPDATE')).d).toEqual(payload);
    const deaf = new RawClient(discord.gatewayUrl);
    discord.createBot({ name: 'Beta' });
    await deaf.ready(discord.bot('Beta'), { intents: GatewayIntentBits.Guilds });
    expect(discord.emit('WEBHOOKS_UPDATE', payload, { bot: 'Beta' })).toBe(0);
    expect(discord.emit('CHANNEL_UPDATE', undefined, { bot: 'Beta', guild })).toBe(1);
    await deaf.event('CHANNEL_UPDATE');
  });

  it('says so when there is no guild that it could be about', async () => {
    const lonely = discord.createBot({ name: 'Lonely', join: false });
    const other = new RawClient(discord.gatewayUrl);
    await other.ready(lonely);
    expect(() => discord.emit('CHANNEL_CREATE', undefined, { bot: lonely })).toThrow('Lonely is in no guild');
  });
});

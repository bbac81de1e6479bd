/** How a bot is tested: the real bot, real sockets, and an embedded Discord that obeys the test. */
import { DiscordSimulator, runBot } from 'corduroy/testing';
import { Dice, DiceModule, RANDOM } from './dice';

describe('the dice bot', () => {
  let discord: DiscordSimulator;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
  });
  afterEach(() => discord.close());

  it('rolls what chance gives it', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const alice = guild.addMember('alice');
    await using bot = await runBot(discord, {
      handlers: [Dice],
      providers: [{ provide: RANDOM, useValue: () => 0.5 }],
    });

    await alice.say(guild.channel('general'), 'roll d6');

    await expect(bot.nextMessage()).resolves.toMatchObject({ content: 'You rolled 4' });
  });

  it('goes on after Discord has dropped the connection', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const alice = guild.addMember('alice');
    await using bot = await runBot(discord, DiceModule);

    discord.faults.gateway.close(4000);
    await alice.say(guild.channel('general'), 'roll d1');

    await expect(bot.nextMessage()).resolves.toMatchObject({ content: 'You rolled 1' });
    expect(discord.log.identifies()).toHaveLength(1);
  });
});

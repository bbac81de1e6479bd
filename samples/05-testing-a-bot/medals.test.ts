/** What commands need in a test: a database of the test's own, permissions, and the bot's role above what it gives. */
import { DiscordSimulator, runBot } from 'corduroy/testing';
import { Database, MedalModule } from './medals';

describe('the bot that gives medals', () => {
  let discord: DiscordSimulator;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
  });
  afterEach(() => discord.close());

  it('gives a role, writes it down, and says why', async () => {
    const guild = discord.createGuild({ name: 'Loom', owner: 'olga' });
    const bob = guild.addMember('bob');
    const medal = guild.createRole({ name: 'Golden Shuttle' });
    const given: string[] = [];
    const add = (role: string) => Promise.resolve(given.push(role));
    await using bot = await runBot(discord, MedalModule, {
      permissions: ['ManageRoles'],
      replace: [{ provide: Database, useValue: { add } }],
    });
    // As at Discord, the role of a bot is the lowest until somebody moves it.
    await guild.role('bot').move(guild.roles.length - 1);

    const run = await guild.owner.run(bot.account, 'medal', { member: bob, medal });

    expect((await run.reply()).content).toBe('bob wears Golden Shuttle, medal number 1');
    expect(bob.roles).toEqual([medal.id]);
    expect(guild.auditLog.at(-1)?.reason).toBe('olga says so');
    expect(given).toEqual(['Golden Shuttle']);
  });
});

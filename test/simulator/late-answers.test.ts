/** A bot without commands has nothing that answers them, until somebody asks for it. */
import 'reflect-metadata';
import { Handler, MessageCreateEvent, On, SetupError, Slash, type SlashContext } from 'corduroy';
import { DiscordSimulator, runBot } from 'corduroy/testing';

@Handler()
class Listening {
  @On(MessageCreateEvent)
  hear(): void {}
}

@Handler()
class Answering {
  @Slash('wave', 'Waves')
  wave(_context: SlashContext): string {
    return 'o/';
  }
}

describe('a group that answers nobody', () => {
  let discord: DiscordSimulator;
  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    discord.createGuild({ name: 'Loom' });
  });
  afterEach(() => discord.close());

  it('is asked for its commands after the start, and has none, synced or to be synced', async () => {
    await using bot = await runBot(discord, { handlers: [Listening] });
    await expect(bot.group.commands.synced).resolves.toBeUndefined();
    const plan = await bot.group.commands.plan();
    expect(plan.isEmpty).toBe(true);
    expect(bot.group.interactions.isEmpty).toBe(true);
    expect(bot.group.textCommands.problems).toEqual([]);
  });

  it('still refuses commands that come too late, asked before or not', async () => {
    await using bot = await runBot(discord, { handlers: [Listening] });
    const refusal = (): unknown => {
      try {
        bot.group.dispatcher.addHandler(Answering);
      } catch (error) {
        return error instanceof SetupError ? error.problems.map(({ code }) => code) : error;
      }
      return undefined;
    };
    expect(refusal()).toEqual(['INTERACTION_ADDED_LATE']);
    expect(bot.group.interactions.isEmpty).toBe(true);
    expect(refusal()).toEqual(['INTERACTION_ADDED_LATE']);
  });

  it('lets what is asked for after the stop end at once', async () => {
    const bot = await runBot(discord, { handlers: [Listening] });
    await bot.stop();
    await expect(bot.group.commands.synced).resolves.toBeUndefined();
  });
});

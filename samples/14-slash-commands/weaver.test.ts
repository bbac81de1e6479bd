/** People of the embedded Discord use the commands of the bot that weaves. */
import { DiscordSimulator, runBot, type RunningBot, type SimMember } from 'corduroy/testing';
import { Stock, StockKeeper, Weaver } from './weaver';

describe('the weaver', () => {
  let discord: DiscordSimulator;
  let alice: SimMember;
  let bot: RunningBot;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    const guild = discord.createGuild({ name: 'Loom' });
    alice = guild.addMember('alice');
    bot = await runBot(discord, {
      handlers: [Weaver, StockKeeper],
      providers: [Stock],
      interactions: { localisations: { folder: 'samples/14-slash-commands/locales' } },
    });
  });
  afterEach(async () => {
    await bot.stop();
    await discord.close();
  });

  it('weaves what it is asked for', async () => {
    const woven = await alice.run(bot.account, 'weave', { pattern: 'twill', colour: 'woad blue', 'cloth-length': 3 });
    expect((await woven.reply()).content).toBe('3 m of woad blue twill for alice');
  });

  it('suggests the colours that there are', async () => {
    const typed = { pattern: 'twill', colour: 'w' };
    const suggested = await alice.complete(bot.account, 'weave', typed, 'colour');
    expect(suggested.map(({ name }) => name)).toEqual(['woad blue', 'weld yellow']);
  });

  it('tells people what their colour may not be', async () => {
    const refused = await alice.run(bot.account, 'weave', { pattern: 'twill', colour: '@everyone' });
    expect((await refused.reply()).content).toBe('**colour** should not contain a @ string');
  });

  it('takes colours in and lists them, for those who manage the guild', async () => {
    const owner = discord.guild('Loom').owner;
    await (await owner.run(bot.account, 'stock dye add', { colour: 'walnut' })).reply();
    const listed = await (await owner.run(bot.account, 'stock list')).reply();
    expect(listed.content).toMatch(/there is .*, walnut$/);
    await expect(alice.run(bot.account, 'stock list')).rejects.toThrow();
  });

  it('measures whoever is in the guild', async () => {
    const measured = await alice.runOn(bot.account, 'Measure', alice);
    expect((await measured.reply()).content).toBe('alice wears 5 sizes too large');
  });

  it('speaks German too', () => {
    const [weave] = bot.group.interactions.commands.definitions;
    expect(weave?.body.nameLocalizations).toEqual({ de: 'weben' });
  });
});

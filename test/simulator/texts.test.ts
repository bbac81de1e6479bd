/** One handler, and people who read its answers in languages of their own. */
import { MaxLength } from 'class-validator';
import { Locale } from 'discord-api-types/v10';
import {
  type ButtonContext,
  Button,
  button,
  Catch,
  confirm,
  defineTexts,
  Handler,
  type InteractionTextsChoice,
  nullLogger,
  row,
  Slash,
  type SlashContext,
  StringOption,
  Texts,
} from '../../src';
import { DiscordSimulator, runBot, type RunningBot, type SimGuild, type SimMember } from '../../src/testing';

const texts = defineTexts(
  {
    'en-US': {
      hi: 'Hello {name}',
      knots: '{n, plural, one {# knot} other {# knots}}',
      sure: 'Sure?',
      yes: 'Yes',
      failed: 'It broke.',
    },
    de: {
      hi: 'Hallo {name}',
      knots: '{n, plural, one {# Knoten} other {# Knoten}}',
      sure: 'Sicher?',
      yes: 'Ja',
      failed: 'Kaputt.',
    },
  },
  { logger: nullLogger },
);

class GreetOptions {
  @StringOption('Whom', { optional: true }) @MaxLength(40) name = 'Ada';
}

@Handler()
class Greeter {
  constructor(
    private readonly texts: Texts<{ hi: 'Hello {name}'; knots: '{n, plural, other {}}'; sure: ''; yes: '' }>,
  ) {}

  @Slash('greet', 'Greets') greet(_ctx: SlashContext, { name }: GreetOptions) {
    return this.texts.say('hi', { name });
  }
  @Slash('knots', 'Counts') knots(ctx: SlashContext) {
    const again = button(this.texts.for(ctx)('hi', { name: '?' }), 'again');
    return { content: this.texts.say('knots', { n: 2 }), components: [row(again)] };
  }
  @Button('again') again(_ctx: ButtonContext) {
    return this.texts.say('knots', { n: 1 });
  }
  @Slash('later', 'Answers late') async later(ctx: SlashContext) {
    await ctx.defer();
    await ctx.edit({ content: this.texts.say('hi', { name: 'late' }) });
    await ctx.followUp(this.texts.say('hi', { name: 'later' }));
  }
  @Slash('ask', 'Asks') async ask(ctx: SlashContext) {
    await confirm(ctx, this.texts.say('sure'), { yes: this.texts.say('yes'), ephemeral: false });
  }
  @Slash('break', 'Breaks') break() {
    throw new Error('broken');
  }
  @Slash('tear', 'Tears') tear() {
    throw new RangeError('torn');
  }
  @Catch(RangeError) torn({ message }: RangeError) {
    return this.texts.say('hi', { name: message });
  }
}

describe('answers in the language of who reads them', () => {
  let discord: DiscordSimulator;
  let guild: SimGuild;
  let alice: SimMember;
  let bob: SimMember;
  let bot: RunningBot;

  async function start(choice?: InteractionTextsChoice): Promise<void> {
    discord = await DiscordSimulator.start();
    guild = discord.createGuild({ name: 'Loom' });
    alice = guild.addMember('alice');
    bob = guild.addMember('bob');
    alice.setLocale('de');
    bot = await runBot(discord, {
      handlers: [Greeter],
      providers: [{ provide: Texts, useValue: texts }],
      interactions: { texts: choice },
    });
  }
  afterEach(async () => {
    await bot.stop();
    await discord.close();
  });

  const answerTo = async (who: SimMember, command: string, options = {}): Promise<string> =>
    (await (await who.run(bot.account, command, options)).reply()).content;

  it('is German for alice and English for bob, from one handler', async () => {
    await start();
    expect(await answerTo(alice, 'greet')).toBe('Hallo Ada');
    expect(await answerTo(bob, 'greet')).toBe('Hello Ada');
  });

  it('is that of who acted too where a @Catch method answers', async () => {
    await start();
    expect(await answerTo(alice, 'tear')).toBe('Hallo torn');
    expect(await answerTo(bob, 'tear')).toBe('Hello torn');
  });

  it('is that of the guild for who reads one that nobody translated', async () => {
    await start();
    bob.setLocale('fr');
    expect(await answerTo(bob, 'greet')).toBe('Hello Ada');
    guild.addBot(bot.account, { permissions: ['ManageGuild'] });
    await bot.group.client.guilds.edit(guild.id, { preferredLocale: Locale.German });
    expect(await answerTo(bob, 'greet')).toBe('Hallo Ada');
  });

  it('mentions nobody, whatever people put into it', async () => {
    await start();
    await (await alice.run(bot.account, 'greet', { name: '@everyone {x}' })).reply();
    const [sent] = discord.log.requests({ method: 'POST', path: /callback/ }).slice(-1);
    expect(sent?.body).toMatchObject({ data: { content: 'Hallo @everyone {x}', allowed_mentions: { parse: [] } } });
  });

  it('holds for bodies, changes of messages, edits, follow-ups and questions', async () => {
    await start();
    const knots = await (await alice.run(bot.account, 'knots')).reply();
    expect(knots.content).toBe('2 Knoten');
    await (await bob.click(knots, 'Hallo ?')).answered();
    expect(knots.content).toBe('1 knot');
    await discord.nextMessage({ author: bot.account });
    await alice.run(bot.account, 'later');
    expect((await discord.nextMessage({ author: bot.account })).content).toBe('Hallo late');
    expect((await discord.nextMessage({ author: bot.account })).content).toBe('Hallo later');
    const asked = await (await alice.run(bot.account, 'ask')).reply();
    expect(asked.content).toBe('Sicher?');
    await (await alice.click(asked, 'Ja')).answered();
  });

  it('holds for what the framework says itself', async () => {
    await start((locale) => ({ failed: texts.of(locale)('failed') }));
    expect(await answerTo(alice, 'break')).toBe('Kaputt.');
    expect(await answerTo(bob, 'break')).toBe('It broke.');
    expect(await answerTo(bob, 'greet', { name: 'x'.repeat(41) })).toMatch(/^\*\*name\*\* /);
  });

  it('is the framework’s own where the author’s function throws', async () => {
    await start(() => {
      throw new Error('no texts');
    });
    expect(await answerTo(alice, 'break')).toBe('Something went wrong.');
  });
});

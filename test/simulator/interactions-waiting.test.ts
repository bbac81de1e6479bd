/** Buttons that a handler waits for, questions and pages, used by people on the embedded Discord. */
import {
  Button,
  type ButtonContext,
  button,
  type Class,
  confirm,
  customId,
  Handler,
  type IdOf,
  type InteractionError,
  message,
  paginate,
  RestClient,
  row,
  Slash,
  SlashContext,
  int,
} from '../../src';
import { DiscordSimulator, runBot, type RunningBot, type SimGuild, type SimMember } from '../../src/testing';

let discord: DiscordSimulator;
let guild: SimGuild;
let alice: SimMember;
let bob: SimMember;

beforeEach(async () => {
  discord = await DiscordSimulator.start();
  guild = discord.createGuild({ name: 'Loom' });
  alice = guild.addMember('alice');
  bob = guild.addMember('bob');
});
afterEach(() => discord.close());

async function start(...handlers: Class[]): Promise<RunningBot> {
  const bot = await runBot(discord, { handlers });
  const { group } = bot;
  const bodies = group.interactions.commands.definitions.map(({ body }) => body);
  await group.client.commands.bulkOverwrite(group.applicationId as string, bodies);
  return bot;
}

const Count = customId('count', { by: int(0, 100) });

@Handler()
class Talker {
  @Slash('count', 'Counts')
  count(_ctx: SlashContext) {
    return message('0', row(button('one more', Count.of({ by: 1 })), button('ten more', Count.of({ by: 10 }))));
  }

  @Button(Count)
  more(ctx: ButtonContext, { by }: IdOf<typeof Count>) {
    return String(Number(ctx.message.content) + by);
  }

  @Slash('tea', 'Asks which')
  async tea(ctx: SlashContext) {
    await ctx.reply(message('Which?', row(button('Assam', 'assam'), button('Mint', 'mint'))));
    const click = await ctx.awaitComponent({ timeoutMs: 5_000 });
    await click.update({ content: `${click.customId} it is`, components: [] });
  }

  @Slash('drop', 'Asks first')
  async drop(ctx: SlashContext) {
    return (await confirm(ctx, 'Really?', { danger: true, yes: 'Drop it', timeoutMs: 300 })) === true
      ? 'dropped'
      : 'kept';
  }

  @Slash('pages', 'Shows pages')
  async pages(ctx: SlashContext) {
    await paginate(ctx, ['one', 'two', 'three'], { timeoutMs: 400 });
  }
}

it('a typed button changes its message by what it carries', async () => {
  await using bot = await start(Talker);
  const reply = await (await alice.run(bot.account, 'count')).reply();
  await (await alice.click(reply, 'ten more')).answered();
  await (await bob.click(reply, 'one more')).answered();
  expect(reply.content).toBe('11');
});

it('a handler goes on with the next click of who asked; others are told that it is not theirs', async () => {
  await using bot = await start(Talker);
  const reply = await (await alice.run(bot.account, 'tea')).reply();
  const foreign = await (await bob.click(reply, 'Mint')).reply();
  expect([foreign.content, foreign.ephemeral]).toEqual(['This is for somebody else.', true]);
  await (await alice.click(reply, 'Assam')).answered();
  expect(reply.content).toBe('assam it is');
  expect(reply.components).toEqual([]);
});

it('a question is answered by a button, and its buttons go', async () => {
  await using bot = await start(Talker);
  const interaction = await alice.run(bot.account, 'drop');
  const question = await interaction.reply();
  await alice.click(question, 'Drop it');
  expect((await interaction.followUp(1)).content).toBe('dropped');
  expect(question.components).toEqual([]);
});

it('a question that nobody answers ends as undecided, and its buttons go', async () => {
  await using bot = await start(Talker);
  const interaction = await alice.run(bot.account, 'drop');
  const question = await interaction.reply();
  expect((await interaction.followUp(1)).content).toBe('kept');
  expect(question.components).toEqual([]);
});

it('pages are turned, and the buttons go when nobody turns any more', async () => {
  await using bot = await start(Talker);
  const interaction = await alice.run(bot.account, 'pages');
  const page = await interaction.reply();
  expect(page.content).toBe('one');
  await (await alice.click(page, '›')).answered();
  expect(page.content).toBe('two');
  await (await alice.click(page, '»')).answered();
  expect(page.content).toBe('three');
  await discord.waitFor(() => page.components.length === 0);
  expect(page.content).toBe('three');
});

it('the stop of the bot ends what waits', async () => {
  const bot = await start(Talker);
  await (await alice.run(bot.account, 'tea')).reply();
  const startedAt = performance.now();
  await bot.stop();
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});

@Handler()
class Fickle {
  @Slash('ask', 'Asks, and thinks better of it')
  async ask(ctx: SlashContext, client: RestClient) {
    await ctx.reply(message('Which?', row(button('Assam', 'assam'))));
    const clicked = ctx.awaitComponent({ timeoutMs: 60_000 });
    const question = await ctx.getReply();
    const outcome = clicked.catch((error: unknown) => error);
    await client.messages.delete(question.channelId, question.id);
    return ((await outcome) as InteractionError).kind;
  }
}

it('a wait ends when its message is deleted, where the bot hears of that', async () => {
  await using bot = await runBot(discord, { handlers: [Fickle], intents: { add: ['GuildMessages'] } });
  const asked = await alice.run(bot.account, 'ask');
  expect((await asked.followUp(1)).content).toBe('gone');
});

/** Commands that people write as messages, on the embedded Discord: names, values, prefixes, answers, help. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Class, Handler, type MessageCreateEvent, type Role, type User } from '../../src';
import {
  BooleanOption,
  button,
  Command,
  GuildTextContext,
  IntegerOption,
  message,
  Prefixes,
  RoleOption,
  row,
  StringOption,
  TextContext,
  UserOption,
} from '../../src/interactions';
import {
  DiscordSimulator,
  runBot,
  type RunBotOptions,
  type RunningBot,
  type SimGuild,
  type SimMember,
  type SimMessage,
} from '../../src/testing';

let discord: DiscordSimulator;
let guild: SimGuild;
let alice: SimMember;

beforeEach(async () => {
  // A bot answers more often here than five times in five seconds; limits are not what is shown.
  discord = await DiscordSimulator.start({ rest: { limits: false } });
  guild = discord.createGuild({ name: 'Loom' });
  alice = guild.addMember('alice');
});
afterEach(() => discord.close());

class BanOptions {
  @UserOption('Who') user!: User;
  @IntegerOption('Days of messages to delete', { optional: true, min: 0, max: 7 }) days = 0;
  @BooleanOption('Says nothing to anybody', { optional: true }) quiet = false;
  @StringOption('Why', { optional: true, maxLength: 50 }) reason?: string;
}

class PaintOptions {
  @StringOption('Which colour', { choices: ['red', 'blue'] }) colour!: 'red' | 'blue';
  @RoleOption('Whom', { optional: true }) role?: Role;
}

@Handler()
class Moderation {
  @Command('ban', 'Bans somebody', { aliases: ['b', 'throw out'] })
  ban(ctx: TextContext, { user, days, quiet, reason }: BanOptions) {
    return `${ctx.user.username} bans ${user.username}, ${days}, ${quiet}, ${reason ?? 'no reason'}`;
  }

  @Command('paint', 'Paints', { contexts: ['Guild'] })
  paint(ctx: GuildTextContext, { colour, role }: PaintOptions) {
    return `${ctx.member.displayName} paints ${role?.name ?? 'nobody'} ${colour} in ${ctx.guildId === ctx.guild?.id}`;
  }

  @Command('queue', 'Shows the queue')
  queue(_ctx: TextContext) {
    return 'the queue';
  }

  @Command('queue clear', 'Clears the queue')
  clear(_ctx: TextContext) {
    return 'cleared';
  }

  @Command('shout', 'Says it to everybody')
  shout(_ctx: TextContext) {
    return '@everyone';
  }

  @Command('break', 'Breaks', { hidden: true })
  break(_ctx: TextContext) {
    throw new Error('broken');
  }

  @Command('sure', 'Asks')
  async sure(ctx: TextContext) {
    await ctx.reply(message('Sure?', row(button('Yes', 'yes'))));
    const click = await ctx.awaitComponent({ timeoutMs: 5_000 });
    await click.update(message(`${click.user.username} is sure`, row(button('Yes', 'yes'))));
  }

  @Command('count', 'Counts')
  async *count(_ctx: TextContext) {
    yield 'one';
    await pause(5);
    yield 'two';
  }

  @Command('silent', 'Says nothing')
  silent(_ctx: TextContext) {
    return undefined;
  }
}

function start(options: RunBotOptions = {}, ...handlers: Class[]): Promise<RunningBot> {
  return runBot(discord, { handlers: [Moderation, ...handlers], ...options });
}

async function answer(bot: RunningBot, text: string): Promise<string> {
  await alice.say(guild.channel('general'), text);
  return (await bot.nextMessage()).content;
}

/** A message is changed after the test was told of it. */
async function untilSaid(said: SimMessage, content: string): Promise<void> {
  for (let tries = 0; tries < 200 && said.content !== content; tries += 1) await pause(20);
  expect(said.content).toBe(content);
}

test('values are read in their order, by name, by flag, and the last text takes what is left', async () => {
  await using bot = await start();
  const bob = guild.addMember('bob');
  const ask = (rest: string): Promise<string> => answer(bot, rest);
  expect(await ask(`!ban <@${bob.id}>`)).toBe('alice bans bob, 0, false, no reason');
  expect(await ask(`!BAN ${bob.id} 3 yes he said  "hello world" twice`)).toBe(
    'alice bans bob, 3, true, he said  "hello world" twice',
  );
  expect(await ask(`!b <@!${bob.id}> being rude`)).toBe('alice bans bob, 0, false, being rude');
  expect(await ask(`!throw  out --quiet --days 2 <@${bob.id}> "a reason"`)).toBe('alice bans bob, 2, true, a reason');
  expect(await ask(`!ban <@${bob.id}> --days=7 --no-quiet --reason="two words"`)).toBe(
    'alice bans bob, 7, false, two words',
  );
  expect(await ask(`!ban <@${bob.id}> -- --days 9`)).toBe('alice bans bob, 0, false, --days 9');
});

test('what does not fit is told with how it is written, and nothing runs', async () => {
  await using bot = await start();
  const bob = guild.addMember('bob');
  expect(await answer(bot, '!ban')).toBe('**user** is needed\nUsage: `!ban <user> [days] [quiet] [reason…]`');
  expect(await answer(bot, '!ban somebody')).toContain('**user** takes a user: mention one, or write an id');
  expect(await answer(bot, '!ban 123456789012345678')).toContain('**user** is nobody that I can find');
  expect(await answer(bot, `!ban ${bob.id} --days=9`)).toContain('**days** takes a whole number from 0 to 7');
  expect(await answer(bot, '!paint green')).toContain('**colour** takes one of red, blue');
  expect(await answer(bot, '!paint red nobody')).toContain('**role** takes a role of this server');
  expect(await answer(bot, '!paint red everyone too much')).toContain('**too** is more than this command takes');
  expect(await answer(bot, '!paint red --loud')).toContain('**--loud** is no option of this command');
});

test('the longest name answers, and choices and roles go by their names', async () => {
  await using bot = await start();
  expect(await answer(bot, '!queue')).toBe('the queue');
  expect(await answer(bot, '!Queue   CLEAR')).toBe('cleared');
  expect(await answer(bot, '!paint BLUE @everyone')).toBe('alice paints @everyone blue in true');
});

test('a mention stands for the prefix, and without prefixes no privileged intent is asked for', async () => {
  await using bot = await start({ textCommands: { prefixes: [] } });
  await alice.say(guild.channel('general'), '!queue');
  expect(await answer(bot, `<@${bot.account.id}> queue`)).toBe('the queue');
  expect(bot.group.dispatcher.requiredIntents().intents).not.toContain('MessageContent');
});

test('servers choose prefixes of their own', async () => {
  class OwnPrefixes extends Prefixes {
    override of(event: MessageCreateEvent): Promise<readonly string[]> {
      return Promise.resolve(event.guildId === guild.id ? ['loom ', '?'] : ['!']);
    }
  }
  await using bot = await start({ providers: [{ provide: Prefixes, useClass: OwnPrefixes }] });
  await alice.say(guild.channel('general'), '!queue');
  expect(await answer(bot, '?queue')).toBe('the queue');
  expect(await answer(bot, 'Loom queue clear')).toBe('cleared');
});

test('nobody is mentioned, bots are not heard, and a failure is told', async () => {
  await using bot = await start();
  await alice.say(guild.channel('general'), '!shout');
  const shout = await bot.nextMessage();
  expect(shout.content).toBe('@everyone');
  expect(shout.payload.mention_everyone).toBe(false);
  expect(shout.payload.mentions).toEqual([]);
  expect(await answer(bot, '!break')).toBe('Something went wrong.');
  await alice.say(guild.channel('general'), '!silent');
  expect(await answer(bot, '!queue')).toBe('the queue');
});

test('clicks on the answer come back to the command', async () => {
  await using bot = await start();
  await alice.say(guild.channel('general'), '!sure');
  const asked = await bot.nextMessage();
  await alice.click(asked, 'yes');
  await untilSaid(asked, 'alice is sure');
});

test('an answer that comes in pieces is one message that changes', async () => {
  await using bot = await start();
  await alice.say(guild.channel('general'), '!count');
  const counted = await bot.nextMessage();
  await untilSaid(counted, 'two');
});

test('the help is made of the definitions', async () => {
  await using bot = await start();
  const overview = await answer(bot, '!help');
  expect(overview.split('\n')).toEqual([
    '`!ban` Bans somebody',
    '`!count` Counts',
    '`!paint` Paints',
    '`!queue` Shows the queue',
    '`!queue clear` Clears the queue',
    '`!shout` Says it to everybody',
    '`!silent` Says nothing',
    '`!sure` Asks',
  ]);
  expect(await answer(bot, '!help b')).toBe(
    [
      '`!ban <user> [days] [quiet] [reason…]`',
      'Bans somebody',
      '',
      '`user` Who',
      '`days` Days of messages to delete',
      '`quiet` Says nothing to anybody (yes or no, or `--quiet`)',
      '`reason` Why',
      '',
      'Also: `!b`, `!throw out`',
    ].join('\n'),
  );
  expect(await answer(bot, '!help nothing')).toContain('There is no command of that name');
});

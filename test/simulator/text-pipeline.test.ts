/** Text commands go the way of all calls, beside slash commands of the same classes; and what goes wrong on that way. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  AnyContext,
  Catch,
  type Channel,
  ChannelOption,
  Command,
  Concurrency,
  Cooldown,
  Guard,
  type GuardRefusal,
  Handler,
  Interceptor,
  Invocation,
  type InvocationOutcome,
  OnOutcome,
  RestError,
  Slash,
  StringOption,
  TextContext,
  Use,
} from '../../src';
import {
  DiscordSimulator,
  runBot,
  type RunBotOptions,
  type RunningBot,
  type SimChannel,
  type SimGuild,
  type SimMember,
} from '../../src/testing';

let discord: DiscordSimulator;
let guild: SimGuild;
let general: SimChannel;
let alice: SimMember;
let bob: SimMember;
const outcomes: string[] = [];
const caught: unknown[] = [];

beforeEach(async () => {
  outcomes.length = 0;
  caught.length = 0;
  discord = await DiscordSimulator.start();
  guild = discord.createGuild({ name: 'Loom' });
  general = guild.channel('general');
  alice = guild.addMember('alice');
  bob = guild.addMember('bob');
});
afterEach(() => discord.close());

class NotBob extends Guard {
  check({ actor }: Invocation): GuardRefusal | undefined {
    return actor.userId === bob.id ? { reason: 'bob', message: 'Not you, bob.' } : undefined;
  }
}

class Politely extends Interceptor {
  async around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
    return `${String(await next())}, please`;
  }
}

class TeaOptions {
  @StringOption('Which', { maxLength: 6 }) kind!: string;
}

class LookOptions {
  @ChannelOption('Where') channel!: Channel;
}

let release: (() => void) | undefined;

@Handler()
class Tea {
  @Slash('tea', 'Makes tea')
  @Command('tea', 'Makes tea', { aliases: ['cuppa'] })
  @Use(NotBob, Politely)
  tea(ctx: AnyContext, { kind }: TeaOptions): string {
    return `${kind} for ${ctx.user.username}`;
  }

  @Slash('scone', 'Bakes one')
  @Command('scone', 'Bakes one')
  @Use(Cooldown.perUser('1h'))
  scone(_ctx: AnyContext): string {
    return 'a scone';
  }

  @Command('brew', 'Takes its time')
  @Use(Concurrency.global(1))
  async brew(_ctx: TextContext): Promise<string> {
    await new Promise<void>((resolve) => (release = resolve));
    return 'brewed';
  }

  @Command('spill', 'Spills it')
  spill(_ctx: TextContext): never {
    throw new RangeError('too full');
  }

  @Catch(RangeError)
  full(_error: RangeError, ctx: AnyContext): string {
    return `mind the cup, ${ctx.user.username}`;
  }

  @Command('whisper', 'Says it')
  whisper(ctx: TextContext): Promise<unknown> {
    return ctx.reply('psst', { ephemeral: true });
  }

  @Command('slow', 'Is slow', { defer: 10 })
  async slow(_ctx: TextContext): Promise<string> {
    await pause(100);
    return 'at last';
  }

  @Command('look', 'Looks into a channel')
  look(_ctx: TextContext, { channel }: LookOptions): string {
    return channel.id;
  }
}

@Handler()
class Records {
  @OnOutcome()
  ended(outcome: InvocationOutcome, { kind, label }: Invocation): void {
    outcomes.push(`${kind} ${label} ${outcome.kind}`);
  }
}

async function start(options: RunBotOptions = {}): Promise<RunningBot> {
  const bot = await runBot(discord, { handlers: [Tea, Records], ...options });
  await bot.group.commands.sync();
  return bot;
}

/** Answers to slash commands are messages of the bot as well; only what replies to what was said counts. */
async function answer(bot: RunningBot, text: string, who = alice, where = general): Promise<string> {
  const { id } = await who.say(where, text);
  for (;;) {
    const message = await bot.nextMessage();
    if (message.replyTo === id) return message.content;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    expect(tries).toBeLessThan(500);
    await pause(10);
  }
}

/** What comes later came after all of this. */
async function nothingFrom(bot: RunningBot): Promise<void> {
  expect(await answer(bot, '!cuppa Last')).toBe('Last for alice, please');
}

it('one method and one class of options serve a slash and a text command, through the same guards and interceptors', async () => {
  await using bot = await start();
  expect(await answer(bot, '!tea Assam')).toBe('Assam for alice, please');
  expect((await (await alice.run(bot.account, 'tea', { kind: 'Assam' })).reply()).content).toBe(
    'Assam for alice, please',
  );
  expect(await answer(bot, '!tea Assam', bob)).toBe('Not you, bob.');
  expect((await (await bob.run(bot.account, 'tea', { kind: 'Assam' })).reply()).content).toBe('Not you, bob.');
  expect(await answer(bot, '!tea Darjeeling')).toBe('**kind** takes at most 6 characters\nUsage: `!tea <kind…>`');
  await until(() => outcomes.length === 5);
  expect(outcomes).toEqual([
    'text-command Tea.tea done',
    'command Tea.tea done',
    'text-command Tea.tea refused',
    'command Tea.tea refused',
    'text-command Tea.tea invalid',
  ]);
});

it('a limit of a method counts both ways to use it', async () => {
  await using bot = await start();
  expect(await answer(bot, '!scone')).toBe('a scone');
  expect((await (await alice.run(bot.account, 'scone')).reply()).content).not.toBe('a scone');
  expect(await answer(bot, '!scone')).not.toBe('a scone');
  expect(await answer(bot, '!scone', bob)).toBe('a scone');
});

it('what is in use for the whole group holds for commands, not for each message', async () => {
  await using bot = await start({ use: [Cooldown.perUser('1h', { uses: 1 })] });
  for (const chat of ['hello', 'how are you', '!']) await alice.say(general, chat);
  expect(await answer(bot, '!whisper')).toBe('psst');
  expect(await answer(bot, '!whisper')).not.toBe('psst');
  expect(outcomes.filter((outcome) => outcome.startsWith('event'))).toEqual([]);
});

it('calls at once are limited', async () => {
  await using bot = await start();
  await alice.say(general, '!brew');
  await until(() => release !== undefined);
  expect(await answer(bot, '!brew', bob)).not.toBe('brewed');
  release?.();
  expect((await bot.nextMessage()).content).toBe('brewed');
});

it('a failure is caught where it is, and what the method returns is the answer', async () => {
  await using bot = await start();
  expect(await answer(bot, '!spill')).toBe('mind the cup, alice');
  await until(() => outcomes.length === 1);
  expect(outcomes).toEqual(['text-command Tea.spill failed']);
});

it('what would be a whisper is said aloud, and what is promised is typing', async () => {
  await using bot = await start();
  await alice.say(general, '!whisper');
  const said = await bot.nextMessage();
  expect([said.content, bob.sees(said)]).toEqual(['psst', true]);
  expect(await answer(bot, '!slow')).toBe('at last');
  const requests = discord.log.requests().map(({ method, path }) => `${method} ${path}`);
  expect(requests.filter((line) => line.endsWith('/typing'))).toHaveLength(1);
});

it('an answer that may not be sent is a typed failure, and the bot lives on', async () => {
  @Handler()
  class Quiet {
    @Command('quiet', 'Is quiet')
    quiet(_ctx: TextContext): string {
      return 'quiet';
    }
    @Catch(RestError)
    refused({ discordCode }: RestError): void {
      caught.push(discordCode);
    }
  }
  await using bot = await start({ handlers: [Quiet, Records] });
  const away = guild.createChannel({ name: 'away' });
  await away.overwrite({ for: guild.member(bot.account), deny: ['SendMessages'] });
  await alice.say(away, '!quiet');
  await until(() => outcomes.length === 1);
  expect(outcomes).toEqual(['text-command Quiet.quiet failed']);
  expect(caught).toEqual([50_013]);
  expect(await answer(bot, '!quiet')).toBe('quiet');
});

it('a command that was deleted is answered all the same, and one that was edited does not run again', async () => {
  await using bot = await start();
  const gone = await alice.say(general, '!slow');
  await alice.remove(gone);
  expect((await bot.nextMessage()).content).toBe('at last');
  const edited = await alice.say(general, 'tea Assam');
  await alice.edit(edited, '!tea Assam');
  await nothingFrom(bot);
});

it('bots do not command bots, nor do webhooks', async () => {
  await using bot = await start();
  @Handler()
  class Parrot {
    @Command('parrot', 'Repeats')
    parrot(_ctx: TextContext): string {
      return '!tea Assam';
    }
  }
  await using parrot = await runBot(discord, { name: 'parrot', handlers: [Parrot] });
  await alice.say(general, '!parrot');
  await parrot.nextMessage();
  const { id, token } = await general.createWebhook('hook');
  await parrot.group.client.webhooks.execute(id, token as string, { content: '!tea Assam' });
  await nothingFrom(bot);
});

it('2 000 characters are read, and quoted in short', async () => {
  await using bot = await start();
  const said = await answer(bot, `!look ${'x '.repeat(996)}`);
  expect(said).toContain('**channel**');
  expect(said.length).toBeLessThan(300);
});

it('channels go by name, mention and id, as far as who asks can see them', async () => {
  await using bot = await start();
  const hidden = guild.createChannel({ name: 'attic' });
  await hidden.overwrite({ for: guild.everyone, deny: ['ViewChannel'] });
  const elsewhere = discord.createGuild({ name: 'Elsewhere' }).channel('general');
  const rooms = ['one', 'two', 'three'].map((name) => guild.createChannel({ name }));
  let asked = 0;
  // Five messages in five seconds is what one channel takes.
  const look = (name: string, who = alice): Promise<string> =>
    answer(bot, `!look ${name}`, who, rooms[(asked += 1) % rooms.length]);
  for (const name of ['general', '#General', `<#${general.id}>`, general.id]) expect(await look(name)).toBe(general.id);
  for (const name of ['attic', `<#${hidden.id}>`, hidden.id, elsewhere.id, 'nowhere', '123456789012345678']) {
    expect(await look(name)).toContain('takes a channel of this server');
  }
  expect(await look('attic', guild.owner)).toBe(hidden.id);
});

it('a mention of the bot is written as its name in what people read', async () => {
  await using bot = await start({
    interactions: { texts: { usage: (usage) => `So: ${usage}`, noSuchCommand: () => 'Nie.' } },
  });
  expect(await answer(bot, `<@${bot.account.id}> tea`)).toBe('**kind** is needed\nSo: @bot tea <kind…>');
  expect(await answer(bot, '!help nothing')).toBe('Nie.');
});

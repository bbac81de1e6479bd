/** Commands of a bot of ours, used by people on the embedded Discord: answers of every kind, and what becomes of those that fail. */
import { setTimeout as pause } from 'node:timers/promises';
import { Catch, type Class, Handler, Inject, RestClient } from '../../src';
import {
  AnyContext,
  button,
  Button,
  type GuildButtonContext,
  GuildSlashContext,
  message,
  row,
  Slash,
  SlashContext,
  StringOption,
  UserCommand,
  UserCommandContext,
} from '../../src/interactions';
import { DiscordSimulator, runBot, type RunningBot, type SimGuild, type SimMember } from '../../src/testing';

let discord: DiscordSimulator;
let guild: SimGuild;
let alice: SimMember;

beforeEach(async () => {
  discord = await DiscordSimulator.start();
  guild = discord.createGuild({ name: 'Loom' });
  alice = guild.addMember('alice');
});
afterEach(() => discord.close());

/** The bot with these handlers, its commands known to Discord. */
async function start(...handlers: Class[]): Promise<RunningBot> {
  const bot = await runBot(discord, { handlers, providers: [{ provide: 'greeting', useValue: 'Hello' }] });
  const { group } = bot;
  const bodies = group.interactions.commands.definitions.map(({ body }) => body);
  await group.client.commands.bulkOverwrite(group.applicationId as string, bodies);
  return bot;
}

class TeaOptions {
  @StringOption('Which', { maxLength: 20 }) kind!: string;
  @StringOption('With what', { optional: true }) extra = 'milk';
}

@Handler()
class Tea {
  @Slash('tea', 'Makes tea')
  make(ctx: SlashContext, options: TeaOptions, client: RestClient, @Inject('greeting') greeting: string) {
    return `${greeting} ${ctx.user.username}, ${options.kind} with ${options.extra} ${client instanceof RestClient}`;
  }

  @Slash('secret', 'Whispers', { ephemeral: true, contexts: ['Guild'] })
  whisper(ctx: GuildSlashContext) {
    return `only for ${ctx.member.displayName} of ${ctx.guildId}`;
  }

  @Slash('slow', 'Takes its time', { defer: 30 })
  async slow(ctx: SlashContext) {
    await pause(200);
    return `it was ${ctx.acknowledgement.kind}`;
  }

  @Slash('slow-secret', 'Takes its time', { defer: 30 })
  async slowSecret(ctx: SlashContext) {
    await pause(150);
    await ctx.refuse('a secret after all');
  }

  @Slash('count', 'Counts')
  async *count(_ctx: SlashContext) {
    for (const text of ['one', 'two', 'three']) {
      yield text;
      await pause(20);
    }
  }

  @Slash('twice', 'Answers twice')
  async twice(ctx: SlashContext) {
    await ctx.reply('first');
    return 'second';
  }

  @Slash('silent', 'Says nothing')
  silent(_ctx: SlashContext) {
    return undefined;
  }

  @UserCommand('Wave')
  wave(ctx: UserCommandContext) {
    return `${ctx.user.username} waves at ${ctx.target.username}`;
  }
}

it('answers with what a method returns, its options decoded and the rest injected', async () => {
  await using bot = await start(Tea);
  const reply = await (await alice.run(bot.account, 'tea', { kind: 'Assam' })).reply();
  expect(reply.content).toBe('Hello alice, Assam with milk true');
});

it('answers in a whisper, which nobody else sees', async () => {
  await using bot = await start(Tea);
  const bob = guild.addMember('bob');
  const reply = await (await alice.run(bot.account, 'secret')).reply();
  expect(reply.content).toBe(`only for alice of ${guild.id}`);
  expect([alice.sees(reply), bob.sees(reply)]).toEqual([true, false]);
});

it('defers a method that takes its time, and fills the promised message', async () => {
  await using bot = await start(Tea);
  const interaction = await alice.run(bot.account, 'slow');
  await interaction.answered();
  expect(interaction.deferred).toBe(true);
  expect((await interaction.reply()).content).toBe('it was deferred');
});

it('whispers even after everybody was promised a message: that one is taken back', async () => {
  await using bot = await start(Tea);
  const bob = guild.addMember('bob');
  const interaction = await alice.run(bot.account, 'slow-secret');
  const secret = await interaction.followUp(1);
  expect(secret.content).toBe('a secret after all');
  expect([alice.sees(secret), bob.sees(secret)]).toEqual([true, false]);
  expect(interaction.message).toBeUndefined();
});

it('edits its message as texts come', async () => {
  await using bot = await start(Tea);
  const interaction = await alice.run(bot.account, 'count');
  const reply = await interaction.reply();
  expect(reply.content).toBe('one');
  await discord.waitFor(() => interaction.message?.content === 'three');
});

it('sends a second answer as a further message', async () => {
  await using bot = await start(Tea);
  const interaction = await alice.run(bot.account, 'twice');
  expect((await interaction.reply()).content).toBe('first');
  expect((await interaction.followUp(1)).content).toBe('second');
});

it('answers a command in the menu of a user', async () => {
  await using bot = await start(Tea);
  const bob = guild.addMember('bob');
  expect((await (await alice.runOn(bot.account, 'Wave', bob)).reply()).content).toBe('alice waves at bob');
});

it('tells who used it that something went wrong, and nobody of what', async () => {
  @Handler()
  class Broken {
    @Slash('boom', 'Breaks')
    boom(_ctx: SlashContext) {
      throw new Error('the password is 1234');
    }
  }
  await using bot = await start(Broken);
  const reply = await (await alice.run(bot.account, 'boom')).reply();
  expect(reply.content).toBe('Something went wrong.');
  expect(guild.addMember('bob').sees(reply)).toBe(false);
});

it('refuses in direct messages what is for servers, and lets guilds have commands of their own beside global ones', async () => {
  @Handler()
  class Places {
    @Slash('here', 'Anywhere') anywhere(_ctx: SlashContext) {
      return message('anywhere', row(button('Where?', 'where')));
    }
    @Slash('here', 'In the guild', { guilds: [guild.id] }) inGuild(ctx: GuildSlashContext) {
      return `in ${ctx.guildId}`;
    }
    @Button('where', { contexts: ['Guild'] }) where(ctx: GuildButtonContext) {
      return `with ${ctx.member.displayName}`;
    }
  }
  await using bot = await runBot(discord, { handlers: [Places] });
  const here = await (await alice.run(bot.account, 'here')).reply();
  expect(here.content).toBe(`in ${guild.id}`);

  const other = discord.createGuild({ name: 'Elsewhere' });
  const carol = other.addMember('carol');
  const anywhere = await (await carol.run(bot.account, 'here')).reply();
  await (await carol.click(anywhere, 'Where?')).answered();
  expect(anywhere.content).toBe('with carol');

  const direct = alice.dmChannel(bot.account);
  const alone = await (await alice.run(bot.account, 'here', {}, { channel: direct })).reply();
  const refused = await (await alice.click(alone, 'Where?')).reply();
  expect([refused.content, refused.ephemeral]).toEqual(['This works in servers only.', true]);
  expect(alone.content).toBe('anywhere');
});

it('refuses commands that come after the start, and goes on with those that are there', async () => {
  @Handler()
  class Coffee {
    @Slash('coffee', 'Makes coffee') make() {
      return 'coffee';
    }
  }
  await using bot = await runBot(discord, { handlers: [Coffee] });
  expect(() => bot.group.dispatcher.addHandler(Tea)).toThrow(/Tea\.make answers a command, and Tea was added after/);
  expect((await (await alice.run(bot.account, 'coffee')).reply()).content).toBe('coffee');
});

it('tells who acted the message that a @Catch method returns, alone', async () => {
  @Handler()
  class Caught {
    @Slash('boom', 'Breaks')
    boom(_ctx: SlashContext) {
      throw new RangeError('too much tea');
    }

    @Catch(RangeError)
    tooMuch(error: RangeError) {
      return { embeds: [{ title: 'Spilt', description: error.message }] };
    }
  }
  await using bot = await start(Caught);
  const reply = await (await alice.run(bot.account, 'boom')).reply();
  expect(reply.embeds).toMatchObject([{ title: 'Spilt', description: 'too much tea' }]);
  expect(reply.ephemeral).toBe(true);
});

it('lets a @Catch method answer, with the context that failed', async () => {
  @Handler()
  class Caught {
    @Slash('boom', 'Breaks')
    async boom(_ctx: SlashContext) {
      await pause(1);
      throw new RangeError('too much tea');
    }

    @Catch(RangeError)
    async tooMuch(error: RangeError, ctx: AnyContext) {
      await pause(10);
      await ctx.refuse(`${ctx.user.username}: ${error.message}`);
    }
  }
  await using bot = await start(Caught);
  expect((await (await alice.run(bot.account, 'boom')).reply()).content).toBe('alice: too much tea');
});

it('refuses options that no client of Discord would send, in words for people', async () => {
  await using bot = await start(Tea);
  const interaction = await alice.run(bot.account, 'tea', { kind: 7 as never }, { unchecked: true });
  expect((await interaction.reply()).content).toMatch(/\*\*kind\*\*/);
});

it('leaves what it does not know to others, and goes on', async () => {
  await using bot = await start(Tea);
  await bot.group.client.commands.create(bot.group.applicationId as string, { name: 'else', description: 'Elsewhere' });
  await alice.run(bot.account, 'else');
  expect((await (await alice.run(bot.account, 'tea', { kind: 'Assam' })).reply()).content).toContain('Assam');
});

it('mentions nobody, whatever people type', async () => {
  await using bot = await start(Tea);
  const reply = await (await alice.run(bot.account, 'tea', { kind: '@everyone' })).reply();
  expect(reply.content).toContain('@everyone');
  expect(reply.payload).toMatchObject({ mention_everyone: false, mentions: [] });
});

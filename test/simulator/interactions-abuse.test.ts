/** People and programs that do what they should not, over real sockets: each has an outcome, nothing leaks, nobody is mentioned. */
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { InteractionResponseType } from 'discord-api-types/v10';
import { format } from 'pretty-format';
import {
  AnyContext,
  Autocomplete,
  Button,
  type ButtonContext,
  button,
  Catch,
  type Class,
  Handler,
  type InteractionCreateEvent,
  InteractionError,
  message,
  modal,
  Modal,
  type ModalContext,
  OnModal,
  Query,
  row,
  Slash,
  SlashContext,
  StringOption,
  TextInput,
} from 'corduroy';
import { ManualClock } from 'corduroy/util';
import {
  DiscordSimulator,
  runBot,
  type RunBotOptions,
  type RunningBot,
  type SimGuild,
  type SimMember,
} from 'corduroy/testing';
import { RecordingLogger } from './support/recording-logger';
import { eventually } from './support/waiting';

let discord: DiscordSimulator;
let guild: SimGuild;
let alice: SimMember;
let bob: SimMember;
let logger: RecordingLogger;
let unhandled: unknown[];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeEach(() => {
  logger = new RecordingLogger();
  unhandled = [];
  process.on('unhandledRejection', onUnhandled);
});
afterEach(async () => {
  await discord.close();
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

async function open(clock?: ManualClock): Promise<void> {
  discord = await DiscordSimulator.start({ ...(clock && { clock, heartbeatIntervalMs: 7_200_000 }) });
  guild = discord.createGuild({ name: 'Loom' });
  alice = guild.addMember('alice');
  bob = guild.addMember('bob');
}

async function start(types: readonly Class[], options: RunBotOptions = {}): Promise<RunningBot> {
  const { hub, ...others } = options;
  const bot = await runBot(discord, {
    handlers: types,
    hub: { logger, ...hub },
    interactions: { sync: 'manual' },
    ...others,
  });
  const { group } = bot;
  const bodies = group.interactions.commands.definitions.map(({ body }) => body);
  await group.client.commands.bulkOverwrite(group.applicationId as string, bodies);
  return bot;
}

class Words {
  @StringOption('What', { autocomplete: true, optional: true }) text = '@everyone';
}

@Modal('form', 'Form')
class Form {
  @TextInput('Why', { optional: true }) why?: string;
}

let task: (ctx: AnyContext, words: Words) => unknown;

@Handler()
class Tasks {
  @Slash('run', 'Runs') run(ctx: SlashContext, words: Words): unknown {
    return task(ctx, words);
  }
  @Slash('patient', 'Is not deferred', { defer: false }) patient(ctx: SlashContext): unknown {
    return task(ctx, new Words());
  }
  @Slash('form', 'Shows a form', { modal: true }) form(_ctx: SlashContext) {
    return modal(Form);
  }
  @Button('click') click(ctx: ButtonContext): unknown {
    return task(ctx, new Words());
  }
  @OnModal(Form) submitted(ctx: ModalContext, { why }: Form): string {
    return `${ctx.user.username}: ${why ?? ''}`;
  }
  @Autocomplete(Words, 'text') words(query: Query): string[] {
    prints.push(...printed(query));
    return [query.value];
  }
}

let prints: string[] = [];
const printed = (value: unknown): string[] => [
  inspect(value, { depth: 20 }),
  JSON.stringify(value),
  format(value, { maxDepth: 20 }),
];

describe('answers that come too late', () => {
  const TOO_LATE = { code: 'INTERACTION_EXPIRED' };
  let go: () => void;
  let isWaiting: boolean;
  let outcome: unknown;

  beforeEach(() => {
    outcome = undefined;
    isWaiting = false;
  });

  async function answerLate(ctx: AnyContext): Promise<void> {
    await new Promise<void>((resolve) => {
      go = resolve;
      isWaiting = true;
    });
    outcome = await ctx.reply('late').catch((error: unknown) => error);
  }

  it('after 3 seconds: the person has read that nothing came, and the author is told why', async () => {
    const clock = new ManualClock(Date.now());
    await open(clock);
    await using bot = await start([Tasks], { hub: { clock } });
    task = answerLate;
    const interaction = await alice.run(bot.account, 'patient');
    await eventually('the handler', () => isWaiting);
    await clock.advance(3_100);
    go();
    await eventually('the outcome', () => outcome !== undefined);
    expect(outcome).toBeInstanceOf(InteractionError);
    expect(outcome).toMatchObject({ ...TOO_LATE, ageMs: 3_100, cause: { discordCode: 10_062 } });
    expect(interaction.error).toBe('The application did not respond');
    for (const text of printed(outcome)) expect(text).not.toContain(interaction.token);
  });

  it('after 15 minutes: the person was told in time, and the author is told without a request', async () => {
    const clock = new ManualClock(Date.now());
    await open(clock);
    await using bot = await start([Tasks], { hub: { clock } });
    task = async (ctx) => {
      await ctx.defer();
      await answerLate(ctx);
    };
    const interaction = await alice.run(bot.account, 'run');
    await interaction.answered();
    await eventually('the handler', () => isWaiting);
    await clock.advance(14.5 * 60_000);
    const word = await interaction.followUp(1);
    expect([word.content, word.ephemeral]).toEqual(['Something went wrong.', true]);
    await clock.advance(31_000);
    const requests = (): number => discord.log.requests({ path: /callback|webhooks/ }).length;
    const before = requests();
    go();
    await eventually('the outcome', () => outcome !== undefined);
    expect(outcome).toMatchObject(TOO_LATE);
    expect(requests()).toBe(before);
  });

  it('after 15 minutes by the clock of Discord alone, which takes the token no more', async () => {
    const clock = new ManualClock(Date.now());
    await open(clock);
    await using bot = await start([Tasks]);
    task = async (ctx) => {
      await ctx.defer();
      await answerLate(ctx);
    };
    const interaction = await alice.run(bot.account, 'run');
    await interaction.answered();
    await eventually('the handler', () => isWaiting);
    await clock.advance(15 * 60_000);
    go();
    await eventually('the outcome', () => outcome !== undefined);
    expect(outcome).toMatchObject({ ...TOO_LATE, cause: { discordCode: 50_027 } });
    expect(interaction.error).toBe('The application did not respond');
  });
});

describe('several answers over the wire', () => {
  it('at once come in order, whatever is awaited', async () => {
    await open();
    await using bot = await start([Tasks]);
    task = async (ctx) => {
      await Promise.all(['one', 'two', 'three'].map((text) => ctx.reply(text)));
      return 'four';
    };
    const interaction = await alice.run(bot.account, 'run');
    expect((await interaction.followUp(3)).content).toBe('four');
    expect(interaction.message?.content).toBe('one');
    expect(interaction.followUps.map(({ content }) => content).sort()).toEqual(['four', 'three', 'two']);
  });

  it('a whisper after a public promise reaches one person, by whichever way it is said', async () => {
    await open();
    await using bot = await start([Tasks]);
    const whisper = { content: 'secret', flags: 64 } as const;
    const ways: ((ctx: AnyContext) => Promise<unknown>)[] = [
      (ctx) => ctx.refuse('secret'),
      (ctx) => ctx.followUp('secret', { ephemeral: true }),
      (ctx) => ctx.reply(whisper),
      async (ctx) => {
        await ctx.refuse('not yet');
        await ctx.edit('secret');
      },
    ];
    for (const way of ways) {
      task = async (ctx) => {
        await ctx.defer();
        await way(ctx);
      };
      const interaction = await alice.run(bot.account, 'run');
      const secret = await interaction.followUp(1);
      await discord.waitFor(() => secret.content === 'secret');
      expect([alice.sees(secret), bob.sees(secret)]).toEqual([true, false]);
      expect(interaction.message).toBeUndefined();
    }
    expect(logger.of('error')).toEqual([]);
  });

  it('an answer that Discord refuses after a promise becomes a word that something went wrong', async () => {
    await open();
    await using bot = await start([Tasks]);
    task = async (ctx) => {
      await ctx.defer({ ephemeral: true });
      return 'x'.repeat(2_001);
    };
    expect((await (await alice.run(bot.account, 'run')).reply()).content).toBe('Something went wrong.');
  });

  it.each([
    ['ten megabytes', () => 'x'.repeat(10_000_000)],
    [
      'an object that holds itself',
      () => {
        const self: Record<string, unknown> = { content: 'x', embeds: [] };
        (self.embeds as unknown[]).push(self);
        return self;
      },
    ],
    ['an empty object', () => ({})],
    ['a map', () => new Map([['content', 'x']])],
    ['an error', () => new Error('secret')],
    ['the context itself', (ctx: AnyContext) => ctx],
    ['the interaction itself', (ctx: AnyContext) => ctx.event],
    ['an object without a prototype', () => Object.assign(Object.create(null) as object, { content: 7 })],
    ['components that are none', () => ({ components: [null, 7, 'x'] })],
    ['bytes', () => Buffer.from('x')],
  ])('%s is no answer, and nobody sees any of it', async (_name, make) => {
    await open();
    await using bot = await start([Tasks]);
    task = (ctx) => make(ctx);
    const interaction = await alice.run(bot.account, 'run');
    expect((await interaction.reply()).content).toBe('Something went wrong.');
    for (const text of logger.lines.map((line) => line.text)) expect(text).not.toContain(interaction.token);
  });
});

describe('nobody is mentioned', () => {
  it.each([
    ['a returned text', (_ctx: AnyContext, text: string) => text],
    ['a refusal', (ctx: AnyContext, text: string) => ctx.refuse(text)],
    [
      'a promise that is kept',
      async (ctx: AnyContext, text: string) => {
        await ctx.defer();
        await ctx.edit(text);
      },
    ],
    [
      'an edit',
      async (ctx: AnyContext, text: string) => {
        await ctx.reply('x');
        await ctx.edit({ content: text });
      },
    ],
    [
      'a further message',
      async (ctx: AnyContext, text: string) => {
        await ctx.reply('x');
        await ctx.followUp(text);
      },
    ],
    [
      'an edit of it',
      async (ctx: AnyContext, text: string) => {
        await ctx.reply('x');
        const sent = await ctx.followUp('x');
        await ctx.editFollowUp(sent!.id, text);
      },
    ],
    [
      'text displays',
      (_ctx: AnyContext, text: string) => ({ flags: 32768, components: [{ type: 10, content: text }] }),
    ],
    ['nothing that is said of it', (_ctx: AnyContext, text: string) => ({ content: text, allowedMentions: null })],
    [
      'a stream',
      async function* (_ctx: AnyContext, text: string) {
        yield 'x';
        await pause(20);
        yield text;
      },
    ],
    [
      'a word of a @Catch method',
      (_ctx: AnyContext, text: string) => {
        throw new RangeError(text);
      },
    ],
  ])('by %s', async (_name, say) => {
    await open();
    const role = guild.createRole({ name: 'weavers', mentionable: true });
    @Handler()
    class Caught extends Tasks {
      @Catch(RangeError) caught(error: RangeError): string {
        return error.message;
      }
    }
    await using bot = await start([Caught]);
    task = (ctx, { text }) => say(ctx, text);
    const text = `@everyone @here <@${bob.id}> <@&${role.id}>`;
    const interaction = await alice.run(bot.account, 'run', { text });
    const all = () => [interaction.message, ...interaction.followUps].flatMap((each) => (each ? [each.payload] : []));
    await discord.waitFor(() => JSON.stringify(all()).includes('@here'));
    for (const payload of all()) {
      expect(payload).toMatchObject({ mention_everyone: false, mentions: [], mention_roles: [] });
    }
  });

  it('by a refusal of options, a click that is somebody else’s, and unless the author says so', async () => {
    class Choice {
      @StringOption('x', { choices: { '@everyone': 'a' } }) choice!: string;
    }
    @Handler()
    class More {
      @Slash('choose', 'x') choose(_ctx: SlashContext, _options: Choice): string {
        return '';
      }
      @Slash('wait', 'x') async wait(ctx: SlashContext): Promise<void> {
        await ctx.reply(message('x', row(button('go', 'go'))));
        await ctx.awaitComponent({ notYours: '@everyone', timeoutMs: 1_000 });
      }
      @Slash('ping', 'x') ping(_ctx: SlashContext) {
        return { content: `<@${bob.id}>`, allowedMentions: { users: [bob.id] } };
      }
    }
    await open();
    await using bot = await start([More]);
    const refused = await (await alice.run(bot.account, 'choose', { choice: 'b' }, { unchecked: true })).reply();
    expect(refused.content).toContain('@everyone');
    expect(refused.payload).toMatchObject({ mention_everyone: false, mentions: [] });
    const waiting = await (await alice.run(bot.account, 'wait')).reply();
    const turnedAway = await (await bob.click(waiting, 'go')).reply();
    expect(turnedAway.payload).toMatchObject({ content: '@everyone', mention_everyone: false });
    await alice.click(waiting, 'go');
    const pinged = await (await alice.run(bot.account, 'ping')).reply();
    expect(pinged.payload.mentions).toMatchObject([{ id: bob.id }]);
  });
});

describe('tokens', () => {
  it('are in no line, no error, and nothing that is printed', async () => {
    await open();
    const errors: unknown[] = [];
    @Handler()
    class Hearing extends Tasks {
      @Catch() hear(error: Error, ctx: AnyContext): void {
        errors.push(error);
        prints.push(...printed(error), ...printed(ctx), ...printed({ ctx, event: ctx.event }));
      }
    }
    prints = [];
    await using bot = await start([Hearing]);
    const tokens: string[] = [bot.account.token];
    const works: (typeof task)[] = [
      () => 'x'.repeat(3_000),
      (ctx) => ctx.editFollowUp('123', 'x'),
      async (ctx) => {
        await ctx.reply('x');
        await ctx.deleteReply();
        await ctx.edit('x');
      },
      async (ctx) => {
        await ctx.reply('x');
        await bot.group.client.interactions.reply(ctx.id, (ctx.event as InteractionCreateEvent).token, {
          type: InteractionResponseType.DeferredChannelMessageWithSource,
        });
      },
      () => {
        throw new Error('own');
      },
    ];
    for (const work of works) {
      task = work;
      const count = errors.length;
      tokens.push((await alice.run(bot.account, 'run')).token);
      await eventually('the failure', () => errors.length > count);
    }
    task = () => 'x';
    discord.faults.rest.respond({ path: /callback/, status: 500, body: {} });
    await bot.group.client.interactions
      .reply('1', 'some-token-of-somebody', { type: InteractionResponseType.DeferredMessageUpdate })
      .catch((error: unknown) => prints.push(...printed(error)));
    tokens.push('some-token-of-somebody');
    await alice.complete(bot.account, 'run', { text: 'x' }, 'text');
    const all = [...logger.lines.map(({ text }) => text), ...prints].join('\n');
    expect(prints.length).toBeGreaterThan(40);
    for (const token of tokens) expect(all).not.toContain(token);
  });
});

describe('forms and buttons that are used as they should not be', () => {
  it('a form that is sent twice is answered twice, and by whoever sends it', async () => {
    await open();
    await using bot = await start([Tasks]);
    const shown = await (await alice.run(bot.account, 'form')).modal();
    const first = await (await alice.submit(shown, { why: 'one' })).reply();
    const second = await (await bob.submit(shown, { why: 'two' }, { unchecked: true })).reply();
    expect([first.content, second.content]).toEqual(['alice: one', 'bob: two']);
  });
});

it('a bot whose handlers hang stops in its time, and says which', async () => {
  await open();
  const bot = await start([Tasks], { hub: { drainMs: 100 } });
  task = async (ctx) => {
    await ctx.defer();
    await new Promise(() => undefined);
  };
  const interaction = await alice.run(bot.account, 'run');
  await interaction.answered();
  const startedAt = performance.now();
  await bot.stop();
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(logger.of('warn').join()).toMatch(/Handlers did not finish in time.*interactions/s);
});

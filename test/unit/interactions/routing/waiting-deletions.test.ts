/** Waits whose message, channel or server is deleted: they end at once, as by their time, and only when nothing is left to act on. */
import { setImmediate as turn } from 'node:timers/promises';
import { Handler } from '../../../../src/di';
import {
  type AnyContext,
  Button,
  type ButtonContext,
  confirm,
  type FakeAnswers,
  message,
  button,
  paginate,
  row,
  Slash,
  type SlashContext,
} from '../../../../src/interactions';
import { GONE, click, command, GUILD, routed, type Routed, submission, texts } from './support';

const CHANNEL = '300000000000000001';

type Task = (ctx: AnyContext) => Promise<unknown>;
let task: Task;
let outcome: unknown;

@Handler()
class Waiting {
  @Slash('run', 'Runs a task', { defer: false }) async run(ctx: SlashContext): Promise<void> {
    await this.take(ctx);
  }
  @Button('run') async click(ctx: ButtonContext): Promise<void> {
    await this.take(ctx);
  }
  private async take(ctx: AnyContext): Promise<void> {
    try {
      outcome = { value: await task(ctx) };
    } catch (error) {
      outcome = error;
    }
  }
}

interface Begun {
  readonly raw: object;
  readonly answers: FakeAnswers;
  readonly done: Promise<void>;
}

async function run(bot: Routed, work: Task, raw: object = command('run')): Promise<Begun> {
  task = work;
  outcome = undefined;
  const sent = bot.send(raw);
  await turn();
  return { raw, ...sent };
}

/** Discord tells that something is gone. */
async function gone(bot: Routed, name: string, d: object | null): Promise<void> {
  bot.dispatcher.deliver({ op: 0, t: name, s: 1, d } as never, { id: 0 } as never);
  await turn();
}

const deleted = (bot: Routed, id: string, channelId = CHANNEL): Promise<void> =>
  gone(bot, 'MESSAGE_DELETE', { id, channel_id: channelId, guild_id: GUILD });

const TIMEOUT = { code: 'INTERACTION_WAIT_TIMEOUT', kind: 'gone' };

const ask: Task = async (ctx) => {
  await ctx.reply('Which?');
  return ctx.awaitComponent();
};

it.each(['/run', 'the button "run"'])(
  'the first answer to %s: Discord is asked once whether it is that',
  async (what) => {
    const bot = routed([Waiting]);
    // A click comes from a message of its own, which the components may hang on too.
    const isClick = what !== '/run';
    const { answers } = await run(bot, ask, isClick ? click('run') : command('run'));
    await deleted(bot, '555');
    expect(outcome).toBeUndefined();
    // It is the one with the id 1, and is not asked for again.
    answers.failure = GONE;
    await deleted(bot, '556');
    await deleted(bot, '1', '3');
    expect(outcome).toBeUndefined();
    await deleted(bot, '1');
    if (isClick) {
      expect(outcome).toBeUndefined();
      await deleted(bot, '77');
    }
    expect(outcome).toMatchObject({
      ...TIMEOUT,
      message: expect.stringContaining(`${what} any more: its message`) as string,
    });
    expect([answers.failure, bot.clock.pendingTimers, bot.dispatcher.wants('MESSAGE_DELETE')]).toEqual([
      GONE,
      0,
      false,
    ]);
  },
);

it('one that is gone when Discord is asked for it, or goes while it is, ends the wait', async () => {
  const bot = routed([Waiting]);
  const first = await run(bot, ask);
  first.answers.failure = GONE;
  await deleted(bot, '555');
  expect(outcome).toMatchObject(TIMEOUT);
  const second = await run(bot, ask);
  second.answers.hold();
  await deleted(bot, '555');
  await deleted(bot, '1');
  second.answers.release();
  await turn();
  expect(outcome).toMatchObject(TIMEOUT);
});

it('a wait ends with the last of the messages that it may hang on, those that were sent later among them', async () => {
  const bot = routed([Waiting]);
  await run(bot, async (ctx) => {
    await ctx.defer();
    await ctx.edit('1');
    await ctx.followUp('2');
    await ctx.followUp('3');
    return ctx.awaitComponent();
  });
  await gone(bot, 'MESSAGE_DELETE_BULK', { ids: ['3', '1', '9'], channel_id: CHANNEL });
  expect(outcome).toBeUndefined();
  await deleted(bot, '2');
  expect(outcome).toMatchObject(TIMEOUT);
});

it('what the bot deletes of its own answers ends no wait: it may send another', async () => {
  const bot = routed([Waiting]);
  const { answers } = await run(bot, async (ctx) => {
    await ctx.defer();
    await ctx.edit('1');
    const second = await ctx.followUp('2');
    const clicked = ctx.awaitComponent();
    await ctx.deleteReply();
    await ctx.deleteFollowUp(second?.id as string);
    return clicked;
  });
  await deleted(bot, '1');
  await deleted(bot, '2');
  expect([outcome, texts(answers)]).toEqual([
    undefined,
    ['defer: -', 'edit: 1', 'follow-up: 2', 'delete: -', 'delete-follow-up: -'],
  ]);
});

it('nobody asks about an answer that one person sees, and a wait without an answer ends by nothing', async () => {
  const bot = routed([Waiting]);
  const { answers } = await run(bot, async (ctx) => {
    await ctx.refuse('Which?');
    return ctx.awaitComponent();
  });
  answers.failure = GONE;
  await deleted(bot, '1');
  const other = await run(bot, (ctx) => ctx.awaitComponent());
  other.answers.failure = GONE;
  await deleted(bot, '1');
  expect([outcome, answers.failure, other.answers.failure]).toEqual([undefined, GONE, GONE]);
});

it('of a click: a wait for other ids than its message has hangs on the answer alone', async () => {
  const bot = routed([Waiting]);
  const source = {
    id: '77',
    channel_id: CHANNEL,
    components: [{ type: 1, components: [{ type: 2, custom_id: 'go' }] }],
  };
  const waitFor =
    (id: string): Task =>
    async (ctx) => {
      await ctx.reply(message('Which?', row(button('Further', 'further'))));
      return ctx.awaitComponent({ customIds: [id] });
    };
  await run(bot, waitFor('further'), click('run', { message: source }));
  await deleted(bot, '77');
  expect(outcome).toBeUndefined();
  await deleted(bot, '1');
  expect(outcome).toMatchObject(TIMEOUT);
  await run(bot, waitFor('go'), click('run', { message: source }));
  await deleted(bot, '1');
  expect(outcome).toBeUndefined();
  await deleted(bot, '77');
  expect(outcome).toMatchObject(TIMEOUT);
});

it('a question is undecided, pages and loops end, and a form that is open stays', async () => {
  const bot = routed([Waiting]);
  const question = await run(bot, (ctx) => confirm(ctx, 'Sure?', { ephemeral: false }));
  question.answers.failure = GONE;
  await deleted(bot, '1');
  expect([outcome, texts(question.answers)]).toEqual([{ value: undefined }, ['reply: Sure?']]);
  const pages = await run(bot, (ctx) => paginate(ctx, ['one', 'two']));
  pages.answers.failure = GONE;
  await deleted(bot, '1');
  expect(outcome).toEqual({ value: undefined });
  const loop = await run(bot, async (ctx) => {
    await ctx.reply('Which?');
    const clicks: string[] = [];
    for await (const { customId } of ctx.components()) clicks.push(customId);
    return clicks;
  });
  const { id } = loop.raw as { id: string };
  bot.send(click('go', { message: { id: '1', channel_id: CHANNEL, interaction_metadata: { id } } }));
  await turn();
  await deleted(bot, '1');
  expect(outcome).toEqual({ value: ['go'] });
  await run(bot, (ctx) => ctx.awaitForm('form').then(({ customId }) => customId), click('run'));
  await deleted(bot, '77', '3');
  await deleted(bot, '77');
  bot.send(submission('form', []));
  await turn();
  expect(outcome).toEqual({ value: 'form' });
  await bot.clock.advance(2_000);
  expect(bot.clock.pendingTimers).toBe(0);
});

it.each([
  ['CHANNEL_DELETE', { id: CHANNEL }, 'channel'],
  ['CHANNEL_DELETE', { id: '8' }, 'channel'],
  ['THREAD_DELETE', { id: CHANNEL }, 'thread'],
  ['GUILD_DELETE', { id: GUILD }, 'server'],
])('%s %j ends what waits there, forms among it', async (name, payload, what) => {
  const bot = routed([Waiting]);
  const raw = () => command('run', [], { channel: { id: CHANNEL, parent_id: '8' } });
  const works: Task[] = [ask, (ctx) => ctx.awaitForm('form'), (ctx) => confirm(ctx, 'Sure?')];
  const outcomes: unknown[] = [];
  for (const work of works) {
    void run(
      bot,
      (ctx) =>
        work(ctx).then(
          (value) => outcomes.push(value),
          (error: unknown) => outcomes.push(error),
        ),
      raw(),
    );
    await turn();
  }
  await gone(bot, name, { id: '999' });
  await gone(bot, 'GUILD_DELETE', { id: GUILD, unavailable: true });
  expect(outcomes).toEqual([]);
  await gone(bot, name, payload);
  const error = { ...TIMEOUT, message: expect.stringContaining(`its ${what} was deleted`) as string };
  expect(outcomes).toEqual([expect.objectContaining(error), expect.objectContaining(error), undefined]);
  expect([bot.clock.pendingTimers, bot.dispatcher.wants(name)]).toEqual([0, false]);
});

it('events that make no sense harm nobody', async () => {
  const bot = routed([Waiting]);
  await run(bot, ask);
  for (const name of ['MESSAGE_DELETE', 'MESSAGE_DELETE_BULK', 'CHANNEL_DELETE', 'THREAD_DELETE', 'GUILD_DELETE']) {
    for (const payload of [{}, { id: null }, { ids: 5, channel_id: CHANNEL }, { id: 5, channel_id: [] }, null]) {
      await gone(bot, name, payload);
    }
  }
  expect([outcome, bot.logger.at('error')]).toEqual([undefined, []]);
});

/** Clicks that are waited for: by strangers, by two at once, too late, and after the end. Nothing is left behind. */
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Handler } from '../../../../src/di';
import {
  type AnyContext,
  Button,
  type ButtonContext,
  type ClickContext,
  confirm,
  type FakeAnswers,
  paginate,
  Slash,
  type SlashContext,
} from '../../../../src/interactions';
import { GONE, BOB, by, click, command, routed, type Routed, submission, texts } from './support';

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
      outcome = await task(ctx);
    } catch (error) {
      outcome = error;
      throw error;
    }
  }
}

/** A click on the answer to an interaction. */
function clickOn(of: object, customId: string, fields: object = {}): object {
  const { id } = of as { id: string };
  return click(customId, { message: { id: '5', channel_id: '3', interaction_metadata: { id } }, ...fields });
}

async function run(
  bot: Routed,
  work: Task,
  raw: object = command('run'),
): Promise<{ raw: object; answers: FakeAnswers; done: Promise<void> }> {
  task = work;
  outcome = undefined;
  const sent = bot.send(raw);
  await turn();
  return { raw, ...sent };
}

async function handled(bot: Routed, raw: object): Promise<string[]> {
  const { answers, done } = bot.send(raw);
  await done;
  await turn();
  return texts(answers);
}

it('two who wait on one message each get their own clicks, and others are turned away once', async () => {
  const bot = routed([Waiting]);
  const clicks: string[] = [];
  const wait: Task = async (ctx) => {
    const { userId } = await ctx.awaitComponent({ customIds: ['go'] });
    clicks.push(`${ctx.userId === userId ? 'own' : 'foreign'} ${userId}`);
  };
  const first = await run(bot, wait, click('run'));
  const second = await run(bot, wait, click('run', by(BOB)));
  expect(await handled(bot, click('go', by('999')))).toEqual(['reply: This is for somebody else.']);
  await handled(bot, click('go', by(BOB)));
  expect(clicks).toEqual([`own ${BOB}`]);
  await handled(bot, click('go'));
  await Promise.all([first.done, second.done]);
  expect(clicks).toHaveLength(2);
});

it.each(['filter', 'who'] as const)('a check (%s) that throws ends its own wait, and nobody else’s', async (check) => {
  const bot = routed([Waiting]);
  const other = await run(bot, (ctx) => ctx.awaitComponent({ customIds: ['other'] }));
  const broken = await run(bot, (ctx) =>
    ctx.awaitComponent({
      customIds: ['go'],
      [check]: () => {
        throw new Error('broken check');
      },
    }),
  );
  const { answers } = bot.send(clickOn(broken.raw, 'go'));
  await broken.done;
  expect(outcome).toMatchObject({ message: 'broken check' });
  expect(bot.logger.at('error')).toEqual([]);
  await bot.clock.advance(2_000);
  expect(texts(answers)).toEqual(['defer-update: -']);
  await handled(bot, clickOn(other.raw, 'other'));
  await other.done;
});

it('a click after the time is nobody’s, although the loop that waited is still busy', async () => {
  const bot = routed([Waiting]);
  let go: () => void = () => undefined;
  const { raw, done } = await run(bot, async (ctx) => {
    const clicks: string[] = [];
    for await (const { customId } of ctx.components({ timeoutMs: 1_000 })) {
      clicks.push(customId);
      await new Promise<void>((resolve) => (go = resolve));
    }
    return clicks;
  });
  await handled(bot, clickOn(raw, 'one'));
  await bot.clock.advance(3_000);
  await handled(bot, clickOn(raw, 'two'));
  expect(bot.logger.at('debug')).toEqual(['no handler of this group answers the button "two"']);
  go();
  await done;
  expect(outcome).toEqual(['one']);
  expect(bot.clock.pendingTimers).toBe(0);
});

it('a question whose message was dismissed is undecided, and one that was answered is decided', async () => {
  const bot = routed([Waiting]);
  const { answers, done } = await run(bot, (ctx) => confirm(ctx, 'Sure?', { timeoutMs: 1_000 }));
  answers.failure = GONE;
  await bot.clock.advance(1_000);
  await done;
  expect(outcome).toBeUndefined();
  expect(bot.errors.failures).toEqual([]);
});

it('a question of a bot that stops ends by that, and not by what the stop makes of its buttons', async () => {
  const bot = routed([Waiting]);
  const { answers, done } = await run(bot, (ctx) => confirm(ctx, 'Sure?'));
  answers.failure = GONE;
  bot.router.close();
  await done;
  expect(outcome).toMatchObject({ code: 'INTERACTION_WAIT_ENDED' });
  await expect(run(bot, (ctx) => ctx.awaitComponent()).then((sent) => sent.done)).resolves.toBeUndefined();
  expect(outcome).toMatchObject({ code: 'INTERACTION_WAIT_ENDED', kind: 'stop' });
  expect(bot.clock.pendingTimers).toBe(0);
});

it('a method that ends by the stop of its bot has not failed', async () => {
  const bot = routed([Waiting]);
  const { done } = await run(bot, async (ctx) => {
    await ctx.reply('Which?');
    throw await ctx.awaitComponent().catch((error: unknown) => error);
  });
  bot.dispatcher.endWaiting();
  bot.router.close();
  await done;
  expect(bot.errors.failures).toEqual([]);
});

it('pages whose message is gone end without a failure; later clicks on them are nobody’s', async () => {
  const bot = routed([Waiting]);
  const { raw, answers, done } = await run(bot, (ctx) => paginate(ctx, ['one', 'two'], { timeoutMs: 1_000 }));
  const { id } = raw as { id: string };
  expect(await handled(bot, clickOn(raw, `page-next-${id}`, by(BOB)))).toEqual(['reply: This is for somebody else.']);
  answers.failure = GONE;
  await bot.clock.advance(1_000);
  await done;
  expect(bot.errors.failures).toEqual([]);
  expect(await handled(bot, clickOn(raw, `page-next-${id}`))).toEqual([]);
});

it('pages that were turned lose their buttons by the last click, which can be answered for longer', async () => {
  const bot = routed([Waiting]);
  const { raw, answers, done } = await run(bot, (ctx) => paginate(ctx, ['one', 'two'], { timeoutMs: 800_000 }));
  const { id } = raw as { id: string };
  await bot.clock.advance(700_000);
  const last = bot.send(clickOn(raw, `page-next-${id}`));
  await turn();
  await bot.clock.advance(800_000);
  await done;
  expect([texts(answers), texts(last.answers)]).toEqual([['reply: one'], ['update: two', 'edit: -']]);
  expect(bot.errors.failures).toEqual([]);
});

it('a form that is awaited counts from who acted only, and once', async () => {
  const bot = routed([Waiting]);
  const { done } = await run(bot, (ctx) => ctx.awaitForm('form', { timeoutMs: 1_000 }));
  expect(await handled(bot, submission('form', [], by(BOB)))).toEqual([]);
  await handled(bot, submission('form', []));
  await done;
  expect((outcome as ClickContext).userId).not.toBe(BOB);
  await handled(bot, submission('form', []));
  expect(bot.logger.at('debug')).toHaveLength(2);
});

it('10,000 interactions of every outcome leave nothing behind', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const bot = routed([Waiting]);
  const remembered: WeakRef<object>[] = [];
  const works: Task[] = [
    (ctx) => ctx.reply('x'),
    () => Promise.reject(new Error('no')),
    (ctx) => ctx.awaitComponent({ timeoutMs: 50 }),
    (ctx) => confirm(ctx, 'Sure?', { timeoutMs: 50 }),
    (ctx) => paginate(ctx, ['one', 'two'], { timeoutMs: 50 }),
    (ctx) => ctx.awaitForm('form', { timeoutMs: 50 }),
    (ctx) => ctx.awaitComponent({ signal: AbortSignal.abort() }),
  ];
  for (let i = 0; i < 10_000; i += 1) {
    const work = works[i % works.length] as Task;
    task = (ctx) => {
      if (i % 100 === 0) remembered.push(new WeakRef(ctx));
      return work(ctx);
    };
    const { done } = bot.send(i % 2 === 0 ? command('run') : click('run'));
    if (i % 1_000 === 999) await bot.clock.advance(60);
    else if (i % 10 === 0) await turn();
    void done;
  }
  await bot.clock.advance(10_000);
  outcome = undefined;
  task = () => Promise.resolve();
  bot.errors.failures.length = 0;
  bot.logger.lines.length = 0;
  expect(bot.clock.pendingTimers).toBe(0);
  await turn();
  gc();
  expect(remembered).toHaveLength(100);
  // The last few may still be on a stack.
  expect(remembered.filter((ref) => ref.deref() !== undefined).length).toBeLessThan(3);
});

describe('a handler that waits for people', () => {
  /** As the gateway brings it: the dispatcher counts who runs. */
  function deliver({ dispatcher }: Routed, raw: object): void {
    dispatcher.deliver({ op: 0, t: 'INTERACTION_CREATE', s: 1, d: raw }, { id: 0 } as never);
  }

  it('is no handler that hangs, however long they take', async () => {
    const bot = routed([Waiting]);
    task = (ctx) => paginate(ctx, ['one', 'two', 'three']);
    const raw = command('run');
    deliver(bot, raw);
    await turn();
    await bot.clock.advance(119_000);
    deliver(bot, clickOn(raw, `page-next-${(raw as { id: string }).id}`));
    await bot.clock.advance(119_000);
    expect(bot.dispatcher.health()).toMatchObject({ running: 0, waiting: 1, stalled: 0 });
    await bot.clock.advance(1_000);
    expect(bot.dispatcher.health()).toMatchObject({ running: 0, waiting: 0, stalled: 0 });
    expect(bot.logger.at('warn')).toEqual([]);
  });

  it('hears them although as many wait as may run', async () => {
    const bot = routed([Waiting], {}, { maxInFlight: 1 });
    task = (ctx) => ctx.awaitComponent();
    const raw = command('run');
    deliver(bot, raw);
    await turn();
    deliver(bot, clickOn(raw, 'go'));
    await turn();
    expect(outcome).toMatchObject({ customId: 'go' });
  });

  it('waits on, for the answer to a click, and hangs only by what it does itself', async () => {
    const bot = routed([Waiting], {}, { stallAfterMs: 10_000 });
    let working = Promise.resolve();
    task = async (ctx) => {
      const first = await ctx.awaitComponent();
      await first.awaitForm('form');
      await working;
    };
    const raw = command('run');
    deliver(bot, raw);
    await turn();
    deliver(bot, clickOn(raw, 'go'));
    await bot.clock.advance(50_000);
    expect(bot.dispatcher.health()).toMatchObject({ waiting: 1, stalled: 0 });
    working = new Promise(() => undefined);
    deliver(bot, submission('form', []));
    await bot.clock.advance(10_000);
    expect(bot.dispatcher.health()).toMatchObject({ waiting: 0, stalled: 1 });
  });
});

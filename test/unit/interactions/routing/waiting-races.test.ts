/** Waits that run into each other: an older form beside a newer one, a click before the answer is known, pages of different kinds. */
import { setImmediate as turn } from 'node:timers/promises';
import { Handler } from '../../../../src/di';
import {
  type AnyContext,
  Button,
  type ButtonContext,
  confirm,
  container,
  type FakeAnswers,
  message,
  paginate,
  type Reply,
  Slash,
  type SlashContext,
} from '../../../../src/interactions';
import { click, command, routed, type Routed, submission, texts } from './support';

type Task = (ctx: AnyContext) => Promise<unknown>;
let task: Task;

@Handler()
class Waiting {
  @Slash('run', 'Runs a task', { defer: false }) async run(ctx: SlashContext): Promise<void> {
    // What is held back or fails is said before.
    await Promise.resolve();
    await task(ctx);
  }
  @Button('go') go(_ctx: ButtonContext): string {
    return 'somebody else’s';
  }
}

interface Sent {
  readonly id: string;
  readonly answers: FakeAnswers;
  readonly done: Promise<void>;
}

async function run(bot: Routed, work: Task): Promise<Sent> {
  task = work;
  const raw = command('run');
  const sent = bot.send(raw);
  await turn();
  return { ...sent, id: (raw as Sent).id };
}

function clickOn({ id }: Sent, customId: string): object {
  return click(customId, { message: { id: '5', channel_id: '3', interaction_metadata: { id } } });
}

it('a form that is opened a second time is heard by the second wait: the first was dismissed', async () => {
  const bot = routed([Waiting]);
  const heard: string[] = [];
  const wait =
    (whom: string): Task =>
    async (ctx) => {
      const form = await ctx.awaitForm('warn', { timeoutMs: 60_000 });
      heard.push(whom);
      await form.reply(`warned ${whom}`);
    };
  const first = await run(bot, wait('alice'));
  const second = await run(bot, wait('bob'));
  const { answers } = bot.send(submission('warn', []));
  await second.done;
  expect(heard).toEqual(['bob']);
  expect(texts(answers)).toEqual(['reply: warned bob']);
  await bot.clock.advance(60_000);
  await first.done;
  expect(bot.clock.pendingTimers).toBe(0);
});

it('a question is decided by a click that comes before Discord has told of its message', async () => {
  const bot = routed([Waiting]);
  let decided: boolean | undefined;
  task = async (ctx) => {
    decided = await confirm(ctx, 'Sure?');
  };
  const raw = command('run');
  const sent = { ...bot.send(raw), id: (raw as Sent).id };
  sent.answers.hold();
  await turn();
  const { answers } = bot.send(clickOn(sent, `yes-${sent.id}`));
  await turn();
  sent.answers.release();
  await sent.done;
  expect(decided).toBe(true);
  expect(texts(answers)).toEqual(['update: -']);
});

it('a question that could not be asked fails, and nobody goes on waiting for its answer', async () => {
  const bot = routed([Waiting]);
  task = (ctx) => confirm(ctx, 'Sure?');
  const sent = bot.send(command('run'));
  sent.answers.failure = new Error('refused');
  await sent.done;
  await turn();
  expect(bot.errors.failures).toMatchObject([{ error: { message: 'refused' } }]);
  expect(bot.clock.pendingTimers).toBe(0);
});

it('a page is turned by a click that comes before Discord has told of its message', async () => {
  const bot = routed([Waiting]);
  task = (ctx) => paginate(ctx, ['one', 'two'], { timeoutMs: 1_000 });
  const raw = command('run');
  const sent = { ...bot.send(raw), id: (raw as Sent).id };
  sent.answers.hold();
  await turn();
  const { answers } = bot.send(clickOn(sent, `page-next-${sent.id}`));
  await turn();
  sent.answers.release();
  await turn();
  expect(texts(answers)).toEqual(['update: two']);
  await bot.clock.advance(2_000);
  await sent.done;
});

it('pages that could not be shown fail, and nobody goes on waiting for clicks on them', async () => {
  const bot = routed([Waiting]);
  task = (ctx) => paginate(ctx, ['one', 'two']);
  const sent = bot.send(command('run'));
  sent.answers.failure = new Error('refused');
  await sent.done;
  await turn();
  expect(bot.errors.failures).toMatchObject([{ error: { message: 'refused' } }]);
  expect(bot.clock.pendingTimers).toBe(0);
});

async function turned(pages: readonly Reply[]): Promise<object> {
  const bot = routed([Waiting]);
  const sent = await run(bot, (ctx) => paginate(ctx, pages, { timeoutMs: 1_000 }));
  const { answers } = bot.send(clickOn(sent, `page-next-${sent.id}`));
  await turn();
  await bot.clock.advance(2_000);
  await sent.done;
  expect(bot.errors.failures).toEqual([]);
  const [first] = answers.said as unknown as { body: { data: object } }[];
  return first?.body.data ?? {};
}

describe('a page leaves nothing of the one before it', () => {
  const picture = { embeds: [{ title: 'one' }] };

  it('no embeds behind a text', async () => {
    expect(await turned([picture, 'two'])).toMatchObject({ content: 'two', embeds: [] });
  });

  it('no text above embeds', async () => {
    expect(await turned(['one', picture])).toMatchObject({ content: '', embeds: picture.embeds });
  });

  it('no files, unless it names those to keep', async () => {
    expect(await turned(['one', 'two'])).toMatchObject({ attachments: [] });
    expect(await turned(['one', { content: 'two', attachments: [{ id: '1' }] }])).toMatchObject({
      attachments: [{ id: '1' }],
    });
  });

  it('and names no text and embeds where components alone lay it out', async () => {
    const body = await turned([message(container('one')), message(container('two'))]);
    expect('content' in body || 'embeds' in body).toBe(false);
  });
});

it('clicks beyond the most that were asked for are somebody else’s, although the loop is still busy', async () => {
  const bot = routed([Waiting]);
  let go: () => void = () => undefined;
  const clicks: string[] = [];
  const sent = await run(bot, async (ctx) => {
    for await (const each of ctx.components({ max: 1 })) {
      clicks.push(each.customId);
      await new Promise<void>((resolve) => (go = resolve));
    }
  });
  bot.send(clickOn(sent, 'go'));
  await turn();
  const { answers } = bot.send(clickOn(sent, 'go'));
  await turn();
  expect(texts(answers)).toEqual(['update: somebody else’s']);
  go();
  await sent.done;
  expect(clicks).toEqual(['go']);
});

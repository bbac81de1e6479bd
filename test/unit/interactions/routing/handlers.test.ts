/** Handlers that hang, fail, or answer with what is no answer: who acted hears of it, and nothing is left behind. */
import { setImmediate as turn } from 'node:timers/promises';
import { Catch, Handler } from '../../../../src/di';
import {
  type FakeAnswers,
  type AnyContext,
  Button,
  type ButtonContext,
  Slash,
  type SlashContext,
} from '../../../../src/interactions';
import { MessageFlags } from 'discord-api-types/v10';
import { RestError } from '../../../../src/rest';
import { click, command, routed, texts } from './support';

const never = (): Promise<never> => new Promise(() => undefined);

function refused(discordCode = 50_035): RestError {
  return new RestError({
    code: 'REST_HTTP',
    kind: 'http',
    message: 'refused',
    status: 400,
    discordCode,
    request: 'X',
  } as never);
}

function flagsOf(answers: FakeAnswers, index: number): number {
  const said = answers.said[index];
  const body = said && 'body' in said ? (said.body as { flags?: number; data?: { flags?: number } }) : {};
  return body.data?.flags ?? body.flags ?? 0;
}

let unhandled: unknown[];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  unhandled = [];
  process.on('unhandledRejection', onUnhandled);
});
afterEach(async () => {
  await turn();
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

describe('a handler that hangs', () => {
  @Handler()
  class Hanging {
    @Slash('hang', 'Hangs') hang(_ctx: SlashContext): Promise<string> {
      return never();
    }
    @Slash('whisper', 'Hangs', { ephemeral: true }) whisper(_ctx: SlashContext): Promise<string> {
      return never();
    }
    @Slash('stream', 'Takes its time') async *stream(_ctx: SlashContext): AsyncGenerator<string> {
      await new Promise<void>((resolve) => (go = resolve));
      yield 'late';
    }
    @Slash('fail', 'Fails') fail(_ctx: SlashContext): void {
      throw new RangeError('no');
    }
    @Catch(RangeError) hear(_error: RangeError, _ctx: AnyContext): Promise<void> {
      return never();
    }
    @Button('hang') click(_ctx: ButtonContext): Promise<string> {
      return never();
    }
    @Slash('form', 'Might have shown a form', { modal: true }) async form(ctx: SlashContext): Promise<string> {
      await ctx.defer();
      return never();
    }
    @Slash('own', 'Defers itself', { defer: false }) async own(ctx: SlashContext): Promise<string> {
      await ctx.defer();
      return never();
    }
  }
  let go: () => void = () => undefined;

  it('is deferred, and its promise is ended by a word before nothing can be said any more', async () => {
    const { send, clock, logger } = routed([Hanging]);
    const { answers } = send(command('hang'));
    await clock.advance(1_999);
    expect(texts(answers)).toEqual([]);
    await clock.advance(1);
    expect(texts(answers)).toEqual(['defer: -']);
    await clock.advance(15 * 60_000);
    expect(texts(answers)).toEqual(['defer: -', 'delete: -', 'follow-up: Something went wrong.']);
    expect(flagsOf(answers, 2)).toBe(MessageFlags.Ephemeral);
    expect(logger.at('warn')).toEqual([expect.stringContaining('Hanging.hang has not answered /hang in time')]);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each(['form', 'own'])('after a promise of its own is ended by a word as well (%s)', async (name) => {
    const { send, clock } = routed([Hanging]);
    const { answers } = send(command(name));
    await clock.advance(15 * 60_000);
    expect(texts(answers)).toEqual(['defer: -', 'delete: -', 'follow-up: Something went wrong.']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('whose promise was a whisper is ended by a whisper in its place', async () => {
    const { send, clock } = routed([Hanging]);
    const { answers } = send(command('whisper'));
    await clock.advance(15 * 60_000);
    expect(texts(answers)).toEqual(['defer: -', 'edit: Something went wrong.']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('of a click is acknowledged, and nobody was promised a word', async () => {
    const { send, clock } = routed([Hanging]);
    const { answers } = send(click('hang'));
    await clock.advance(15 * 60_000);
    expect(texts(answers)).toEqual(['defer-update: -']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('while its stream thinks is deferred as well', async () => {
    const { send, clock } = routed([Hanging]);
    const { answers, done } = send(command('stream'));
    await clock.advance(2_000);
    expect(texts(answers)).toEqual(['defer: -']);
    await clock.advance(5_000);
    go();
    await done;
    expect(texts(answers)).toEqual(['defer: -', 'edit: late']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('in its @Catch method is deferred as well', async () => {
    const { send, clock } = routed([Hanging]);
    const { answers } = send(command('fail'));
    await clock.advance(2_000);
    expect(texts(answers)).toEqual(['defer: -']);
    await clock.advance(15 * 60_000);
    expect(texts(answers).at(-1)).toBe('follow-up: Something went wrong.');
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a handler that fails', () => {
  const circular: Record<string, unknown> = { content: 'x' };
  circular.self = circular;

  @Handler()
  class Failing {
    @Slash('after', 'Fails after its answer') async after(ctx: SlashContext): Promise<void> {
      await ctx.reply('done');
      throw new Error('secret');
    }
    @Slash('slow', 'Fails late') async slow(_ctx: SlashContext): Promise<void> {
      await new Promise<void>((resolve) => (go = resolve));
      throw new Error('secret');
    }
    @Slash('long', 'Answers late') async long(_ctx: SlashContext): Promise<string> {
      await new Promise<void>((resolve) => (go = resolve));
      return 'too long';
    }
    @Slash('midway', 'Fails midway') async *midway(_ctx: SlashContext): AsyncGenerator<string> {
      yield 'one';
      await turn();
      throw new Error('secret');
    }
    @Button('slow') async click(_ctx: ButtonContext): Promise<void> {
      await new Promise<void>((resolve) => (go = resolve));
      throw new Error('secret');
    }
    @Slash('throw', 'Throws what is given') async throw(_ctx: SlashContext): Promise<void> {
      await turn();
      throw thrown;
    }
  }
  let go: () => void = () => undefined;
  let thrown: unknown;

  it('after it has answered says no more', async () => {
    const { send, errors } = routed([Failing]);
    const { answers, done } = send(command('after'));
    await done;
    expect(texts(answers)).toEqual(['reply: done']);
    expect(errors.failures.map(({ error }) => error.message)).toEqual(['secret']);
  });

  it.each(
    [undefined, null, 'text', 7, Symbol('s'), {}, Object.create(null), () => 1, circular].map((value) => [value]),
  )('with %p is answered for like any other', async (value) => {
    thrown = value;
    const { send, errors } = routed([Failing]);
    const { answers, done } = send(command('throw'));
    await done;
    expect(texts(answers)).toEqual(['reply: Something went wrong.']);
    expect(errors.failures).toHaveLength(1);
    expect(errors.failures[0]!.error).toBeInstanceOf(Error);
  });

  it('after its click was acknowledged by itself tells who clicked', async () => {
    const { send, clock } = routed([Failing]);
    const { answers, done } = send(click('slow'));
    await clock.advance(2_000);
    go();
    await done;
    expect(texts(answers)).toEqual(['defer-update: -', 'follow-up: Something went wrong.']);
    expect(flagsOf(answers, 1)).toBe(MessageFlags.Ephemeral);
  });

  it('because Discord refuses its late answer does not leave the promise standing', async () => {
    const { send, clock, errors } = routed([Failing]);
    const { answers, done } = send(command('long'));
    await clock.advance(2_000);
    answers.failure = refused();
    go();
    await done;
    expect(texts(answers)).toEqual(['defer: -', 'edit: too long', 'delete: -', 'follow-up: Something went wrong.']);
    expect(errors.failures).toHaveLength(1);
  });

  it('in the middle of a stream leaves what came before', async () => {
    const { send, errors } = routed([Failing]);
    const { answers, done } = send(command('midway'));
    await done;
    expect(texts(answers)).toEqual(['reply: one']);
    expect(errors.failures).toHaveLength(1);
  });

  it('in the middle of a stream whose first text was not taken either is answered for', async () => {
    const { send } = routed([Failing]);
    const { answers, done } = send(command('midway'));
    answers.failure = refused();
    await done;
    expect(texts(answers)).toEqual(['reply: one', 'reply: Something went wrong.']);
  });
});

describe('an answer that is none', () => {
  let answer: unknown;
  @Handler()
  class Odd {
    @Slash('odd', 'Answers oddly') odd(_ctx: SlashContext): unknown {
      return answer;
    }
  }

  it.each([
    ['a number', 7],
    ['true', true],
    ['a big number', 7n],
    ['a symbol', Symbol('x')],
    ['a function', () => 'x'],
    ['a list', ['x']],
    ['a promise of a list', Promise.resolve(Promise.resolve(['x']))],
    [
      'a stream of numbers',
      (async function* () {
        yield 7;
      })(),
    ],
    [
      'an object whose fields throw',
      {
        get form(): never {
          throw new Error('no');
        },
      },
    ],
    [
      'an object whose iterator throws',
      {
        [Symbol.asyncIterator]: () => {
          throw new Error('no');
        },
      },
    ],
    [
      'a thenable that throws',
      {
        then: () => {
          throw new Error('no');
        },
      },
    ],
    [
      'a thenable that rejects',
      {
        then: (_: unknown, no: (error: unknown) => void) => {
          no(new Error('no'));
        },
      },
    ],
  ])('%s is told to the author as that, and to who asked as a failure', async (_name, value) => {
    answer = value;
    const { send, errors } = routed([Odd]);
    const { answers, done } = send(command('odd'));
    await done;
    expect(texts(answers)).toEqual(['reply: Something went wrong.']);
    expect(errors.failures).toHaveLength(1);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a stream that ends at once', (async function* () {})()],
  ])('%s is told to the author, and leaves it to Discord', async (_name, value) => {
    answer = value;
    const { send, logger } = routed([Odd]);
    const { answers, done } = send(command('odd'));
    await done;
    expect(texts(answers)).toEqual([]);
    expect(logger.at('warn')).toEqual([expect.stringContaining('Odd.odd answered nothing to /odd')]);
  });
});

describe('several answers', () => {
  @Handler()
  class Several {
    @Slash('both', 'Answers twice at once') async both(ctx: SlashContext): Promise<string> {
      await Promise.all([ctx.reply('one'), ctx.reply('two'), ctx.defer().catch(() => undefined)]);
      return 'three';
    }
    @Slash('then-stream', 'Streams after a reply') async *thenStream(ctx: SlashContext): AsyncGenerator<string> {
      await ctx.reply('one');
      yield 'a';
      await turn();
      yield 'b';
    }
    @Slash('whisper', 'Edits first', { ephemeral: true }) async whisper(ctx: SlashContext): Promise<void> {
      await ctx.edit('secret');
    }
    @Slash('taken-back', 'Takes its promise back') async takenBack(ctx: SlashContext): Promise<void> {
      await ctx.defer();
      await ctx.deleteReply();
    }
    @Button('race') async race(ctx: ButtonContext): Promise<string> {
      const outcomes = await Promise.allSettled([ctx.reply('one'), ctx.update('two'), ctx.update('three')]);
      return outcomes.map(({ status }) => status).join();
    }
    @Button('promise') async promise(ctx: ButtonContext): Promise<string> {
      await ctx.defer();
      return 'kept';
    }
    @Button('broken-promise') async brokenPromise(ctx: ButtonContext): Promise<void> {
      await ctx.defer();
    }
    @Slash('late', 'Goes on for ever') async *late(_ctx: SlashContext): AsyncGenerator<string> {
      try {
        for (;;) {
          yield 'more';
          await new Promise<void>((resolve) => (go = resolve));
        }
      } finally {
        hasEnded = true;
      }
    }
  }
  let go: () => void = () => undefined;
  let hasEnded = false;

  it('at once are one reply and further messages, in order', async () => {
    const { send } = routed([Several]);
    const { answers, done } = send(command('both'));
    await done;
    expect(texts(answers)).toEqual(['reply: one', 'follow-up: two', 'follow-up: three']);
  });

  it('of a click: what raced the reply in vain is told, and the returned one still comes', async () => {
    const { send } = routed([Several]);
    const { answers, done } = send(click('race'));
    await done;
    expect(texts(answers)).toEqual(['reply: one', 'follow-up: fulfilled,rejected,rejected']);
  });

  it('a stream after a reply grows in a message of its own', async () => {
    const { send } = routed([Several]);
    const { answers, done } = send(command('then-stream'));
    await done;
    expect(texts(answers)).toEqual(['reply: one', 'follow-up: a', 'edit-follow-up: b']);
  });

  it('an edit that comes first is a whisper where the decorator says so', async () => {
    const { send } = routed([Several]);
    const { answers, done } = send(command('whisper'));
    await done;
    expect(texts(answers)).toEqual(['reply: secret']);
    expect(flagsOf(answers, 0)).toBe(MessageFlags.Ephemeral);
  });

  it('a promise that was taken back is not taken back again', async () => {
    const { send, logger } = routed([Several]);
    const { answers, done } = send(command('taken-back'));
    await done;
    expect(texts(answers)).toEqual(['defer: -', 'delete: -']);
    expect(logger.at('warn')).toEqual([]);
  });

  it('a reply that a click promised is what its method returns', async () => {
    const { send, errors } = routed([Several]);
    const { answers, done } = send(click('promise'));
    await done;
    expect(texts(answers)).toEqual(['defer: -', 'edit: kept']);
    expect(errors.failures).toEqual([]);
  });

  it('a reply that a click promised and did not give does not stand for ever', async () => {
    const { send, logger } = routed([Several]);
    const { answers, done } = send(click('broken-promise'));
    await done;
    expect(texts(answers)).toEqual(['defer: -', 'delete: -']);
    expect(logger.at('warn')).toHaveLength(1);
  });

  it('a stream ends when it can be shown no longer', async () => {
    const { send, clock, errors } = routed([Several]);
    const { answers, done } = send(command('late'));
    await turn();
    await clock.advance(15 * 60_000 + 1);
    go();
    await turn();
    go();
    await done;
    expect(hasEnded).toBe(true);
    expect(texts(answers)).toEqual(['reply: more']);
    expect(errors.failures.map(({ error }) => (error as { code?: unknown }).code)).toEqual(['INTERACTION_EXPIRED']);
    expect(clock.pendingTimers).toBe(0);
  });
});

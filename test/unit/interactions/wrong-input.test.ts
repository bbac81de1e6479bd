/** What authors get wrong: each is told what happened, where, and what to try. */
import { setImmediate as turn } from 'node:timers/promises';
import { Catch, type Class, Handler } from '../../../src/di';
import { Cooldown, Use } from '../../../src/dispatcher';
import {
  Autocomplete,
  button,
  confirm,
  customId,
  EndpointServer,
  int,
  Modal,
  modal,
  paginate,
  readForm,
  Slash,
  type SlashContext,
  StringOption,
  StringSelectField,
  stringSelect,
} from '../../../src/interactions';
import { started, unstarted } from '../dispatcher/support';
import { command, completion, routed, texts } from './routing/support';

type Work = (ctx: SlashContext) => unknown;
let work: Work;

@Handler()
class Commands {
  @Slash('run', 'Runs', { defer: false }) run(ctx: SlashContext): never {
    return work(ctx) as never;
  }
}

/** What an error says, and its advice. */
function told(error: unknown): string {
  const { message, advice = '' } = error as { readonly message: string; readonly advice?: string };
  const [first = ''] = message.split('\n  Try:');
  return `${first} -> ${advice}`;
}

async function failures(doing: Work): Promise<string[]> {
  const bot = routed([Commands]);
  work = doing;
  const { done } = bot.send(command('run'));
  await bot.clock.advance(1);
  await done;
  expect(bot.clock.pendingTimers).toBe(0);
  return bot.errors.failures.map(({ error }) => told(error));
}

const thrown = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return told(error);
  }
  return 'nothing';
};

const WAIT = 'milliseconds from 0 on';

it.each<[string, Work, string]>([
  [
    'a wait',
    (ctx) => ctx.awaitComponent({ timeoutMs: NaN }),
    `timeoutMs of awaitComponent() takes ${WAIT}, and got NaN`,
  ],
  ['a loop', (ctx) => ctx.components({ timeoutMs: -1 }).next(), `timeoutMs of components() takes ${WAIT}, and got -1`],
  [
    'a wait for a form',
    (ctx) => ctx.awaitForm('f', { timeoutMs: '5s' as never }),
    `timeoutMs of awaitForm() takes ${WAIT}, and got "5s"`,
  ],
  [
    'a question',
    (ctx) => confirm(ctx, 'Sure?', { timeoutMs: NaN }),
    `timeoutMs of confirm() takes ${WAIT}, and got NaN`,
  ],
  [
    'pages',
    (ctx) => paginate(ctx, ['a', 'b'], { timeoutMs: NaN }),
    `timeoutMs of paginate() takes ${WAIT}, and got NaN`,
  ],
])('%s that waits for no time that there is', async (_what, doing, message) => {
  expect(await failures(doing)).toEqual([`${message}, for /run. -> give a number, or leave timeoutMs out.`]);
});

it.each<[string, Work, string]>([
  [
    'no number of them',
    (ctx) => paginate(ctx, { count: NaN, page: () => 'x' }),
    'count of paginate() takes a whole number, and got NaN, for /run. -> count the pages that there are: Math.ceil(items.length / onAPage).',
  ],
  [
    'a start that is none of them',
    (ctx) => paginate(ctx, ['a', 'b'], { start: NaN }),
    'start of paginate() takes a whole number, and got NaN, for /run. -> give the number of a page, counted from 0, or leave start out.',
  ],
  [
    'one that is nothing',
    (ctx) => paginate(ctx, { count: 2, page: () => undefined as never }),
    'Page 0 of /run is undefined, which is no message. -> let page(0) return a text, message(…), or the body of a message.',
  ],
])('pages with %s', async (_what, doing, message) => {
  expect(await failures(doing)).toEqual([message]);
});

it('a wait for clicks on what was never answered says so', async () => {
  const bot = routed([Commands]);
  work = (ctx) => ctx.awaitComponent({ timeoutMs: 100 });
  const { done } = bot.send(command('run'));
  await bot.clock.advance(100);
  await done;
  expect(bot.errors.failures.map(({ error }) => told(error))).toEqual([
    'Nobody acted on the answer to /run within 100 ms. -> there was no answer to act on: reply with components first, ctx.reply(message(…, row(button(…)))).',
  ]);
});

class Colours {
  @StringOption('Which', { autocomplete: true }) colour!: string;
}

it.each([
  ['a text', 'red', '"red", which is no list'],
  ['a list with something else in it', [{ label: 'Red' }], 'an object, which is no suggestion'],
  ['a list with nothing in it', ['red', null], 'null, which is no suggestion'],
])('%s for suggestions', async (_what, suggested, says) => {
  @Handler()
  class Dyer {
    @Slash('dye', 'Dyes') dye(_ctx: SlashContext, { colour }: Colours): string {
      return colour;
    }
    @Autocomplete(Colours, 'colour') suggest(): never {
      return suggested as never;
    }
  }
  const bot = routed([Dyer]);
  const { answers, done } = bot.send(completion('dye', 'colour', 'r'));
  await done;
  expect(texts(answers)).toEqual(['complete: -']);
  const [message] = bot.errors.failures.map(({ error }) => told(error));
  expect(message).toMatch(/^Dyer\.suggest suggested .* -> return a list of texts, numbers, or \{ name, value \}\.$/);
  expect(message).toContain(says);
});

it('a @Catch method that answers with what is no message', async () => {
  @Handler()
  class Careless {
    @Catch() count(): number {
      return 7;
    }
  }
  const bot = routed([Commands, Careless]);
  work = () => {
    throw new Error('no');
  };
  const { answers, done } = bot.send(command('run'));
  await done;
  await turn();
  expect(texts(answers)).toEqual([expect.stringMatching(/^reply: Something went wrong/)]);
  expect(bot.logger.at('warn')).toEqual([
    'Careless.count answered with a value of type number, which is no message: who used /run is told that it failed.',
  ]);
});

it('components', () => {
  const Ban = customId('ban', { days: int(0, 7), hours: int(0, 23) });
  expect([thrown(() => stringSelect('colours', [])), thrown(() => button('Ban', Ban as never))]).toEqual([
    'stringSelect.options takes 1 to 25 options, and got none. -> leave the select out where there is nothing to choose.',
    'The custom id "ban" holds values, days, hours, and got none. -> write its of({ days: …, hours: … }) where the component is built.',
  ]);
});

it('forms', () => {
  @Modal('empty', 'Empty')
  class Empty {}
  @Modal('yarn', 'Yarn')
  class Yarn {
    @StringSelectField('Fibre', ['wool', 'linen']) fibre!: string;
  }
  const [problem] = readForm(Empty).problems;
  expect(`${problem?.message ?? ''} -> ${problem?.advice ?? ''}`).toBe(
    "Empty is a form without fields. -> put a decorator on each of its fields, such as @TextInput('Label') text!: string.",
  );
  expect(readForm(Empty).problems).toHaveLength(1);
  expect(thrown(() => modal(Yarn, { values: { fibre: 'silk' } }))).toBe(
    'values.fibre takes values of its options, and got "silk". -> look at what the field of that name takes, and at `values` of modal(…).',
  );
});

it.each([70_000, -1, NaN, 'abc', '/tmp/socket'])('a port that is none: %p', async (port) => {
  const opening = EndpointServer.open(
    () => undefined,
    '/',
    { port: port as number },
    () => undefined,
  );
  const error: unknown = await opening.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'INTERACTION_ENDPOINT_LISTEN' });
  expect(told(error)).toMatch(
    /^The HTTP endpoint cannot listen on the port .*: ports are whole numbers from 0 to 65535\. -> /,
  );
});

describe('at the start', () => {
  const problemsOf = (type: Class): string[] => {
    const { dispatcher } = unstarted();
    dispatcher.addHandler(type);
    return dispatcher.check(() => true).map(({ message, advice }) => `${message} -> ${advice}`);
  };

  it('a limit that is used without what it is to hold', () => {
    @Handler()
    class Careless {
      @Slash('a', 'A') @Use(Cooldown as never) a(): string {
        return 'a';
      }
    }
    expect(problemsOf(Careless)).toContain(
      '@Use on Careless.a names Cooldown, which is a limit and is not told how much it lets through. -> write what makes a use of it, such as Cooldown.perUser(…).',
    );
  });

  it('options of a command whose class has no decorators', () => {
    class Plain {
      amount = 1;
    }
    @Handler()
    class Careless {
      @Slash('a', 'A') a(_ctx: SlashContext, _options: Plain): string {
        return 'a';
      }
    }
    const { dispatcher } = started();
    const call = dispatcher.addCall.bind(dispatcher, {
      owner: Careless,
      method: 'a',
      place: { className: 'Careless' },
      given: 1,
      kind: 'command',
    });
    expect(thrown(call)).toContain(
      "Try: list Plain among the providers of the group or of a module it uses; if people are to enter it, put decorators on its fields: @StringOption('…').",
    );
  });
});

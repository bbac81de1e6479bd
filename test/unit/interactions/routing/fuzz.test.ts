/** A storm of payloads that are broken in every way: none reaches the process, and the next good one is answered. */
import { setImmediate as turn } from 'node:timers/promises';
import { Handler } from '../../../../src/di';
import {
  Autocomplete,
  Button,
  type ButtonContext,
  customId,
  type IdOf,
  int,
  IntegerOption,
  Modal,
  type ModalContext,
  OnModal,
  Query,
  Select,
  type SelectContext,
  Slash,
  type SlashContext,
  StringOption,
  TextInput,
  UserCommand,
  type UserCommandContext,
  UserOption,
} from '../../../../src/interactions';
import { User } from '../../../../src/models';
import { ALICE, click, command, completion, routed, submission, texts, TOKEN } from './support';

/** `FUZZ_SEED=7 npx jest routing/fuzz` tries other payloads; a failure tells the seed. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_130);
const COUNT = 6_000;

const Id = customId('id', { days: int(0, 7) });

class Options {
  @StringOption('x', { autocomplete: true }) word!: string;
  @IntegerOption('x', { optional: true }) days = 3;
  @UserOption('x', { optional: true }) who?: User;
}

@Modal('form', 'Form')
class Form {
  @TextInput('Why') why!: string;
}

@Handler()
class All {
  @Slash('do', 'Does') do(ctx: SlashContext, { word, who }: Options): string {
    return `${ctx.user.username} ${word} ${who?.username ?? ''} ${ctx.permissions.bits} ${ctx.channelId}`;
  }
  @Autocomplete(Options, 'word') word({ value, others, user }: Query): string[] {
    return [value, String(others.days), user.username];
  }
  @Button(Id) button(ctx: ButtonContext, { days }: IdOf<typeof Id>): string {
    return `${ctx.message.content} ${days}`;
  }
  @Select('select') select(ctx: SelectContext): string {
    return `${ctx.values.join()} ${ctx.users.size} ${ctx.members.size} ${ctx.roles.size} ${ctx.channels.size}`;
  }
  @OnModal(Form) form(ctx: ModalContext, { why }: Form): string {
    return `${ctx.member?.displayName ?? ''} ${why}`;
  }
  @UserCommand('Wave') wave(ctx: UserCommandContext): string {
    return `${ctx.target.username} ${ctx.targetMember?.displayName ?? ''}`;
  }
}

const users = { [ALICE]: { id: ALICE, username: 'alice' } };
const GOOD: readonly (() => object)[] = [
  () =>
    command(
      'do',
      [
        ['word', 3, 'x'],
        ['days', 4, 2],
        ['who', 6, ALICE],
      ],
      {
        data: {
          name: 'do',
          type: 1,
          resolved: { users },
          options: [
            { name: 'word', type: 3, value: 'x' },
            { name: 'who', type: 6, value: ALICE },
          ],
        },
      },
    ),
  () => completion('do', 'word', 'x'),
  () => click(Id.of({ days: 3 })),
  () => click('select', { data: { custom_id: 'select', component_type: 5, values: [ALICE], resolved: { users } } }),
  () => submission('form', [{ type: 18, component: { type: 4, custom_id: 'why', value: 'x' } }]),
  () => command('Wave', [], { data: { name: 'Wave', type: 2, target_id: ALICE, resolved: { users } } }),
];

/** Numbers in [0, 1). https://en.wikipedia.org/wiki/Linear_congruential_generator */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function mutate(raw: object, random: () => number): unknown {
  const whole = structuredClone(raw) as Record<string, unknown>;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const odd = (): unknown =>
    pick<unknown>([
      undefined,
      null,
      0,
      -1,
      1.5,
      2,
      3,
      4,
      5,
      8,
      NaN,
      2 ** 60,
      true,
      false,
      '',
      'x',
      '__proto__',
      'constructor',
      'toString',
      '1'.repeat(40),
      'x'.repeat(5_000),
      '\ud800',
      [],
      [null],
      [[]],
      {},
      { name: 'do' },
      [{ name: 'do', type: 1 }],
      [{ name: 'do', type: 2, options: [{ name: 'x', type: 1, options: null }] }],
      JSON.parse('{"__proto__":{"a":1}}'),
    ]);
  const count = 1 + Math.floor(random() * 3);
  for (let i = 0; i < count; i += 1) {
    const places: [holder: Record<string, unknown>, key: string][] = [];
    const look = (holder: unknown): void => {
      if (typeof holder !== 'object' || holder === null) return;
      for (const key of Object.keys(holder)) {
        places.push([holder as Record<string, unknown>, key]);
        look((holder as Record<string, unknown>)[key]);
      }
    };
    look(whole);
    const [holder, key] = pick(places);
    if (key === 'token') continue;
    const chance = random();
    if (chance < 0.25) Reflect.deleteProperty(holder, key);
    else if (chance < 0.85) holder[key] = odd();
    else
      Object.defineProperty(holder, pick(['__proto__', 'constructor', 'type', 'name', 'options']), {
        value: odd(),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return random() < 0.01 ? odd() : whole;
}

it('survives them, tells nobody the token, and goes on', async () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  const { send, clock, logger, errors } = routed([All]);
  const random = randomOf(SEED);
  const outcomes = { answered: 0, unread: 0, failed: 0 };
  for (let i = 0; i < COUNT; i += 1) {
    const { answers, done } = send(mutate(GOOD[i % GOOD.length]!(), random) as object);
    await done;
    if (answers.said.length > 0) outcomes.answered += 1;
  }
  await turn();
  process.off('unhandledRejection', onUnhandled);
  outcomes.unread = logger.at('error').length;
  outcomes.failed = errors.failures.length;
  expect({ unhandled, seed: SEED }).toEqual({ unhandled: [], seed: SEED });
  // A storm that does not reach every branch proves little.
  for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(50);
  expect(JSON.stringify(logger.lines)).not.toContain(TOKEN);
  expect(clock.pendingTimers).toBe(0);
  for (const good of GOOD) {
    const { answers, done } = send(good());
    await done;
    expect(texts(answers)).not.toContain('reply: Something went wrong.');
    expect(answers.said).toHaveLength(1);
  }
});

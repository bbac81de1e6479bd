/** Limits on real handlers of a whole bot, under a manual clock: commands, clicks, forms and events count alike. */
import {
  Button,
  type ButtonContext,
  button,
  Concurrency,
  Cooldown,
  Handler,
  message,
  MessageCreateEvent,
  Modal,
  modal,
  type ModalContext,
  On,
  OnModal,
  row,
  Slash,
  type SlashContext,
  TextInput,
  Use,
} from '../../src';
import { ManualClock } from '../../src/util';
import { DiscordSimulator, runBot, type RunningBot, type SimGuild, type SimMember } from '../../src/testing';

const WINDOW_MS = 10_000;
const USES = 2;
const limit = Cooldown.perUser(WINDOW_MS, { uses: USES });
const runs: number[] = [];
let clock: ManualClock;
const ran = (): string => {
  runs.push(clock.now());
  return 'ran';
};

@Modal('order', 'Order')
class Order {
  @TextInput('What?') what!: string;
}

@Handler()
class Limited {
  @Slash('weave', 'Weaves') @Use(limit) weave(_ctx: SlashContext): string {
    return ran();
  }

  @Slash('ask', 'Asks') ask(_ctx: SlashContext): ReturnType<typeof message> {
    return message('Weave?', row(button('Yes', 'yes'), button('Order', 'order-button')));
  }

  @Button('yes') @Use(limit) yes(ctx: ButtonContext): Promise<unknown> {
    return ctx.reply(ran());
  }

  @Button('order-button', { modal: true }) order(_ctx: ButtonContext): ReturnType<typeof modal> {
    return modal(Order);
  }

  @OnModal(Order) @Use(limit) ordered(ctx: ModalContext, _order: Order): Promise<unknown> {
    return ctx.reply(ran());
  }

  @Slash('long', 'Takes as long as it wants', { defer: false })
  @Use(Concurrency.perUser(2, { longest: '5m' }))
  async long(ctx: SlashContext): Promise<void> {
    await ctx.reply('ran');
    runs.push(clock.now());
    await new Promise<void>((resolve) => ends.push(resolve));
  }
}
const ends: (() => void)[] = [];

/** What only the gateway brings. */
@Handler()
class LimitedEars {
  @On(MessageCreateEvent) @Use(limit) hear({ content, author }: MessageCreateEvent): void {
    if (!content.startsWith('!') && !author.bot) ran();
  }
}

let discord: DiscordSimulator;
let guild: SimGuild;
let alice: SimMember;
let bot: RunningBot;

beforeEach(async () => {
  runs.length = 0;
  ends.length = 0;
  clock = new ManualClock();
  discord = await DiscordSimulator.start();
  guild = discord.createGuild({ name: 'Loom' });
  alice = guild.addMember('alice');
});
async function start(via: 'gateway' | 'process'): Promise<void> {
  const handlers = via === 'gateway' ? [Limited, LimitedEars] : [Limited];
  bot = await runBot(discord, { handlers, via, hub: { clock } });
}
afterEach(async () => {
  for (const end of ends) end();
  await bot.stop();
  await discord.close();
});

/** A person sees an answer before the method goes on, and a method ends before its call has. */
async function settled(): Promise<void> {
  for (let rounds = 0; rounds < 10; rounds += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Mulberry32: numbers from 0 to below 1, the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function said(content: string): MessageCreateEvent {
  const raw = {
    ...{ id: '1', channel_id: guild.channel('general').id, guild_id: guild.id, content, mentions: [] },
    author: { id: alice.id, username: 'alice', discriminator: '0', avatar: null, global_name: null },
  };
  return new MessageCreateEvent(raw as never, bot.group.client.context);
}

const WAYS: Readonly<Record<string, () => Promise<unknown>>> = {
  command: async () => (await alice.run(bot.account, 'weave')).reply(),
  click: async () => {
    const question = await (await alice.run(bot.account, 'ask')).reply();
    return (await alice.click(question, 'Yes')).reply();
  },
  form: async () => {
    const question = await (await alice.run(bot.account, 'ask')).reply();
    const form = await (await alice.click(question, 'Order')).modal();
    return (await alice.submit(form, { 'What?': 'cloth' })).reply();
  },
  event: async () => {
    const ends = (): number => Object.values(bot.group.dispatcher.health().outcomes).reduce((sum, n) => sum + n, 0);
    const before = ends();
    bot.group.dispatcher.dispatch(said('hello'));
    for (let tries = 0; tries < 100 && ends() === before; tries += 1)
      await new Promise((resolve) => setImmediate(resolve));
  },
};

test.each(Object.keys(WAYS))(
  'a cooldown by %s: never more than allowed in any window, never refused when allowed',
  async (way) => {
    await start(way === 'event' ? 'gateway' : 'process');
    const use = WAYS[way] as () => Promise<unknown>;
    const next = random(5);
    let refused = 0;
    for (let step = 0; step < 40; step += 1) {
      await clock.advance(Math.floor(next() * 6_000));
      const nowMs = clock.now();
      const isAllowed = runs.filter((atMs) => atMs > nowMs - WINDOW_MS).length < USES;
      const before = runs.length;
      await use();
      expect(runs.length - before).toBe(isAllowed ? 1 : 0);
      if (!isAllowed) refused += 1;
    }
    expect(refused).toBeGreaterThan(5);
  },
);

test('Concurrency of a command: never more at once than allowed, never refused when allowed, and nobody is locked out for ever', async () => {
  await start('process');
  const next = random(6);
  let refused = 0;
  const use = async (): Promise<boolean> => {
    const { content } = await (await alice.run(bot.account, 'long')).reply();
    await settled();
    return content === 'ran';
  };
  for (let step = 0; step < 40; step += 1) {
    if (next() < 0.65) {
      const isAllowed = ends.length < 2;
      expect(await use()).toBe(isAllowed);
      if (!isAllowed) refused += 1;
    } else {
      ends.shift()?.();
      await settled();
    }
    expect(ends.length).toBeLessThanOrEqual(2);
  }
  expect(refused).toBeGreaterThan(5);
  while (ends.length < 2) await use();
  expect(await use()).toBe(false);
  await clock.advance(5 * 60_000);
  expect(await use()).toBe(true);
});

/** What each call has of its own, in a bot of ours on the embedded Discord. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  AnyContext,
  Button,
  button,
  type ButtonContext,
  Guard,
  Handler,
  Injectable,
  Invocation,
  message,
  MessageCreateEvent,
  On,
  row,
  Slash,
  type SlashContext,
  Use,
} from '../../src';
import { DiscordSimulator, runBot, type RunningBot, type SimGuild, type SimMember } from '../../src/testing';

const made: Unit[] = [];
const gone: Unit[] = [];

@Injectable()
class Store {
  readonly units: string[] = [];
}

/** One unit of work. */
@Injectable({ scope: 'invocation' })
class Unit {
  constructor(
    readonly store: Store,
    readonly invocation: Invocation,
  ) {
    made.push(this);
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await pause(1);
    this.store.units.push(this.invocation.label);
    gone.push(this);
  }
}

/** Of interactions only. */
@Injectable({ scope: 'invocation' })
class Customer {
  constructor(
    readonly unit: Unit,
    readonly context: AnyContext,
  ) {}
}

class Counts extends Guard {
  check(invocation: Invocation): undefined {
    invocation.get(Unit);
  }
}

@Handler()
class Shop {
  @On(MessageCreateEvent)
  hear(_event: MessageCreateEvent, unit: Unit): void {
    expect(unit.invocation.kind).toBe('event');
  }

  @Slash('shop', 'Opens')
  open(ctx: SlashContext, customer: Customer): ReturnType<typeof message> {
    expect(customer.context).toBe(ctx);
    return message('Shop', row(button('Buy', 'buy')));
  }

  @Button('buy')
  @Use(Counts)
  buy(ctx: ButtonContext, customer: Customer): string {
    return `${ctx.user.username} ${String(made.indexOf(customer.unit))}`;
  }
}

let discord: DiscordSimulator;
let guild: SimGuild;
let alice: SimMember;
let bot: RunningBot;

beforeEach(async () => {
  discord = await DiscordSimulator.start();
  guild = discord.createGuild({ name: 'Loom' });
  alice = guild.addMember('alice');
  bot = await runBot(discord, { handlers: [Shop], providers: [Store, Unit, Customer] });
  const { group } = bot;
  const bodies = group.interactions.commands.definitions.map(({ body }) => body);
  await group.client.commands.bulkOverwrite(group.applicationId as string, bodies);
});
afterEach(async () => {
  await bot.stop();
  await discord.close();
  made.length = 0;
  gone.length = 0;
});

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    expect(tries).toBeLessThan(500);
    await pause(10);
  }
}

it('is shared by nobody: a message and a command, and one click and the next, each have theirs, and all are gone', async () => {
  const store = bot.group.injector.get(Store);
  const reply = await (await alice.run(bot.account, 'shop')).reply();
  await alice.say(guild.channel('general'), 'hello');
  // The bot hears its own answers as well.
  await until(() => made.some(({ invocation }) => invocation.kind === 'event'));
  const clicks = await Promise.all([alice.click(reply, 'Buy'), alice.click(reply, 'Buy')]);
  await Promise.all(clicks.map((click) => click.answered()));
  const ofClicks = (): Unit[] => made.filter(({ invocation }) => invocation.label === 'Shop.buy');
  expect(ofClicks()).toHaveLength(2);
  expect(new Set(ofClicks().map(({ invocation }) => invocation)).size).toBe(2);
  await until(() => gone.length === made.length);
  expect(new Set(gone)).toEqual(new Set(made));
  expect(new Set(made.map(({ store: one }) => one))).toEqual(new Set([store]));
  expect(new Set(store.units)).toEqual(new Set(['Shop.hear', 'Shop.open', 'Shop.buy']));
});

it('is gone when the bot has stopped, before what the group has', async () => {
  await alice.run(bot.account, 'shop');
  await until(() => made.length > 0);
  await bot.stop();
  expect(gone).toHaveLength(made.length);
});

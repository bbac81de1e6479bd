/** Guards, interceptors, failures and outcomes of a bot of ours on the embedded Discord: the same for events, commands, components and forms. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  AnyContext,
  Autocomplete,
  Button,
  button,
  type ButtonContext,
  Catch,
  type Class,
  Guard,
  type GuardRefusal,
  Handler,
  HandlerFailure,
  Injectable,
  Interceptor,
  type Invocation,
  type InvocationOutcome,
  Logger,
  message,
  MessageCreateEvent,
  Modal,
  modal,
  type ModalContext,
  Module,
  On,
  OnModal,
  OnOutcome,
  type Query,
  row,
  Slash,
  type SlashContext,
  StringOption,
  TextInput,
  Use,
} from '../../src';
import { DiscordSimulator, runBot, type RunningBot, type SimGuild, type SimMember } from '../../src/testing';

let discord: DiscordSimulator;
let guild: SimGuild;
let alice: SimMember;
let bob: SimMember;

beforeEach(async () => {
  discord = await DiscordSimulator.start();
  guild = discord.createGuild({ name: 'Loom' });
  alice = guild.addMember('alice');
  bob = guild.addMember('bob');
});
afterEach(() => discord.close());

/** Who may do something; guards are given it. */
@Injectable()
class Friends {
  readonly names = new Set(['alice']);
}

/** Nobody lists it: it is made where it is used. */
@Injectable()
class FriendsOnly extends Guard {
  static override readonly step = 'person';

  constructor(private readonly friends: Friends) {
    super();
  }

  async check({ subject }: Invocation): Promise<GuardRefusal | undefined> {
    await pause(1);
    const { user, author } = subject as { user?: { username: string }; author?: { username: string } };
    const name = (user ?? author)?.username ?? '';
    return this.friends.names.has(name) ? undefined : { reason: 'friends', message: `${name}, we do not know you.` };
  }
}

class Politely extends Interceptor {
  async around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
    const value = await next();
    return typeof value === 'string' ? `${value}, please` : value;
  }
}

class TeaOptions {
  @StringOption('Which', { maxLength: 6, autocomplete: true }) kind!: string;
}

@Modal('order', 'Order')
class Order {
  @TextInput('What?') what!: string;
}

const heard: string[] = [];
let fails = 0;
afterEach(() => {
  heard.length = 0;
  fails = 0;
});

@Handler()
@Use(FriendsOnly)
class Ears {
  @On(MessageCreateEvent)
  hear({ author }: MessageCreateEvent): void {
    heard.push(author.username);
  }
}

@Handler()
@Use(FriendsOnly)
class Tea {
  @Slash('tea', 'Makes tea')
  @Use(Politely)
  make(_ctx: SlashContext, { kind }: TeaOptions): string {
    if (fails > 0) {
      fails -= 1;
      throw new RangeError('no water');
    }
    return kind;
  }

  @Slash('ask', 'Asks')
  ask(_ctx: SlashContext): ReturnType<typeof message> {
    return message('Milk?', row(button('Yes', 'milk')));
  }

  @Button('milk')
  milk(ctx: ButtonContext): string {
    return `milk for ${ctx.user.username}`;
  }

  @Slash('order', 'Orders', { modal: true })
  show(_ctx: SlashContext): ReturnType<typeof modal> {
    return modal(Order);
  }

  @OnModal(Order)
  ordered(_ctx: ModalContext, { what }: Order): string {
    return `ordered ${what}`;
  }

  @Autocomplete(TeaOptions, 'kind')
  kinds(query: Query): readonly string[] {
    return [`${query.value}!`];
  }
}

const outcomes: (readonly [string, string, string])[] = [];
afterEach(() => {
  outcomes.length = 0;
});

@Handler()
class Records {
  @OnOutcome()
  ended(outcome: InvocationOutcome, { kind, label }: Invocation): void {
    outcomes.push([kind, label, outcome.kind]);
  }
}

/** Until something is so that the simulator knows nothing of. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    expect(tries).toBeLessThan(500);
    await pause(10);
  }
}

/** A person sees an answer before the program hears that it was taken. */
function ended(count: number): Promise<void> {
  return until(() => outcomes.length >= count);
}

async function start(options: Parameters<typeof runBot>[2]): Promise<RunningBot> {
  const bot = await runBot(discord, options);
  const { group } = bot;
  const bodies = group.interactions.commands.definitions.map(({ body }) => body);
  await group.client.commands.bulkOverwrite(group.applicationId as string, bodies);
  return bot;
}

async function said(by: SimMember, bot: RunningBot, command: string, options = {}): Promise<string> {
  return (await (await by.run(bot.account, command, options)).reply()).content;
}

describe('one pipeline', () => {
  let bot: RunningBot;
  beforeEach(async () => {
    bot = await start({ handlers: [Tea, Records], providers: [Friends] });
  });
  afterEach(() => bot.stop());

  it('of events: who is refused is not heard', async () => {
    await using other = await start({ name: 'other', handlers: [Ears, Records], providers: [Friends] });
    await bob.say(guild.channel('general'), 'hello');
    await alice.say(guild.channel('general'), 'hello');
    await ended(2);
    expect(heard).toEqual(['alice']);
    expect(outcomes).toEqual([
      ['event', 'Ears.hear', 'refused'],
      ['event', 'Ears.hear', 'done'],
    ]);
    expect(other.group.dispatcher.health().outcomes).toMatchObject({ done: 1, refused: 1 });
  });

  it('of commands: refused in words for who acted alone, and interceptors change what is answered', async () => {
    expect(await said(alice, bot, 'tea', { kind: 'Assam' })).toBe('Assam, please');
    const refused = await (await bob.run(bot.account, 'tea', { kind: 'Assam' })).reply();
    expect([refused.content, alice.sees(refused), bob.sees(refused)]).toEqual([
      'bob, we do not know you.',
      false,
      true,
    ]);
    await ended(2);
    expect(outcomes).toEqual([
      ['command', 'Tea.make', 'done'],
      ['command', 'Tea.make', 'refused'],
    ]);
  });

  it('of commands: options are read after who acts was looked at', async () => {
    const kind = { kind: 7 as never };
    const unchecked = { unchecked: true };
    expect((await (await bob.run(bot.account, 'tea', kind, unchecked)).reply()).content).toBe(
      'bob, we do not know you.',
    );
    expect((await (await alice.run(bot.account, 'tea', kind, unchecked)).reply()).content).toContain('**kind**');
    await ended(2);
    expect(outcomes.map(([, , how]) => how)).toEqual(['refused', 'invalid']);
  });

  it('of components', async () => {
    const reply = await (await alice.run(bot.account, 'ask')).reply();
    const refused = await (await bob.click(reply, 'Yes')).reply();
    expect([refused.content, refused.id === reply.id]).toEqual(['bob, we do not know you.', false]);
    await (await alice.click(reply, 'Yes')).answered();
    await ended(3);
    expect(reply.content).toBe('milk for alice');
    expect(outcomes.slice(1)).toEqual([
      ['component', 'Tea.milk', 'refused'],
      ['component', 'Tea.milk', 'done'],
    ]);
  });

  it('of forms', async () => {
    const form = await (await alice.run(bot.account, 'order')).modal();
    const friends = bot.group.injector.get(Friends);
    expect((await (await alice.submit(form, { 'What?': 'cake' })).reply()).content).toBe('ordered cake');
    const again = await (await alice.run(bot.account, 'order')).modal();
    friends.names.clear();
    expect((await (await alice.submit(again, { 'What?': 'cake' })).reply()).content).toBe('alice, we do not know you.');
    await ended(4);
    expect(outcomes.map(([kind, , how]) => `${kind} ${how}`).sort()).toEqual([
      ...['command done', 'command done', 'form done', 'form refused'],
    ]);
  });

  it('of autocompletes: who is refused is suggested nothing', async () => {
    expect(await alice.complete(bot.account, 'tea', { kind: 'As' }, 'kind')).toEqual([{ name: 'As!', value: 'As!' }]);
    expect(await bob.complete(bot.account, 'tea', { kind: 'As' }, 'kind')).toEqual([]);
    await ended(2);
    expect(outcomes.map(([kind, , how]) => `${kind} ${how}`)).toEqual(['autocomplete done', 'autocomplete refused']);
  });

  it('of autocompletes: limits of the class are not spent by keys that are pressed, those of the method are', async () => {
    class Spends extends Guard<string> {
      static override readonly step = 'limits';
      check({ kind }: Invocation, name: string): undefined {
        heard.push(`${name} ${kind}`);
      }
    }
    @Handler()
    @Use({ guard: Spends, options: 'class' })
    class Limited {
      @Slash('juice', 'Makes juice')
      make(_ctx: SlashContext, { kind }: TeaOptions): string {
        return kind;
      }
      @Autocomplete(TeaOptions, 'kind')
      @Use({ guard: Spends, options: 'method' })
      kinds(): readonly string[] {
        return ['apple'];
      }
    }
    await using other = await start({ name: 'other', handlers: [Limited] });
    await alice.complete(other.account, 'juice', { kind: 'a' }, 'kind');
    await said(alice, other, 'juice', { kind: 'apple' });
    expect(heard).toEqual(['method autocomplete', 'class command']);
  });

  it('of guards that take their time: the answer is promised meanwhile, and the refusal is a whisper all the same', async () => {
    class Slow extends Guard {
      async check(): Promise<GuardRefusal> {
        await pause(200);
        return { reason: 'slow', message: 'After all, no.' };
      }
    }
    @Handler()
    class Patient {
      @Slash('wait', 'Waits', { defer: 20 })
      @Use(Slow)
      wait(_ctx: SlashContext): string {
        return 'unreached';
      }
    }
    await using other = await start({ name: 'other', handlers: [Patient] });
    const interaction = await alice.run(other.account, 'wait');
    await interaction.answered();
    expect(interaction.deferred).toBe(true);
    const refused = await interaction.followUp(1);
    expect([refused.content, bob.sees(refused)]).toEqual(['After all, no.', false]);
  });

  it('tells of what nobody answers', async () => {
    await bot.group.client.commands.create(bot.group.applicationId as string, {
      name: 'else',
      description: 'Elsewhere',
    });
    await alice.run(bot.account, 'else');
    await ended(1);
    expect(outcomes).toEqual([['command', '/else', 'unhandled']]);
    expect(bot.group.dispatcher.health().outcomes).toMatchObject({ unhandled: 1, done: 0 });
  });
});

describe('failures', () => {
  @Handler()
  class Again {
    @Catch(RangeError)
    again(_error: RangeError, failure: HandlerFailure, _ctx: AnyContext): Promise<unknown> {
      return failure.retry();
    }
  }

  it('are tried again, and what comes of that is the answer', async () => {
    await using bot = await start({ handlers: [Tea, Again, Records], providers: [Friends] });
    fails = 2;
    expect(await said(alice, bot, 'tea', { kind: 'Assam' })).toBe('Assam, please');
    await ended(1);
    expect(outcomes).toEqual([['command', 'Tea.make', 'done']]);
    fails = 3;
    expect(await said(alice, bot, 'tea', { kind: 'Assam' })).toBe('Something went wrong.');
  });

  it('of an answer that Discord does not take are failures of the call', async () => {
    const caught: unknown[] = [];
    @Handler()
    class Long {
      @Slash('long', 'Says too much')
      long(_ctx: SlashContext): string {
        return 'x'.repeat(3_000);
      }
      @Catch({ of: 'long' })
      tooLong(error: Error): string {
        caught.push(error);
        return 'Too long to say.';
      }
    }
    await using bot = await start({ handlers: [Long] });
    expect(await said(alice, bot, 'long')).toBe('Too long to say.');
    expect(caught).toHaveLength(1);
  });

  it('may show who acted the number under which the log has them', async () => {
    const lines: [string, unknown][] = [];
    class Remembers extends Logger {
      debug(): void {}
      info(text: string, fields: Readonly<Record<string, unknown>> = {}): void {
        lines.push([text, fields.invocation]);
      }
      warn(): void {}
      error(text: string, fields: Readonly<Record<string, unknown>> = {}): void {
        lines.push([text, fields.invocation]);
      }
      child(): Logger {
        return this;
      }
    }
    @Handler()
    class Logs {
      constructor(private readonly logger: Logger) {}
      @Slash('boom', 'Breaks')
      async boom(ctx: SlashContext): Promise<void> {
        await pause(1);
        this.logger.info(`in ${ctx.invocationId}`);
        throw new Error('no');
      }
    }
    await using bot = await start({
      handlers: [Logs],
      dispatcher: { correlation: true },
      interactions: { texts: { failed: ({ invocation }) => `Tell us ${invocation?.id ?? ''}.` } },
      hub: { logger: new Remembers() },
    });
    const told = await said(alice, bot, 'boom');
    const id = /^Tell us (.{36})\.$/.exec(told)?.[1];
    await until(() => lines.some(([text]) => text.startsWith('Logs.boom failed')));
    expect(lines.filter(([, invocation]) => invocation !== undefined)).toEqual([
      [`in ${id ?? ''}`, id],
      ['Logs.boom failed on /boom: no', id],
    ]);
  });
});

describe('where something is listed', () => {
  const failing = (name: string): Class => {
    @Handler()
    class Fails {
      @Slash(name, 'Fails')
      play(_ctx: SlashContext): string {
        throw new RangeError('no such song');
      }
    }
    return Fails;
  };
  const catching = (where: string): Class => {
    @Handler()
    class Catches {
      @Catch() caught(): string {
        return `caught by ${where}`;
      }
    }
    return Catches;
  };

  it('decides who catches it: its module, then its group, then the hub', async () => {
    @Module({ handlers: [failing('play'), catching('the module')] })
    class MusicModule {}
    @Module({ handlers: [failing('feed')] })
    class PetsModule {}
    @Module({ handlers: [catching('the hub')] })
    class SharedModule {}
    const hub = { modules: [SharedModule] };
    await using bot = await start({ modules: [PetsModule, MusicModule], hub });
    expect(await said(alice, bot, 'play')).toBe('caught by the module');
    // A class of another module is as near as any of the group.
    expect(await said(alice, bot, 'feed')).toBe('caught by the module');
    await bot.stop();
    await using other = await start({ name: 'other', modules: [PetsModule], hub });
    expect(await said(alice, other, 'feed')).toBe('caught by the hub');
  });

  it('decides what is used: by its module, its group and the hub', async () => {
    class Never extends Guard {
      check(): GuardRefusal {
        return { reason: 'never', message: 'Never.' };
      }
    }
    @Handler()
    class Open {
      @Slash('open', 'Opens')
      open(_ctx: SlashContext): string {
        return 'opened';
      }
    }
    @Handler()
    class Shut {
      @Slash('shut', 'Shuts')
      shut(_ctx: SlashContext): string {
        return 'shut';
      }
    }
    @Module({ handlers: [Shut], use: [Never] })
    class ShutModule {}
    await using bot = await start({ handlers: [Open], modules: [ShutModule] });
    expect([await said(alice, bot, 'open'), await said(alice, bot, 'shut')]).toEqual(['opened', 'Never.']);
    await bot.stop();
    await using group = await start({ name: 'group', handlers: [Open], use: [Never] });
    expect(await said(alice, group, 'open')).toBe('Never.');
    await group.stop();
    await using all = await start({ name: 'all', handlers: [Open], hub: { use: [Never] } });
    expect(await said(alice, all, 'open')).toBe('Never.');
  });

  it('and a guard whose constructor asks for what nobody provides keeps the program from starting', async () => {
    await expect(start({ handlers: [Tea] })).rejects.toThrow(
      /FriendsOnly, listed by @Use on Tea \(.*pipeline\.test\.ts:\d+\), .*Friends.*DI_MISSING_PROVIDER/s,
    );
  });
});

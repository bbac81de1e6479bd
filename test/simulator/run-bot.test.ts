/** What an author's own tests lean on: permissions, replaced providers, what a bot under test tells, and how long is waited. */
import {
  Args,
  ConsoleLogger,
  Handler,
  Inject,
  Injectable,
  Modal,
  type ModalContext,
  modal,
  Module,
  OnModal,
  row,
  button,
  message,
  Slash,
  type SlashContext,
  StringOption,
  TextInput,
} from '../../src';
import { DiscordSimulator, runBot } from '../../src/testing';

abstract class Greetings {
  abstract find(name: string): string;
}
@Injectable()
class StoredGreetings extends Greetings {
  find(name: string): string {
    return `stored hello ${name}`;
  }
}
@Handler()
class Greeter {
  constructor(private readonly greetings: Greetings) {}

  @Slash('greet', 'Greets') greet(ctx: SlashContext): string {
    return this.greetings.find(ctx.user.username);
  }
  @Slash('may', 'Says what the bot may do') may(ctx: SlashContext): string {
    return String(ctx.appPermissions.has('BanMembers'));
  }
  @Slash('fail', 'Fails') fail(): never {
    throw new RangeError('out of yarn');
  }
}
@Module({ handlers: [Greeter], providers: [{ provide: Greetings, useClass: StoredGreetings }] })
class GreeterModule {}

let discord: DiscordSimulator;
beforeEach(async () => {
  discord = await DiscordSimulator.start();
});
afterEach(() => discord.close());

async function answerOf(path: string): Promise<string> {
  const alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
  return (await (await alice.run(discord.bot('bot'), path)).reply()).content;
}

/** What is written to standard error, and an environment variable that is set for the time of one test. */
async function withVariable(name: string, value: string, run: () => Promise<void>): Promise<string> {
  const before = process.env[name];
  const lines: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  process.env[name] = value;
  try {
    await run();
  } finally {
    write.mockRestore();
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  }
  return lines.join('');
}

describe('a bot under test', () => {
  it('has a provider of the test in the place of what its module lists', async () => {
    const replace = [{ provide: Greetings, useValue: { find: (name: string) => `fake hello ${name}` } }];
    await using _bot = await runBot(discord, GreeterModule, { via: 'process', replace });
    expect(await answerOf('greet')).toBe('fake hello alice');
  });

  it('may do what the test lets it', async () => {
    await using _bot = await runBot(discord, GreeterModule, { via: 'process', permissions: ['BanMembers'] });
    expect(await answerOf('may')).toBe('true');
  });

  it('tells its failures on standard error, where the test names no logger', async () => {
    const told = await withVariable('CORDUROY_LOG', 'warn', async () => {
      await using _bot = await runBot(discord, GreeterModule, { via: 'process' });
      expect(await answerOf('fail')).toBe('Something went wrong.');
    });
    expect(told).toContain('Greeter.fail failed');
    expect(told).toContain('out of yarn');
    expect(told).not.toContain('info');
  });

  it('tells them to the logger that the test names', async () => {
    const lines: string[] = [];
    const logger = new ConsoleLogger({ write: (line) => lines.push(line) });
    const told = await withVariable('CORDUROY_LOG', 'warn', async () => {
      await using _bot = await runBot(discord, GreeterModule, { via: 'process', hub: { logger } });
      await answerOf('fail');
    });
    expect(told).toBe('');
    expect(lines.join('')).toContain('out of yarn');
  });

  it('refuses a level that there is not', async () => {
    await withVariable('CORDUROY_LOG', 'loud', async () => {
      await expect(runBot(discord, GreeterModule, { via: 'process' })).rejects.toThrow(
        'debug, info, warn, error, silent',
      );
    });
  });
});

describe('a wait in vain', () => {
  it('ends when the variable says, for machines that are slower or tests that are quicker', async () => {
    await withVariable('CORDUROY_WAIT_MS', '20', async () => {
      await expect(discord.nextMessage()).rejects.toThrow('within 20 ms');
    });
    await withVariable('CORDUROY_WAIT_MS', 'long', async () => {
      await expect(discord.nextMessage()).rejects.toThrow('CORDUROY_WAIT_MS is "long"');
    });
  });
});

describe('a click on a button that is not there', () => {
  @Handler()
  class Careful {
    @Slash('ask', 'Asks') ask() {
      return message('You may not.', row(button('Back', 'back')));
    }
  }

  it('is told with what the message says instead', async () => {
    await using bot = await runBot(discord, Careful, { via: 'process' });
    const alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
    const asked = await (await alice.run(bot.account, 'ask')).reply();
    await expect(alice.click(asked, 'Yes')).rejects.toThrow(
      'the message that says "You may not." has no button "Yes"\n  Try: one of "Back".',
    );
  });
});

// As runners without metadata (tsx, esbuild) leave it, and as JavaScript writes it: decorators that are called by hand.
describe('a program that no compiler wrote types into', () => {
  class EchoOptions {
    text!: string;
  }
  StringOption('What')(EchoOptions.prototype, 'text');
  class Form {
    name!: string;
  }
  TextInput('Name')(Form.prototype, 'name');
  Modal('form', 'Form')(Form);
  class Echo {
    args(_ctx: SlashContext, { text }: EchoOptions, greetings: Greetings): string {
      return `${greetings.find('args')} ${text}`;
    }
    inject(_ctx: SlashContext, { text }: EchoOptions): string {
      return `inject ${text}`;
    }
    said(_ctx: SlashContext, { text }: EchoOptions): string {
      return `said ${text}`;
    }
    form() {
      return modal(Form);
    }
    named(_ctx: ModalContext, { name }: Form, greetings: Greetings): string {
      return greetings.find(name);
    }
  }
  const on = (method: keyof Echo, ...decorators: unknown[]): void => {
    const descriptor = Object.getOwnPropertyDescriptor(Echo.prototype, method);
    for (const decorate of decorators) (decorate as MethodDecorator)(Echo.prototype, method, descriptor as never);
  };
  on('args', Slash('args', 'Echoes'), Args(EchoOptions, Greetings));
  on('inject', Slash('inject', 'Echoes'));
  Inject(EchoOptions)(Echo.prototype, 'inject', 1);
  on('said', Slash('said', 'Echoes', { options: EchoOptions }));
  on('form', Slash('form', 'Asks', { modal: true }));
  on('named', OnModal(Form), Args(Form, Greetings));
  Handler()(Echo);

  it('says by @Args, @Inject or in the decorator which class its options are, and by @Args its form', async () => {
    const providers = [{ provide: Greetings, useClass: StoredGreetings }];
    await using bot = await runBot(discord, { handlers: [Echo], providers, via: 'process' });
    const alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
    const answers: string[] = [];
    for (const name of ['args', 'inject', 'said']) {
      answers.push((await (await alice.run(bot.account, name, { text: 'yo' })).reply()).content);
    }
    expect(answers).toEqual(['stored hello args yo', 'inject yo', 'said yo']);
    const asked = await (await alice.run(bot.account, 'form')).modal();
    expect((await (await alice.submit(asked, { Name: 'Bo' })).reply()).content).toBe('stored hello Bo');
  });
});

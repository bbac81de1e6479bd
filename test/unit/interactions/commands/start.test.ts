/** A bot whose commands are wrong does not start, and is told everything at once. */
import {
  ClientHub,
  Handler,
  IntegerOption,
  nullLogger,
  RestClient,
  SetupError,
  Slash,
  type SlashContext,
  StringOption,
  UserCommand,
} from 'corduroy';

const TOKEN = 'MTA1MDAwMDAwMDAwMDAwMDAA.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB';

class Options {
  @StringOption('x', { name: 'Why' }) reason!: string;
  @IntegerOption('x', { min: 3, max: 1, optional: true }) days = 0;
}

@Handler()
class Commands {
  @Slash('Ban', 'Bans somebody') ban(_ctx: SlashContext, _options: Options, _client: RestClient): void {}
  @UserCommand('Report') report(): void {}
  @UserCommand('Report') again(): void {}
}

async function refusalOf(options: Parameters<ClientHub['createClientGroup']>[2]): Promise<SetupError> {
  const hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9/api/v10' });
  hub.createClientGroup('alpha', TOKEN, options);
  const error: unknown = await hub.start().catch((thrown: unknown) => thrown);
  await hub.stop();
  if (!(error instanceof SetupError)) throw new Error(`no SetupError: ${String(error)}`);
  return error;
}

describe('a bot with wrong commands', () => {
  it('is told of everything at once, with places and ways out', async () => {
    const { message } = await refusalOf({
      handlers: [Commands],
      interactions: { localisations: { texts: { de: { report: {} } } } },
    });
    expect(message.replace(/\.ts:\d+/g, '.ts').replaceAll('test/unit/interactions/commands/', '')).toBe(
      [
        'The program cannot start: 5 problems found.',
        '- Commands.again and Commands.report both answer "Report". (INTERACTION_DUPLICATE)',
        '    at Commands.again (start.test.ts)',
        '    Try: give one of them another name.',
        "- Options.reason: name takes 1 to 32 letters, digits, '-', '_' and apostrophes, in lower case, and got \"Why\". (INTERACTION_COMMAND_INVALID)",
        '    at Options.reason (start.test.ts)',
        '    Try: call it "why".',
        '- Options.days: max takes a number that is not below the minimum 3, and got 1. (INTERACTION_COMMAND_INVALID)',
        '    at Options.days (start.test.ts)',
        '    Try: swap the two bounds.',
        '- The texts in "de" name the command "report", which is not there. (INTERACTION_COMMAND_INVALID)',
        '    at interactions.localisations.texts.de',
        '    Try: write "Report".',
        '- The command "/Ban": name takes 1 to 32 letters, digits, \'-\', \'_\' and apostrophes, in lower case, and got "Ban". (INTERACTION_COMMAND_INVALID)',
        '    at Commands.ban (start.test.ts)',
        '    Try: call it "ban".',
      ].join('\n'),
    );
  });

  it('may have some of its arguments injected, which is checked with the rest', async () => {
    abstract class Missing {
      abstract find(): void;
    }
    @Handler()
    class Injected {
      @Slash('ban', 'Bans', { contexts: ['Nowhere' as 'Guild'] })
      ban(_ctx: SlashContext, _options: Options, _missing: Missing): void {}
    }
    const { problems } = await refusalOf({ handlers: [Injected] });
    expect(problems.map(({ code }) => code)).toContain('DISPATCH_ARGUMENT_UNRESOLVED');
    expect(problems.filter(({ message }) => message.includes('Options of'))).toEqual([]);
  });
});

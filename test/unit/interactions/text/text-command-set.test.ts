/** Text commands are read from handler classes, found by the longest name, and explained by their definitions. */
import { Handler } from '../../../../src/di';
import {
  AttachmentOption,
  BooleanOption,
  Command,
  type GuildTextContext,
  IntegerOption,
  StringOption,
  TextContext,
  TextHelp,
} from '../../../../src/interactions';
import { hasTextCommands, TextCommandSet } from '../../../../src/interactions/text/text-command-set';
import { usageOf } from '../../../../src/interactions/text/text-help';
import { readWords } from '../../../../src/interactions/text/words';
import { type Attachment } from '../../../../src/models';

class Song {
  @StringOption('Which', { choices: ['red', 'blue'] }) album!: 'red' | 'blue';
  @AttachmentOption('Its cover', { optional: true }) cover?: Attachment;
  @BooleanOption('At once', { optional: true }) now = false;
  @StringOption('Its title', { optional: true }) title?: string;
}

@Handler()
class Queue {
  @Command(' Queue ', 'Shows it', { aliases: ['q', 'the  QUEUE'] }) show(_ctx: TextContext): void {}
  @Command('queue add', 'Adds a song') add(_ctx: TextContext, _song: Song): void {}
  @Command('secret', 'Nobody knows', { hidden: true }) secret(_ctx: TextContext): void {}
}

function found(set: TextCommandSet, written: string): readonly [string, number] | undefined {
  const { command, length } = set.find(readWords(written)) ?? {};
  return command && [command.record.method, length as number];
}

const codes = (...types: (new () => object)[]): readonly string[] =>
  new TextCommandSet(types).problems.map(({ code, message }) => `${code}: ${message}`);

describe('a set of text commands', () => {
  it('finds the longest name, in whatever case, and aliases', () => {
    const set = new TextCommandSet([Queue]);
    expect(set.problems).toEqual([]);
    expect(found(set, 'queue')).toEqual(['show', 1]);
    expect(found(set, 'QUEUE add red')).toEqual(['add', 2]);
    expect(found(set, 'queue addition')).toEqual(['show', 1]);
    expect(found(set, 'q add')).toEqual(['show', 1]);
    expect(found(set, 'the queue')).toEqual(['show', 2]);
    expect(found(set, 'the')).toBeUndefined();
    expect(found(set, '')).toBeUndefined();
    expect(found(set, '__proto__')).toBeUndefined();
    expect(set.get('  THE queue')?.record.method).toBe('show');
  });

  it('refuses two of one name, whether it is a name or an alias', () => {
    class Other {
      @Command('skip', 'Skips', { aliases: ['Q'] }) skip(_ctx: TextContext): void {}
    }
    expect(codes(Queue, Other)).toEqual([
      'INTERACTION_DUPLICATE: Other.skip and Queue.show both answer the text command "q".',
    ]);
  });

  it('does not mind an alias that is the name', () => {
    class Same {
      @Command('same', 'x', { aliases: ['Same'] }) same(_ctx: TextContext): void {}
    }
    expect(codes(Same)).toEqual([]);
  });

  it('refuses names without letters, and of more than 100 characters', () => {
    class Wrong {
      @Command('  ', 'x') empty(_ctx: TextContext): void {}
      @Command('x'.repeat(101), 'x') long(_ctx: TextContext): void {}
      @Command('fine', 'x', { aliases: [''] }) alias(_ctx: TextContext): void {}
    }
    const invalid = (method: string, count: number): string =>
      `INTERACTION_COMMAND_INVALID: Wrong.${method} answers a text command whose name has ${count} characters; names have 1 to 100.`;
    expect(codes(Wrong).filter((code) => code.includes('INVALID'))).toEqual([
      invalid('empty', 0),
      invalid('long', 101),
      invalid('alias', 0),
    ]);
  });

  it('refuses static methods, and tells what is wrong with option classes', () => {
    class Options {
      @IntegerOption('x', { min: 5, max: 1 }) count!: number;
    }
    class Wrong {
      @Command('a', 'x') static a(_ctx: TextContext): void {}
      @Command('b', 'x') b(_ctx: TextContext, _options: Options): void {}
      @Command('c', 'x') c(_ctx: TextContext, _options: Options): void {}
    }
    const [first, ...others] = codes(Wrong);
    expect(first).toContain('DI_STATIC_METHOD');
    expect(others).toHaveLength(1);
  });

  it('takes what a class inherits, once, and what it says anew in place of what its base says', () => {
    class Base {
      @Command('one', 'x') one(_ctx: TextContext): void {}
      @Command('two', 'x') two(_ctx: TextContext): void {}
    }
    class Derived extends Base {
      @Command('other two', 'x') override two(_ctx: TextContext): void {}
    }
    const set = new TextCommandSet([Derived]);
    expect(set.commands.map(({ owner, names }) => [owner, ...names])).toEqual([
      [Derived, 'one'],
      [Derived, 'other two'],
    ]);
    expect(hasTextCommands([Derived])).toBe(true);
    expect(hasTextCommands([Song])).toBe(false);
  });

  it('takes several names of one method', () => {
    class Twice {
      @Command('one', 'x') @Command('two', 'y') both(_ctx: TextContext): void {}
    }
    const set = new TextCommandSet([Twice]);
    expect([found(set, 'one'), found(set, 'two')]).toEqual([
      ['both', 1],
      ['both', 1],
    ]);
  });

  it('takes the options from the decorator where the compiler tells nothing', () => {
    class Untold {
      @Command('song', 'x', { options: Song }) song(_ctx: TextContext, _song: Song): void {}
    }
    expect(new TextCommandSet([Untold]).commands[0]?.fields?.type).toBe(Song);
  });
});

describe('the help', () => {
  const set = new TextCommandSet([Queue]);
  const help = new TextHelp(set);

  it('lists what is not hidden by name, and explains what is hidden to who knows it', () => {
    expect(help.overview('!')).toBe('`!queue` Shows it\n`!queue add` Adds a song');
    expect(help.of('secret', '!')).toBe('`!secret`\nNobody knows');
    expect(help.of('nothing', '!')).toBeUndefined();
  });

  it('lists only what can be used where it was asked for', () => {
    class Placed {
      @Command('ban', 'Bans', { contexts: ['Guild'] }) ban(_ctx: GuildTextContext): void {}
      @Command('secret', 'Is private', { contexts: ['BotDM'] }) secret(_ctx: TextContext): void {}
      @Command('ping', 'Anywhere') ping(_ctx: TextContext): void {}
    }
    const placed = new TextHelp(new TextCommandSet([Placed]));
    const listed = (place?: 'Guild' | 'BotDM') =>
      placed
        .overview('', undefined, place)
        .split('\n')
        .map((line) => line.split('`')[1]);
    expect(listed()).toEqual(['ban', 'ping', 'secret']);
    expect(listed('Guild')).toEqual(['ban', 'ping']);
    expect(listed('BotDM')).toEqual(['ping', 'secret']);
    expect(placed.of('ban', '')).toContain('Bans');
  });

  it('tells how each option is written', () => {
    expect(usageOf(set.get('queue add') as never, '!')).toBe('!queue add <album> [cover] [now] [title…]');
    expect(help.of('QUEUE  add', '!')?.split('\n')).toEqual([
      '`!queue add <album> [cover] [now] [title…]`',
      'Adds a song',
      '',
      '`album` Which (red, blue)',
      '`cover` Its cover (attach a file)',
      '`now` At once (yes or no, or `--now`)',
      '`title` Its title',
    ]);
    expect(help.of('q', '!')).toContain('Also: `!q`, `!the queue`');
  });

  it('says it in the words that it is given', () => {
    const texts = {
      noCommands: 'Keine.',
      aliases: (names: readonly string[]) => `Auch: ${names.join(' ')}`,
      attachHint: 'Datei anhängen',
      flagHint: (flag: string) => `ja oder nein, oder ${flag}`,
    };
    expect(new TextHelp(new TextCommandSet([])).overview('!', texts)).toBe('Keine.');
    expect(new TextHelp(new TextCommandSet([])).overview('!')).toBe('There are no commands.');
    const german = `${help.of('queue', '!', texts)}\n${help.of('queue add', '!', texts)}`;
    expect(german).toContain('Auch: !q !the queue');
    expect(german).toContain('(Datei anhängen)');
    expect(german).toContain('(ja oder nein, oder --now)');
  });
});

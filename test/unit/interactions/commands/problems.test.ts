/** What Discord would refuse about commands is told before the start: where it is, and what to do. */
import { Transform } from 'class-transformer';
import { type Class, Handler } from '../../../../src/di';
import {
  AttachmentOption,
  Autocomplete,
  ChannelOption,
  EntryPoint,
  IntegerOption,
  MessageCommand,
  NumberOption,
  type OptionDecorator,
  readOptions,
  Slash,
  slashGroup,
  StringOption,
  UserCommand,
  type UserCommandContext,
  UserOption,
  MentionableOption,
} from '../../../../src/interactions';
import { Attachment, Channel, Member, User } from '../../../../src/models';
import { problemsOf, wireOf } from './spec';

type Text = OptionDecorator<string, false>;

/** A handler class with a command of this name and description. */
function slash(name: string, description: string, init: object = {}): Class {
  @Handler()
  class Commands {
    @Slash(name, description, init as never) run(): void {}
  }
  return Commands;
}

/** A handler class whose command takes these options. */
function taking(options: new () => object): Class {
  @Handler()
  class Commands {
    @Slash('run', 'Runs', { options }) run(): void {}
  }
  return Commands;
}

function withText(decorator: Text): Class {
  class Options {
    @decorator text!: string;
  }
  return taking(Options);
}

/** A class of so many options. */
function many(count: number): new () => object {
  class Options {}
  for (let at = 0; at < count; at += 1) {
    const decorate = StringOption('x', { optional: true }) as (target: object, field: string) => void;
    decorate(Options.prototype, `f${at}`);
  }
  return Options;
}

/** So many handler classes, each with one command. */
function commands(count: number, make: (name: string) => MethodDecorator): Class[] {
  return Array.from({ length: count }, (_, at) => {
    @Handler()
    class Commands {
      @make(`c${at}`) run(): void {}
    }
    return Commands;
  });
}

function subcommands(count: number): Class {
  const group = slashGroup('group', 'Many');
  class Commands {
    run(): void {}
  }
  Handler()(Commands);
  for (let at = 0; at < count; at += 1) {
    const name = `m${at}`;
    Object.defineProperty(Commands.prototype, name, { value: () => undefined });
    const descriptor = Object.getOwnPropertyDescriptor(Commands.prototype, name) as never;
    group.Slash(`c${at}`, 'One')(Commands.prototype, name, descriptor);
  }
  return Commands;
}

/** A group with one subcommand. */
function grouped(group: string, name: string, description = 'x'): Class {
  const decorated = slashGroup(group, 'Many');
  @Handler()
  class Commands {
    @decorated.Slash(name, description) run(): void {}
  }
  return Commands;
}

const letters = (count: number): string => 'x'.repeat(count);

describe('limits of commands', () => {
  it.each<[what: string, fits: Class | Class[], refused: Class | Class[], message: RegExp, advice: RegExp]>([
    ['the name of a command', slash(letters(32), 'x'), slash(letters(33), 'x'), /\/x{33}".*1 to 32/, /fewer/],
    [
      'letters of a name',
      slash("größe_l'été-1", 'x'),
      slash('Ban User!', 'x'),
      /lower case.*"Ban User!"/,
      /"ban-user"/,
    ],
    ['names in other scripts', slash('ประกาศ', 'x'), slash('naïve café', 'x'), /naïve café/, /"naïve-café"/],
    ['a description', slash('a', letters(100)), slash('a', letters(101)), /description takes/, /fewer/],
    [
      'a description that says something',
      slash('a', 'x'),
      slash('a', ''),
      /description takes 1 to 100/,
      /say something/,
    ],
    [
      'names in other languages',
      slash('a', 'x', { nameLocalizations: { de: 'löschen' } }),
      slash('a', 'x', { nameLocalizations: { de: 'Alles Löschen' } }),
      /nameLocalizations\.de/,
      /./,
    ],
    [
      'descriptions in other languages',
      slash('a', 'x', { descriptionLocalizations: { de: letters(100) } }),
      slash('a', 'x', { descriptionLocalizations: { de: letters(101) } }),
      /descriptionLocalizations/,
      /shorten/,
    ],
    [
      'names of menus',
      commands(1, () => UserCommand(`A ${letters(30)}`) as MethodDecorator),
      commands(1, () => UserCommand(`A ${letters(31)}`) as MethodDecorator),
      /name takes 1 to 32/,
      /fewer/,
    ],
    ['options of a command', taking(many(25)), taking(many(26)), /26 options/, /several commands/],
    ['subcommands of a group', subcommands(25), subcommands(26), /options takes at most 25/, /subcommands/],
    [
      'slash commands',
      commands(100, (name) => Slash(name, 'x') as MethodDecorator),
      commands(101, (name) => Slash(name, 'x') as MethodDecorator),
      /101 slash commands/,
      /slashGroup/,
    ],
    [
      'commands of users',
      commands(15, (name) => UserCommand(name) as MethodDecorator),
      commands(16, (name) => UserCommand(name) as MethodDecorator),
      /16 user commands/,
      /take some away/,
    ],
    [
      'commands of messages in one guild',
      commands(15, (name) => MessageCommand(name, { guilds: ['100000000000000001'] }) as MethodDecorator),
      commands(16, (name) => MessageCommand(name, { guilds: ['100000000000000001'] }) as MethodDecorator),
      /16 message commands in guild 100000000000000001/,
      /take some away/,
    ],
    [
      'the name of an entry point',
      commands(1, () => EntryPoint('launch', 'x') as MethodDecorator),
      commands(1, () => EntryPoint(letters(33), 'x') as MethodDecorator),
      /name takes 1 to 32/,
      /fewer/,
    ],
    [
      'the description of an entry point',
      commands(1, () => EntryPoint('launch', letters(100)) as MethodDecorator),
      commands(1, () => EntryPoint('launch', letters(101)) as MethodDecorator),
      /description takes/,
      /fewer/,
    ],
    [
      'the name of a subcommand',
      grouped('g', 'sub'),
      grouped('g', 'Sub Command'),
      /"\/g Sub Command"/,
      /"sub-command"/,
    ],
    ['the name of a group', grouped('g', 'sub'), grouped('G', 'sub'), /"\/G": name takes/, /"g"/],
    [
      'the description of a subcommand',
      grouped('g', 'sub', letters(100)),
      grouped('g', 'sub', ''),
      /"\/g sub": description takes/,
      /say something/,
    ],
    [
      'contexts',
      slash('a', 'x', { contexts: ['Guild', 'BotDM', 'PrivateChannel'] }),
      slash('a', 'x', { contexts: [] }),
      /contexts takes/,
      /./,
    ],
    [
      'contexts that are named once',
      slash('a', 'x', { contexts: ['Guild'] }),
      slash('a', 'x', { contexts: ['Guild', 'Guild'] }),
      /contexts takes/,
      /./,
    ],
    [
      'kinds of installation',
      slash('a', 'x', { integrationTypes: ['GuildInstall', 'UserInstall'] }),
      slash('a', 'x', { integrationTypes: [] }),
      /integrationTypes takes/,
      /./,
    ],
    [
      'entry points',
      commands(1, (name) => EntryPoint(name, 'x') as MethodDecorator),
      commands(2, (name) => EntryPoint(name, 'x') as MethodDecorator),
      /2 entry point commands/,
      /take some away/,
    ],
    [
      'all texts of a command',
      withText(StringOption('x', { choices: choices(25, 100, 217) })),
      withText(StringOption('x', { choices: choices(25, 100, 220) })),
      /8000 characters/,
      /shorten/,
    ],
  ])('hold for %s', (_what, fits, refused, message, advice) => {
    wireOf(...[fits].flat());
    const problems = problemsOf(...[refused].flat());
    expect(problems.map(({ code }) => code)).toEqual(['INTERACTION_COMMAND_INVALID']);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.advice).toMatch(advice);
    expect(problems[0]?.place?.file).toMatch(/problems\.test\.ts:\d+$/);
  });
});

/** Choices with names and values of this length. */
function choices(count: number, name: number, value: number): { name: string; value: string }[] {
  return Array.from({ length: count }, (_, at) => ({
    name: String(at).padEnd(name, '-'),
    value: String(at).padEnd(value, '-'),
  }));
}

class Numbers {
  @IntegerOption('x', { max: Number.MAX_SAFE_INTEGER }) days!: number;
}
class NumbersTooFar {
  @IntegerOption('x', { max: Number.MAX_SAFE_INTEGER + 2 }) days!: number;
}
class Bounds {
  @NumberOption('x', { min: 1, max: 1 }) ratio!: number;
}
class BoundsSwapped {
  @NumberOption('x', { min: 2, max: 1 }) ratio!: number;
}
const ten = Array.from({ length: 10 }, (_, at) => `.t${at}` as const);
class Files {
  @AttachmentOption('x', { fileTypes: ten }) file!: Attachment;
}
class FileEnds {
  @AttachmentOption('x', { fileTypes: ['audio', `.${letters(15)}`] }) file!: Attachment;
}
class FileEndsTooLong {
  @AttachmentOption('x', { fileTypes: [`.${letters(16)}`] }) file!: Attachment;
}
class FilesTooMany {
  @AttachmentOption('x', { fileTypes: [...ten, 'image'] }) file!: Attachment;
}
class Channels {
  @ChannelOption('x', { channelTypes: ['GuildText'] }) channel!: Channel;
}
class ChannelsOfNoType {
  @ChannelOption('x', { channelTypes: ['GuildTxt' as 'GuildText'] }) channel!: Channel;
}

describe('limits of options', () => {
  it.each<[what: string, fits: Class, refused: Class, message: RegExp, advice: RegExp]>([
    [
      'the name of an option',
      withText(StringOption('x', { name: letters(32) })),
      withText(StringOption('x', { name: 'To Whom' })),
      /Options\.text: name takes.*"To Whom"/,
      /"to-whom"/,
    ],
    [
      'the description of an option',
      withText(StringOption(letters(100))),
      withText(StringOption(letters(101))),
      /description takes/,
      /fewer/,
    ],
    [
      'the lengths of a text',
      withText(StringOption('x', { minLength: 0, maxLength: 6_000 })),
      withText(StringOption('x', { maxLength: 6_001 })),
      /maxLength takes a whole number from 1 to 6000/,
      /within these bounds/,
    ],
    [
      'lengths that are no way round',
      withText(StringOption('x', { minLength: 3, maxLength: 3 })),
      withText(StringOption('x', { minLength: 3, maxLength: 2 })),
      /not below the minimum 3/,
      /swap/,
    ],
    [
      'the number of choices',
      withText(StringOption('x', { choices: choices(25, 2, 2) })),
      withText(StringOption('x', { choices: choices(26, 2, 2) })),
      /choices takes at most 25 items/,
      /@Autocomplete/,
    ],
    [
      'the name of a choice',
      withText(StringOption('x', { choices: choices(1, 100, 1) })),
      withText(StringOption('x', { choices: choices(1, 101, 1) })),
      /choices\[0\]\.name takes 1 to 100/,
      /fewer/,
    ],
    [
      'lengths that are none',
      withText(StringOption('x', { minLength: 1, maxLength: 1 })),
      withText(StringOption('x', { maxLength: 0 })),
      /maxLength takes a whole number from 1 to 6000/,
      /bounds/,
    ],
    [
      'the value of a choice',
      withText(StringOption('x', { choices: choices(1, 1, 100) })),
      withText(StringOption('x', { choices: choices(1, 1, 6_001) })),
      /choices\[0\]\.value takes/,
      /./,
    ],
    [
      'choices that differ',
      withText(StringOption('x', { choices: { A: 'a', B: 'b' } })),
      withText(
        StringOption('x', {
          choices: [
            { name: 'A', value: 'a' },
            { name: 'A', value: 'b' },
          ],
        }),
      ),
      /two choices named "A"/,
      /name of its own/,
    ],
    ['ends of names', taking(FileEnds), taking(FileEndsTooLong), /fileTypes/, /16 characters/],
    ['whole numbers', taking(Numbers), taking(NumbersTooFar), /NumbersTooFar\.days: max takes/, /bounds/],
    ['bounds', taking(Bounds), taking(BoundsSwapped), /BoundsSwapped\.ratio: max takes/, /swap/],
    ['types of files', taking(Files), taking(FilesTooMany), /fileTypes takes at most 10/, /./],
    ['types of channels', taking(Channels), taking(ChannelsOfNoType), /"GuildTxt"/, /write 'GuildText'/],
  ])('hold for %s', (_what, fits, refused, message, advice) => {
    wireOf(fits);
    const problems = problemsOf(refused);
    expect(problems.map(({ code }) => code)).toEqual(['INTERACTION_COMMAND_INVALID']);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.advice).toMatch(advice);
    expect(problems[0]?.place?.file).toMatch(/problems\.test\.ts:\d+$/);
  });

  it('refuse choices beside autocomplete', () => {
    class Options {
      @StringOption('x', { choices: ['a'], autocomplete: true }) text!: string;
    }
    expect(readOptions(Options).problems).toMatchObject([
      { message: expect.stringContaining('beside autocomplete') as string },
    ]);
  });

  it('refuse two options of one name', () => {
    class Options {
      @StringOption('x') deleteDays!: string;
      @StringOption('x', { name: 'delete-days' }) other!: string;
    }
    expect(readOptions(Options).problems).toMatchObject([
      {
        message: 'Options.other and Options.deleteDays are both the option "delete-days".',
        place: { className: 'Options', method: 'other' },
      },
    ]);
  });
});

/** Stands on a field of any type, as in a program without the compiler's help. */
const anyhow = (decorator: unknown): PropertyDecorator => decorator as PropertyDecorator;

describe('a field that is not of the type of its option', () => {
  class Options {
    @anyhow(StringOption('x')) days!: number;
    @anyhow(IntegerOption('x', { optional: true })) name?: string;
    @anyhow(UserOption('x')) who!: Member;
    @anyhow(MentionableOption('x')) what!: string;
    @StringOption('x', { transformed: true }) when!: Date;
    @UserOption('x') any!: object;
  }

  it('is told, with the decorator or the type that would fit', () => {
    expect(readOptions(Options).problems.map(({ message, advice }) => `${message} Try: ${advice}`)).toEqual([
      'Options.days is of type Number, and @StringOption gives a text. Try: declare it as `days!: string`, or use @IntegerOption.',
      'Options.who is of type Member, and @UserOption gives a User. Try: declare it as `who!: User`, or use @MemberOption.',
      'Options.what is of type String, and @MentionableOption gives a User or a Role. Try: declare it as `what!: User | Role`, or use @StringOption.',
      'Options.name is of type String, and @IntegerOption gives a whole number. Try: declare it as `name?: number`, or use @StringOption.',
    ]);
  });
});

describe('an option class', () => {
  it('cannot have static options, constructor arguments, or conversions of views', () => {
    class Options {
      @StringOption('x') static text: string;
      @UserOption('x') @Transform(({ value }) => value as unknown) user!: User;
      constructor(readonly other: string) {}
    }
    const problems = readOptions(Options as never).problems.map(({ message }) => message);
    expect(problems).toEqual([
      'Options is a class of options whose constructor takes arguments, and nobody gives them.',
      'Options.user has a conversion of class-transformer, which would copy a User field by field.',
      '@StringOption stands on the static field Options.text; options belong to instances.',
    ]);
  });

  it('is read once', () => {
    expect(readOptions(Numbers)).toBe(readOptions(Numbers));
  });

  it('is for slash commands alone', () => {
    class Commands {
      @UserCommand('Report') run(_ctx: UserCommandContext, _options: Numbers): void {}
    }
    expect(problemsOf(Commands)).toMatchObject([
      {
        message: 'Commands.run takes options of Numbers, and only slash commands have options.',
        place: { method: 'run' },
      },
    ]);
  });
});

describe('names that do not exist', () => {
  it.each([
    [{ permissions: ['BanMember'] }, 'the permission "BanMember"', "write 'BanMembers'."],
    [{ contexts: ['guild '] }, 'the context "guild "', "write 'Guild'."],
    [{ integrationTypes: ['Nowhere'] }, 'the kind of installation "Nowhere"', 'use one of GuildInstall, UserInstall.'],
  ])('are told: %j', (init, message, advice) => {
    const problems = problemsOf(slash('a', 'x', init));
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.advice).toBe(advice);
  });

  it('are told of guilds', () => {
    expect(problemsOf(slash('a', 'x', { guilds: ['loom'] }))).toMatchObject([
      { message: '"a" names the guild "loom", which is no id.' },
    ]);
    expect(problemsOf(slash('a', 'x', { guilds: [] }))).toMatchObject([
      { message: expect.stringContaining('nowhere') as string },
    ]);
    expect(problemsOf(slash('a', 'x', { guilds: ['100000000000000001'], contexts: ['BotDM'] }))).toMatchObject([
      { message: '"a" is a command of guilds and says that it can be used elsewhere.' },
    ]);
  });
});

describe('a name that two have', () => {
  const duplicates = (...types: Class[]): string[] =>
    problemsOf(...types).map(({ code, message }) => `${code}: ${message}`.replace(/\(?test\/\S+\d\)?/g, '(…)'));

  it('is told of commands', () => {
    class One {
      @Slash('ban', 'Bans') ban(): void {}
      @UserCommand('ban') other(): void {}
    }
    class Two {
      @Slash('ban', 'Bans too') again(): void {}
    }
    expect(duplicates(One, Two)).toEqual(['INTERACTION_DUPLICATE: Two.again and One.ban both answer "/ban".']);
  });

  it('is told of a group and a command', () => {
    const ban = slashGroup('ban', 'Bans');
    class One {
      @ban.Slash('user', 'A user') user(): void {}
      @Slash('ban', 'Bans') ban(): void {}
    }
    class Two {
      @Slash('ban', 'Bans') ban(): void {}
      @ban.Slash('user', 'A user') user(): void {}
    }
    expect(duplicates(One)).toEqual([
      'INTERACTION_DUPLICATE: One.ban is "/ban", which cannot be beside the group "ban" (…): a command with subcommands cannot be used itself.',
    ]);
    expect(duplicates(Two)).toEqual([
      'INTERACTION_DUPLICATE: Two.user is "/ban user", which cannot be beside Two.ban: a command with subcommands cannot be used itself.',
    ]);
  });

  it('is no matter between a global command and that of a guild, and is one within a guild', () => {
    const [one, two, three] = ['100000000000000001', '100000000000000002', '100000000000000003'] as const;
    const role = slashGroup('role', 'Roles');
    const ownRole = slashGroup('role', 'Roles', { guilds: [one] });
    class Commands {
      @Slash('ban', 'Bans') everywhere(): void {}
      @Slash('ban', 'Bans', { guilds: [one, two] }) here(): void {}
      @Slash('ban', 'Bans', { guilds: [three] }) there(): void {}
      @role.Slash('add', 'Adds') add(): void {}
      @ownRole.Slash('add', 'Adds') addHere(): void {}
    }
    expect(wireOf(Commands).map(({ name }) => name)).toEqual(['ban', 'ban', 'ban', 'role', 'role']);
    class Again {
      @Slash('ban', 'Bans', { guilds: [two, three] }) again(): void {}
      @Slash('role', 'Roles', { guilds: [one] }) role(): void {}
    }
    expect(duplicates(Commands, Again)).toEqual([
      'INTERACTION_DUPLICATE: Again.again and Commands.here both answer "/ban".',
      'INTERACTION_DUPLICATE: Again.role is "/role", which cannot be beside the group "role" (…): a command with subcommands cannot be used itself.',
    ]);
  });

  it('is told of groups that were declared twice', () => {
    const one = slashGroup('role', 'Roles');
    const two = slashGroup('role', 'Roles as well');
    class Commands {
      @one.Slash('add', 'Adds') add(): void {}
      @two.Slash('take', 'Takes') take(): void {}
      @two.Slash('list', 'Lists') list(): void {}
    }
    expect(duplicates(Commands)).toEqual(['INTERACTION_DUPLICATE: The group "role" is declared twice; first at (…).']);
  });
});

describe('suggestions', () => {
  class Options {
    @StringOption('x', { autocomplete: true }) reason!: string;
    @StringOption('x', { optional: true }) other?: string;
  }
  class Commands {
    @Slash('run', 'Runs', { options: Options }) run(): void {}
  }
  const told = (...types: Class[]): string[] =>
    problemsOf(...types).map(({ message, advice }) => `${message} Try: ${advice}`);

  it('are missed where an option asks for them', () => {
    expect(told(Commands)).toEqual([
      "Options.reason asks for suggestions, and no handler of this group gives any. Try: add a method: @Autocomplete(Options, 'reason') suggest(query: Query<string>) { … }.",
    ]);
  });

  it('may be given for classes that extend the one that asks', () => {
    class More extends Options {}
    class Handlers {
      @Slash('run', 'Runs', { options: More }) run(): void {}
      @Autocomplete(Options, 'reason') suggest(): string[] {
        return [];
      }
    }
    expect(told(Handlers)).toEqual([]);
  });

  it('are refused for what asks for none, for what is not there, and twice', () => {
    class Suggestions {
      @Autocomplete(Options, 'other') other(): string[] {
        return [];
      }
      @Autocomplete(undefined as unknown as typeof Options, 'reason') lost(): string[] {
        return [];
      }
      @Autocomplete(Options, 'reason') one(): string[] {
        return [];
      }
      @Autocomplete(Options, 'reason') two(): string[] {
        return [];
      }
    }
    expect(told(Commands, Suggestions)).toEqual([
      'Suggestions.other completes Options.other, which is no option with { autocomplete: true }. Try: write { autocomplete: true } in the decorator of other, on texts and numbers only.',
      expect.stringContaining('Suggestions.lost completes options of a class that was undefined') as string,
      'Suggestions.two and Suggestions.one both complete Options.reason. Try: take one of them away.',
    ]);
  });
});

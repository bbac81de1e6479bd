/** Texts of commands in other languages: read from files, written into commands, and told of where they fit nowhere. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Handler } from '../../../../src/di';
import {
  Autocomplete,
  type LocaleWords,
  readCommands,
  Slash,
  slashGroup,
  StringOption,
  UserCommand,
  UserOption,
} from '../../../../src/interactions';
import { commandCreateSpec, encodeBody, type User } from '../../../../src/models';
import { bodyViolations } from '../../../support/spec-check';

class Ban {
  @UserOption('Who', { nameLocalizations: { fr: 'qui' } }) user!: User;
  @StringOption('How', { choices: ['softly', 'firmly'] }) how!: string;
}
class Find {
  @StringOption('What', { autocomplete: true }) what!: string;
}
const role = slashGroup('role', 'Roles');
const member = role.group('member', 'Of a member');

@Handler()
class Commands {
  @Slash('ban', 'Bans', { options: Ban }) ban(): void {}
  @Slash('unban', 'Takes a ban back', { options: Ban }) unban(): void {}
  @member.Slash('find', 'Finds one', { options: Find }) find(): void {}
  @UserCommand('Report') report(): void {}
  @Autocomplete(Find, 'what') suggest(): string[] {
    return [];
  }
}

const german: LocaleWords = {
  ban: {
    name: 'bannen',
    description: 'Bannt jemanden',
    options: { user: { name: 'wen', description: 'Wen' }, how: { choices: { softly: 'sanft' } } },
  },
  role: {
    name: 'rolle',
    commands: {
      member: { description: 'Eines Mitglieds', commands: { find: { options: { what: { name: 'was' } } } } },
    },
  },
  Report: { name: 'Dies Melden' },
};

function localised(texts: object): ReturnType<typeof readCommands> {
  return readCommands([Commands], { texts });
}

const told = (texts: object): string[] =>
  localised(texts).problems.map(({ message, advice }) => `${message} Try: ${advice}`);

describe('texts in other languages', () => {
  it('are written into commands, subcommands, options and choices', () => {
    const { definitions, problems } = localised({ de: german });
    expect(problems).toEqual([]);
    const bodies = definitions.map(({ body }) => encodeBody(commandCreateSpec, body));
    for (const body of bodies) expect(bodyViolations('POST /applications/{application_id}/commands', body)).toEqual([]);
    expect(bodies).toMatchObject([
      {
        name: 'ban',
        name_localizations: { de: 'bannen' },
        description_localizations: { de: 'Bannt jemanden' },
        options: [
          { name: 'user', name_localizations: { de: 'wen', fr: 'qui' }, description_localizations: { de: 'Wen' } },
          {
            name: 'how',
            choices: [
              { name: 'softly', value: 'softly', name_localizations: { de: 'sanft' } },
              { name: 'firmly', value: 'firmly' },
            ],
          },
        ],
      },
      { name: 'unban', options: [{ name: 'user', name_localizations: { fr: 'qui' } }, { name: 'how' }] },
      {
        name: 'role',
        name_localizations: { de: 'rolle' },
        options: [
          {
            name: 'member',
            description_localizations: { de: 'Eines Mitglieds' },
            options: [{ name: 'find', options: [{ name: 'what', name_localizations: { de: 'was' } }] }],
          },
        ],
      },
      { name: 'Report', name_localizations: { de: 'Dies Melden' } },
    ]);
  });

  it('are for all commands of a name: each takes of them what it has, and only what none has is told', () => {
    @Handler()
    class SameName {
      @Slash('ban', 'Bans', { options: Ban }) ban(): void {}
      @Slash('ban', 'Bans here', { guilds: ['100000000000000001'] }) here(): void {}
      @UserCommand('ban') menu(): void {}
    }
    const words = {
      name: 'bannen',
      description: 'Bannt jemanden',
      options: { user: { name: 'wen' }, usr: { name: 'x' } },
      comands: {},
    };
    const { definitions, problems } = readCommands([SameName], { texts: { de: { ban: words } } });
    expect(definitions.map(({ body }) => body)).toMatchObject([
      { nameLocalizations: { de: 'bannen' }, descriptionLocalizations: { de: 'Bannt jemanden' } },
      { nameLocalizations: { de: 'bannen' }, descriptionLocalizations: { de: 'Bannt jemanden' } },
      { nameLocalizations: { de: 'bannen' } },
    ]);
    expect((definitions[0]?.body as { options?: object[] }).options?.[0]).toMatchObject({
      nameLocalizations: { fr: 'qui', de: 'wen' },
    });
    expect(problems.map(({ message }) => message)).toEqual([
      'The texts in "de" name the option "usr" in ban.options, which is not there.',
      'The texts in "de" name the key "comands" in ban, which is not there.',
    ]);
    const tooLong = { texts: { de: { ban: { name: 'x'.repeat(33) } } } };
    expect(readCommands([SameName], tooLong).problems).toHaveLength(1);
  });

  it('stay with the commands that they are of, although others take the same options', () => {
    localised({ de: german });
    const plain = JSON.stringify(readCommands([Commands]).definitions.map(({ body }) => body));
    expect(plain).not.toMatch(/"de"|wen|sanft/);
  });

  it.each<[what: string, texts: object, told: string]>([
    ['a locale', { ge: {} }, 'Discord does not know the locale "ge" of the texts of commands. Try: call it'],
    [
      'a command',
      { de: { bam: {} } },
      'The texts in "de" name the command "bam", which is not there. Try: write "ban".',
    ],
    [
      'a key',
      { de: { ban: { descripton: 'x' } } },
      'The texts in "de" name the key "descripton" in ban, which is not there. Try: write "description".',
    ],
    [
      'an option',
      { de: { ban: { options: { usr: {} } } } },
      'The texts in "de" name the option "usr" in ban.options, which is not there. Try: write "user".',
    ],
    [
      'a choice',
      { de: { ban: { options: { how: { choices: { softy: 'x' } } } } } },
      'name the choice "softy" in ban.options.how.choices, which is not there. Try: write "softly".',
    ],
    [
      'a subcommand',
      { de: { role: { commands: { x: {} } } } },
      'name the subcommand "x" in role.commands, which is not there. Try: use one of member.',
    ],
    ['a description of a menu', { de: { Report: { description: 'x' } } }, 'the key "description" in Report'],
    [
      'a name that Discord refuses',
      { de: { ban: { name: 'Jemanden Bannen' } } },
      `and got "Jemanden Bannen". Try: call it "jemanden-bannen".`,
    ],
    ['a long name', { de: { Report: { name: 'x'.repeat(33) } } }, 'Report.name takes 1 to 32 characters, and got 33'],
    ['an empty text', { de: { ban: { description: '' } } }, 'ban.description takes 1 to 100 characters, and got 0'],
    ['a number', { de: { ban: { description: 7 } } }, 'ban.description takes 1 to 100 characters, and got number'],
    ['a text in place of an object', { de: { ban: 'bannen' } }, 'The texts in "de": ban takes an object. Try:'],
    ['a list', { de: [] }, 'The texts in "de": the file takes an object. Try:'],
  ])('are refused before the start where they hold %s', (_what, texts, expected) => {
    expect(told(texts)).toEqual([expect.stringContaining(expected) as string]);
  });
});

describe('files of texts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'locales-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(['path', 'URL'])('are read from a folder, given by its %s', (way) => {
    writeFileSync(join(folder, 'de.json'), JSON.stringify(german));
    writeFileSync(join(folder, 'README.md'), 'not a text');
    const where = way === 'URL' ? pathToFileURL(folder) : folder;
    const { definitions, problems } = readCommands([Commands], { folder: where });
    expect(problems).toEqual([]);
    expect(definitions[0]?.body.nameLocalizations).toEqual({ de: 'bannen' });
  });

  it('are named where something is wrong with them, all at once', () => {
    writeFileSync(join(folder, 'de.json'), '{ "ban": ');
    writeFileSync(join(folder, 'germn.json'), '{}');
    writeFileSync(join(folder, 'fr.json'), '{ "bann": {} }');
    const { problems } = readCommands([Commands], { folder });
    expect(problems.map(({ place, code }) => [place?.file, code])).toEqual([
      [expect.stringContaining('de.json'), 'INTERACTION_COMMAND_INVALID'],
      [expect.stringContaining('germn.json'), 'INTERACTION_COMMAND_INVALID'],
      [expect.stringContaining('fr.json'), 'INTERACTION_COMMAND_INVALID'],
    ]);
  });

  it('are missed where the folder is not there', () => {
    const { problems } = readCommands([Commands], { folder: join(folder, 'nowhere') });
    expect(problems).toMatchObject([{ message: expect.stringContaining('cannot be read from') as string }]);
  });
});

/** What the decorators of commands and options make of classes. */
import { Handler } from '../../../../src/di';
import {
  AttachmentOption,
  Autocomplete,
  BooleanOption,
  ChannelOption,
  EntryPoint,
  type GuildSlashContext,
  IntegerOption,
  MemberOption,
  MentionableOption,
  MessageCommand,
  type MessageCommandContext,
  NumberOption,
  type Query,
  readCommands,
  RoleOption,
  Slash,
  type SlashContext,
  slashGroup,
  StringOption,
  UserCommand,
  type UserCommandContext,
  UserOption,
} from '../../../../src/interactions';
import { Attachment, Channel, Member, Role, User } from '../../../../src/models';
import { wireOf } from './spec';

enum Mood {
  Calm = 'calm',
  Cross = 'cross',
}
enum Size {
  Small = 1,
  Large = 3,
}

class EveryOption {
  @StringOption('A text', { optional: true, minLength: 2, maxLength: 8 }) text = 'some';
  @UserOption('A user') someUser!: User;
  @MemberOption('A member') member!: Member;
  @ChannelOption('A channel', { channelTypes: ['GuildText', 'GuildVoice'] }) channel!: Channel;
  @RoleOption('A role') role!: Role;
  @MentionableOption('Anything') who!: User | Role;
  @AttachmentOption('A file', { fileTypes: ['image', '.pdf'] }) file!: Attachment;
  @BooleanOption('Yes or no') isSure!: boolean;
  @IntegerOption('A whole number', { min: 0, max: 7 }) days!: number;
  @NumberOption('A number', { min: -1.5 }) ratio!: number;
  @StringOption('A choice', { choices: ['a', { name: 'B', value: 'b' }] }) letter!: 'a' | 'b';
  @StringOption('A mood', { choices: Mood }) mood!: Mood;
  @IntegerOption('A size', { choices: Size }) size!: Size;
  @StringOption('Suggested', { name: 'like-this', autocomplete: true, optional: true }) suggested?: string;
}

@Handler()
class Everything {
  @Slash('every', 'Takes everything', {
    permissions: ['BanMembers', 'KickMembers'],
    contexts: ['Guild'],
    integrationTypes: ['GuildInstall'],
    nsfw: true,
    nameLocalizations: { de: 'jedes' },
    descriptionLocalizations: { de: 'Nimmt alles' },
  })
  every(_ctx: GuildSlashContext, options: EveryOption): string {
    return options.text;
  }

  @Autocomplete(EveryOption, 'suggested')
  suggest(query: Query): string[] {
    return [query.value];
  }
}

describe('the definition of a command', () => {
  it('holds every kind of option, required ones first, with names in kebab case', () => {
    expect(wireOf(Everything)).toEqual([
      {
        type: 1,
        name: 'every',
        name_localizations: { de: 'jedes' },
        description: 'Takes everything',
        description_localizations: { de: 'Nimmt alles' },
        default_member_permissions: '6',
        contexts: [0],
        integration_types: [0],
        nsfw: true,
        options: [
          { type: 6, name: 'some-user', description: 'A user', required: true },
          { type: 6, name: 'member', description: 'A member', required: true },
          { type: 7, name: 'channel', description: 'A channel', required: true, channel_types: [0, 2] },
          { type: 8, name: 'role', description: 'A role', required: true },
          { type: 9, name: 'who', description: 'Anything', required: true },
          { type: 11, name: 'file', description: 'A file', required: true, file_types: ['image', '.pdf'] },
          { type: 5, name: 'is-sure', description: 'Yes or no', required: true },
          { type: 4, name: 'days', description: 'A whole number', required: true, min_value: 0, max_value: 7 },
          { type: 10, name: 'ratio', description: 'A number', required: true, min_value: -1.5 },
          {
            type: 3,
            name: 'letter',
            description: 'A choice',
            required: true,
            choices: [
              { name: 'a', value: 'a' },
              { name: 'B', value: 'b' },
            ],
          },
          {
            type: 3,
            name: 'mood',
            description: 'A mood',
            required: true,
            choices: [
              { name: 'Calm', value: 'calm' },
              { name: 'Cross', value: 'cross' },
            ],
          },
          {
            type: 4,
            name: 'size',
            description: 'A size',
            required: true,
            choices: [
              { name: 'Small', value: 1 },
              { name: 'Large', value: 3 },
            ],
          },
          { type: 3, name: 'text', description: 'A text', required: false, min_length: 2, max_length: 8 },
          { type: 3, name: 'like-this', description: 'Suggested', required: false, autocomplete: true },
        ],
      },
    ]);
  });

  it('says nothing of what its author did not say', () => {
    @Handler()
    class Plain {
      @Slash('ping', 'Answers') ping(_ctx: SlashContext): string {
        return 'pong';
      }
    }
    expect(wireOf(Plain)).toEqual([{ type: 1, name: 'ping', description: 'Answers' }]);
  });

  it('is for administrators alone when it needs no permission in particular', () => {
    @Handler()
    class Closed {
      @Slash('ping', 'Answers', { permissions: [] }) ping(_ctx: SlashContext): void {}
    }
    expect(wireOf(Closed)).toMatchObject([{ default_member_permissions: '0' }]);
  });

  it('of menus has no description', () => {
    @Handler()
    class Menus {
      @UserCommand('Report This', { contexts: ['Guild', 'BotDM'], nameLocalizations: { fr: 'Signaler' } })
      report(_ctx: UserCommandContext): void {}
      @MessageCommand('Pin', { guilds: ['100000000000000001'] }) pin(_ctx: MessageCommandContext): void {}
    }
    expect(wireOf(Menus)).toEqual([
      { type: 2, name: 'Report This', name_localizations: { fr: 'Signaler' }, contexts: [0, 1] },
      { type: 3, name: 'Pin' },
    ]);
    const { definitions, targets } = readCommands([Menus]);
    expect(definitions.map(({ guildIds }) => guildIds)).toEqual([undefined, ['100000000000000001']]);
    expect([...targets.keys()]).toEqual(['user Report This', 'message Pin']);
  });

  it('of the entry point says who opens the activity: its method, or Discord where it stands on a class', () => {
    @Handler()
    class Answered {
      @EntryPoint('launch', 'Starts the game') launch(): void {}
    }
    @Handler()
    @EntryPoint('launch', 'Starts the game', { contexts: ['Guild'] })
    class Opened {}
    expect(wireOf(Answered)).toEqual([{ type: 4, name: 'launch', description: 'Starts the game', handler: 1 }]);
    expect(wireOf(Opened)).toEqual([
      { type: 4, name: 'launch', description: 'Starts the game', handler: 2, contexts: [0] },
    ]);
    expect([...readCommands([Answered]).targets.keys()]).toEqual(['entry launch']);
    expect([...readCommands([Opened]).targets.keys()]).toEqual([]);
  });

  it('says who installs it and where, for every kind', () => {
    const place = {
      contexts: ['Guild', 'PrivateChannel'],
      integrationTypes: ['GuildInstall', 'UserInstall'],
      permissions: ['ManageGuild'],
      nsfw: true,
    } as const;
    @Handler()
    class Placed {
      @Slash('slash', 'A', place) slash(): void {}
      @UserCommand('User', place) user(): void {}
      @MessageCommand('Message', place) message(): void {}
      @EntryPoint('entry', 'A', place) entry(): void {}
    }
    for (const wire of wireOf(Placed)) {
      expect(wire).toMatchObject({
        contexts: [0, 2],
        integration_types: [0, 1],
        default_member_permissions: '32',
        nsfw: true,
      });
    }
  });

  it('takes its option class from the decorator where that names it', () => {
    @Handler()
    class Named {
      @Slash('every', 'Takes everything', { options: EveryOption }) every(
        _ctx: SlashContext,
        _options: EveryOption,
      ): void {}
      @Autocomplete(EveryOption, 'suggested') suggest(): string[] {
        return [];
      }
    }
    expect(wireOf(Named)[0]?.options).toHaveLength(14);
  });
});

describe('groups', () => {
  const role = slashGroup('role', 'Manages roles', {
    contexts: ['Guild'],
    permissions: ['ManageRoles'],
    ephemeral: true,
  });
  const member = role.group('member', 'Roles of one member', { descriptionLocalizations: { de: 'Rollen' } });

  class RoleOptions {
    @RoleOption('Which role') role!: Role;
  }

  @Handler()
  class Roles {
    @role.Slash('list', 'Lists all roles') list(_ctx: GuildSlashContext): void {}
    @member.Slash('add', 'Gives a role', { ephemeral: false, defer: false })
    add(_ctx: GuildSlashContext, _options: RoleOptions): void {}
  }
  @Handler()
  class MoreRoles {
    @member.Slash('take', 'Takes a role', { nameLocalizations: { de: 'nehmen' } })
    take(_ctx: GuildSlashContext, _options: RoleOptions): void {}
  }

  it('are one command of all methods of all classes, declared once', () => {
    const options = [{ type: 8, name: 'role', description: 'Which role', required: true }];
    expect(wireOf(Roles, MoreRoles)).toEqual([
      {
        type: 1,
        name: 'role',
        description: 'Manages roles',
        contexts: [0],
        default_member_permissions: '268435456',
        options: [
          { type: 1, name: 'list', description: 'Lists all roles' },
          {
            type: 2,
            name: 'member',
            description: 'Roles of one member',
            description_localizations: { de: 'Rollen' },
            options: [
              { type: 1, name: 'add', description: 'Gives a role', options },
              { type: 1, name: 'take', description: 'Takes a role', name_localizations: { de: 'nehmen' }, options },
            ],
          },
        ],
      },
    ]);
  });

  it('are answered path by path, as their groups say unless a subcommand says otherwise', () => {
    const { targets } = readCommands([Roles, MoreRoles]);
    expect([...targets].map(([key, { record }]) => [key, record.options])).toEqual([
      ['slash role list', { ephemeral: true }],
      ['slash role member add', { ephemeral: false, defer: false }],
      ['slash role member take', { ephemeral: true, nameLocalizations: { de: 'nehmen' } }],
    ]);
  });
});

describe('option classes that extend others', () => {
  class Base {
    @StringOption('Why', { optional: true }) reason?: string;
    @UserOption('Who') user!: User;
  }
  class Derived extends Base {
    @StringOption('Why it is so', { minLength: 3 }) declare reason: string;
    @IntegerOption('How long', { optional: true }) days = 1;
  }

  @Handler()
  class Handlers {
    @Slash('one', 'First') one(_ctx: SlashContext, _options: Base): void {}
    @Slash('two', 'Second') two(_ctx: SlashContext, _options: Derived): void {}
  }

  it('have the options of both, and say anew what they say again', () => {
    const [one, two] = wireOf(Handlers);
    expect(one?.options?.map(({ name, required }) => [name, required])).toEqual([
      ['user', true],
      ['reason', false],
    ]);
    expect(two?.options).toEqual([
      { type: 3, name: 'reason', description: 'Why it is so', required: true, min_length: 3 },
      { type: 6, name: 'user', description: 'Who', required: true },
      { type: 4, name: 'days', description: 'How long', required: false },
    ]);
  });
});

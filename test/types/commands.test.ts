/** What the compiler accepts of commands and options, and what it refuses. A line that stops being refused fails the build of this file. */
import {
  Attachment,
  AttachmentOption,
  Autocomplete,
  BooleanOption,
  Channel,
  ChannelOption,
  EntryPoint,
  type EntryPointContext,
  type GuildMessageCommandContext,
  type GuildSlashContext,
  type GuildUserCommandContext,
  IntegerOption,
  Member,
  MemberOption,
  MentionableOption,
  MessageCommand,
  type MessageCommandContext,
  NumberOption,
  type Query,
  RestClient,
  Role,
  RoleOption,
  Slash,
  type SlashContext,
  slashGroup,
  StringOption,
  User,
  UserCommand,
  type UserCommandContext,
  UserOption,
} from 'corduroy';

enum Mood {
  Calm = 'calm',
  Cross = 'cross',
}
enum Size {
  Small,
  Large,
}
const COLOURS = { Red: 'r', Blue: 'b' } as const;

describe('the types of options', () => {
  it('take fields of their kind', () => {
    class Fits {
      @StringOption('x') text!: string;
      @IntegerOption('x', { min: 0, max: 7 }) whole!: number;
      @NumberOption('x') number!: number;
      @BooleanOption('x') yes!: boolean;
      @UserOption('x') user!: User;
      @MemberOption('x') member!: Member;
      @ChannelOption('x', { channelTypes: ['GuildText'] }) channel!: Channel;
      @RoleOption('x') role!: Role;
      @MentionableOption('x') who!: User | Role;
      @AttachmentOption('x', { fileTypes: ['image', '.pdf'] }) file!: Attachment;
      @StringOption('x', { optional: true }) maybe?: string;
      @StringOption('x', { optional: true }) undefinedOrText: string | undefined;
      @StringOption('x', { optional: true }) withDefault = 'some';
      @IntegerOption('x', { optional: true }) days = 0;
      @StringOption('x') readonly fixed!: string;
      @StringOption('x') wider!: string | number;
    }
    expect(Fits).toBeDefined();
  });

  it('take fields as narrow as their choices', () => {
    class Fits {
      @StringOption('x', { choices: ['a', 'b'] }) list!: 'a' | 'b';
      @StringOption('x', { choices: ['a', 'b'] as const }) constant!: 'a' | 'b';
      @StringOption('x', { choices: ['a', { name: 'B', value: 'b' }] }) named!: 'a' | 'b';
      @StringOption('x', { choices: COLOURS }) colour!: 'r' | 'b';
      @StringOption('x', { choices: { Red: 'r' } }) record!: 'r';
      @StringOption('x', { choices: Mood }) mood!: Mood;
      @StringOption('x', { choices: Mood, optional: true }) maybe?: Mood;
      @IntegerOption('x', { choices: Size }) size!: Size;
      @IntegerOption('x', { choices: [1, 2] }) number!: 1 | 2;
      @StringOption('x', { choices: ['a'] }) wide!: string;
    }
    expect(Fits).toBeDefined();
  });

  it('take any field where class-transformer makes something else of the value', () => {
    class Fits {
      @StringOption('x', { transformed: true }) when!: Date;
      @StringOption('x', { transformed: true, optional: true }) until?: Date;
      // @ts-expect-error it may still be undefined only where it may be left out
      @StringOption('x', { transformed: true }) since?: Date;
    }
    expect(Fits).toBeDefined();
  });

  it('refuse fields of another type', () => {
    class Refused {
      // @ts-expect-error a text is no number
      @StringOption('x') text!: number;
      // @ts-expect-error a number is no text
      @IntegerOption('x') whole!: string;
      // @ts-expect-error a number is no bigint
      @NumberOption('x') number!: bigint;
      // @ts-expect-error a boolean is no text
      @BooleanOption('x') yes!: string;
      // @ts-expect-error a user is no member
      @UserOption('x') user!: Member;
      // @ts-expect-error a member is no user
      @MemberOption('x') member!: User;
      // @ts-expect-error a channel is no role
      @ChannelOption('x') channel!: Role;
      // @ts-expect-error a role is no channel
      @RoleOption('x') role!: Channel;
      // @ts-expect-error a user may be mentioned, too
      @MentionableOption('x') who!: Role;
      // @ts-expect-error a file is no text
      @AttachmentOption('x') file!: string;
      // @ts-expect-error any text is more than one
      @StringOption('x') narrow!: 'a';
      // @ts-expect-error a default does not make a number a text
      @StringOption('x', { optional: true }) days = 0;
    }
    expect(Refused).toBeDefined();
  });

  it('refuse fields that may be undefined where the option is required', () => {
    class Refused {
      // @ts-expect-error without `optional`
      @StringOption('x') text?: string;
      // @ts-expect-error without `optional`
      @StringOption('x', {}) undefinedOrText: string | undefined;
      // @ts-expect-error with `optional: false`
      @UserOption('x', { optional: false }) user?: User;
      // @ts-expect-error without `optional`
      @StringOption('x', { choices: ['a', 'b'] }) choice?: 'a' | 'b';
    }
    expect(Refused).toBeDefined();
  });

  it('refuse choices that the field cannot hold', () => {
    class Refused {
      // @ts-expect-error one choice of two
      @StringOption('x', { choices: ['a', 'b'] }) list!: 'a';
      // @ts-expect-error another enum
      @IntegerOption('x', { choices: Size }) size!: Mood;
      // @ts-expect-error numbers are no choices of a text
      @StringOption('x', { choices: [1, 2] }) number!: string;
      // @ts-expect-error texts are no choices of a number
      @IntegerOption('x', { choices: ['a'] }) text!: number;
    }
    expect(Refused).toBeDefined();
  });

  it('refuse what the kind does not have', () => {
    class Refused {
      // @ts-expect-error a text has lengths
      @StringOption('x', { min: 1 }) text!: string;
      // @ts-expect-error a text has lengths, whatever else is said
      @StringOption('x', { min: 1, minLength: 1 }) textToo!: string;
      // @ts-expect-error a number has bounds
      @IntegerOption('x', { maxLength: 1 }) whole!: number;
      // @ts-expect-error no such type of channel
      @ChannelOption('x', { channelTypes: ['GuildTxt'] }) channel!: Channel;
      // @ts-expect-error neither a group nor the end of a name
      @AttachmentOption('x', { fileTypes: ['png'] }) file!: Attachment;
      // @ts-expect-error users are not completed
      @UserOption('x', { autocomplete: true }) user!: User;
      // @ts-expect-error no such locale
      @StringOption('x', { nameLocalizations: { ge: 'x' } }) localised!: string;
    }
    expect(Refused).toBeDefined();
  });
});

class Options {
  @StringOption('x', { autocomplete: true }) text!: string;
  @IntegerOption('x', { autocomplete: true, optional: true }) days?: number;
}
class Others {
  @BooleanOption('x') yes!: boolean;
}

describe('the types of commands', () => {
  it('take methods whose context and options fit', () => {
    class Fits {
      @Slash('a', 'x') none(): void {}
      @Slash('a', 'x') context(_ctx: SlashContext): string {
        return '';
      }
      @Slash('a', 'x') async injected(_ctx: SlashContext, _options: Options, _client: RestClient): Promise<void> {}
      @Slash('a', 'x', { contexts: ['Guild'] }) guild(_ctx: GuildSlashContext, _options: Options): void {}
      @Slash('a', 'x', { guilds: ['1'] }) ofGuild(_ctx: GuildSlashContext): void {}
      @Slash('a', 'x', { contexts: ['Guild'] }) wider(_ctx: SlashContext): void {}
      @Slash('a', 'x', { options: Options }) named(_ctx: SlashContext, _options: Options, _client: RestClient): void {}
      @UserCommand('A') user(_ctx: UserCommandContext): void {}
      @UserCommand('A', { contexts: ['Guild'] }) guildUser(_ctx: GuildUserCommandContext): void {}
      @MessageCommand('A') message(_ctx: MessageCommandContext): void {}
      @MessageCommand('A', { contexts: ['Guild'] }) guildMessage(_ctx: GuildMessageCommandContext): void {}
      @EntryPoint('a', 'x') entry(_ctx: EntryPointContext): void {}
      @Slash('a', 'x') private hidden(_ctx: SlashContext): void {}
    }
    @EntryPoint('a', 'x')
    class Opened {}
    expect([Fits, Opened]).toBeDefined();
  });

  it('refuse methods whose context or options do not', () => {
    class Refused {
      // @ts-expect-error it may be used anywhere
      @Slash('a', 'x') anywhere(_ctx: GuildSlashContext): void {}
      // @ts-expect-error it may be used in direct messages, too
      @Slash('a', 'x', { contexts: ['Guild', 'BotDM'] }) both(_ctx: GuildSlashContext): void {}
      // @ts-expect-error the context comes first
      @Slash('a', 'x') order(_options: Options, _ctx: SlashContext): void {}
      // @ts-expect-error a command of users
      @Slash('a', 'x') user(_ctx: UserCommandContext): void {}
      // @ts-expect-error a command of messages
      @UserCommand('A') message(_ctx: MessageCommandContext): void {}
      // @ts-expect-error it may be used anywhere
      @MessageCommand('A') guildMessage(_ctx: GuildMessageCommandContext): void {}
      // @ts-expect-error other options than the decorator names
      @Slash('a', 'x', { options: Options }) options(_ctx: SlashContext, _options: Others): void {}
      // @ts-expect-error no such permission
      @Slash('a', 'x', { permissions: ['BanMember'] }) permission(): void {}
      // @ts-expect-error no such context
      @Slash('a', 'x', { contexts: ['Server'] }) context(): void {}
      // @ts-expect-error an entry point is global
      @EntryPoint('a', 'x', { guilds: ['1'] }) entry(): void {}
      // @ts-expect-error a slash command without a description
      @Slash('a') description(): void {}
    }
    expect(Refused).toBeDefined();
  });

  it('give subcommands the context of their group', () => {
    const anywhere = slashGroup('a', 'x');
    const inGuilds = slashGroup('b', 'x', { contexts: ['Guild'] });
    const inner = inGuilds.group('c', 'x');
    class Mixed {
      @anywhere.Slash('a', 'x') fits(_ctx: SlashContext, _options: Options): void {}
      @inGuilds.Slash('a', 'x') guild(_ctx: GuildSlashContext, _options: Options): void {}
      @inner.Slash('a', 'x') inner(_ctx: GuildSlashContext): void {}
      // @ts-expect-error the group may be used anywhere
      @anywhere.Slash('a', 'x') refused(_ctx: GuildSlashContext): void {}
      // @ts-expect-error who sees it is said by the group
      @inGuilds.Slash('a', 'x', { permissions: ['BanMembers'] }) permissions(): void {}
    }
    // @ts-expect-error there is no third level
    expect(inner.group).toBeUndefined();
    expect(Mixed).toBeDefined();
  });
});

describe('the types of suggestions', () => {
  it('take methods whose query is of the field’s type, and values of it', () => {
    class Fits {
      @Autocomplete(Options, 'text') text(query: Query): string[] {
        return [query.value];
      }
      @Autocomplete(Options, 'text') named(query: Query, _client: RestClient): { name: string; value: string }[] {
        return [{ name: 'x', value: query.value }];
      }
      @Autocomplete(Options, 'days') async days(_query: Query<number>): Promise<number[]> {
        return [1];
      }
      @Autocomplete(Options, 'days') none(): number[] {
        return [];
      }
    }
    expect(Fits).toBeDefined();
  });

  it('refuse others', () => {
    class Refused {
      // @ts-expect-error no such field
      @Autocomplete(Options, 'txt') field(): string[] {
        return [];
      }
      // @ts-expect-error a text is completed
      @Autocomplete(Options, 'text') query(_query: Query<number>): string[] {
        return [];
      }
      // @ts-expect-error numbers are no texts
      @Autocomplete(Options, 'text') values(): number[] {
        return [];
      }
      // @ts-expect-error a list is asked for
      @Autocomplete(Options, 'text') nothing(): void {}
    }
    expect(Refused).toBeDefined();
  });
});

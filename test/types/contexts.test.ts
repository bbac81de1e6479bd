/**
 * Which context a method may ask for under which decorator: every pair of them. A method that asks for another one does not compile,
 * although contexts can do much of what others can.
 */
import {
  type AnyContext,
  Autocomplete,
  Button,
  type ButtonContext,
  type CommandContext,
  type ComponentContext,
  customId,
  EntryPoint,
  type EntryPointContext,
  type GuildButtonContext,
  type GuildEntryPointContext,
  type GuildMessageCommandContext,
  type GuildModalContext,
  type GuildSelectContext,
  type GuildSlashContext,
  type GuildUserCommandContext,
  Handler,
  type IdOf,
  type InteractionCreateEvent,
  MessageCommand,
  type MessageCommandContext,
  Modal,
  type ModalContext,
  OnModal,
  type Query,
  Select,
  type SelectContext,
  Slash,
  type SlashContext,
  slashGroup,
  snowflake,
  StringOption,
  TextInput,
  UserCommand,
  type UserCommandContext,
} from 'corduroy';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_Is extends true>(): void => undefined;

/** Everything that a method could ask for. */
interface Contexts {
  slash: SlashContext;
  guildSlash: GuildSlashContext;
  user: UserCommandContext;
  guildUser: GuildUserCommandContext;
  message: MessageCommandContext;
  guildMessage: GuildMessageCommandContext;
  entry: EntryPointContext;
  guildEntry: GuildEntryPointContext;
  button: ButtonContext;
  guildButton: GuildButtonContext;
  select: SelectContext;
  guildSelect: GuildSelectContext;
  modal: ModalContext;
  guildModal: GuildModalContext;
  query: Query;
  event: InteractionCreateEvent;
  command: CommandContext;
  component: ComponentContext;
  any: AnyContext;
}

type Descriptor<Name extends keyof Contexts> = TypedPropertyDescriptor<(context: Contexts[Name]) => string>;

function method<Name extends keyof Contexts>(): Descriptor<Name> {
  return {};
}

/** The names of those that a decorator lets a method ask for. */
type AskedFor<Decorator> = {
  [Name in keyof Contexts]: Decorator extends (
    target: object,
    method: string,
    descriptor: TypedPropertyDescriptor<(context: Contexts[Name]) => string[]>,
  ) => void
    ? Name
    : never;
}[keyof Contexts];

class Options {
  @StringOption('x', { autocomplete: true }) text!: string;
}
@Modal('form', 'Form')
class Form {
  @TextInput('Text') text!: string;
}
const Id = customId('id', { user: snowflake });

describe('the context of a method', () => {
  it('is that of its decorator, or what all such contexts are', () => {
    const decorators = {
      slash: Slash('a', 'x'),
      subcommand: slashGroup('a', 'x').Slash('b', 'x'),
      user: UserCommand('A'),
      message: MessageCommand('A'),
      button: Button('a'),
      typedButton: Button(Id),
      select: Select('a'),
      userSelect: Select('a', { kind: 'user' }),
      modal: OnModal(Form),
      autocomplete: Autocomplete(Options, 'text'),
    };
    type Of<Name extends keyof typeof decorators> = AskedFor<(typeof decorators)[Name]>;
    same<Same<Of<'slash'>, 'slash' | 'command' | 'any'>>();
    same<Same<Of<'subcommand'>, 'slash' | 'command' | 'any'>>();
    same<Same<Of<'user'>, 'user' | 'command' | 'any'>>();
    same<Same<Of<'message'>, 'message' | 'command' | 'any'>>();
    same<Same<Of<'button'>, 'button' | 'component' | 'any'>>();
    same<Same<Of<'typedButton'>, 'button' | 'component' | 'any'>>();
    same<Same<Of<'select'>, 'select' | 'component' | 'any'>>();
    same<Same<Of<'userSelect'>, 'select' | 'component' | 'any'>>();
    same<Same<Of<'modal'>, 'modal' | 'any'>>();
    same<Same<Of<'autocomplete'>, 'query'>>();
    // @ts-expect-error -- the table can tell.
    same<Same<Of<'modal'>, 'modal' | 'slash' | 'any'>>();
    expect(Object.keys(decorators)).toHaveLength(10);
  });

  it('may be that of a guild where it can be used nowhere else', () => {
    const contexts = ['Guild'] as const;
    const decorators = {
      slash: Slash('a', 'x', { contexts }),
      ofGuild: Slash('a', 'x', { guilds: ['1'] }),
      subcommand: slashGroup('a', 'x', { contexts: ['Guild'] }).Slash('b', 'x'),
      user: UserCommand('A', { contexts }),
      message: MessageCommand('A', { contexts }),
      button: Button('a', { contexts: ['Guild'] }),
      typedButton: Button(Id, { contexts: ['Guild'], ephemeral: true }),
      select: Select('a', { contexts: ['Guild'] }),
      userSelect: Select('a', { kind: 'user', contexts: ['Guild'] }),
      modal: OnModal(Form, { contexts: ['Guild'] }),
    };
    type Of<Name extends keyof typeof decorators> = AskedFor<(typeof decorators)[Name]>;
    same<Same<Of<'slash'>, 'slash' | 'guildSlash' | 'command' | 'any'>>();
    same<Same<Of<'ofGuild'>, 'slash' | 'guildSlash' | 'command' | 'any'>>();
    same<Same<Of<'subcommand'>, 'slash' | 'guildSlash' | 'command' | 'any'>>();
    same<Same<Of<'user'>, 'user' | 'guildUser' | 'command' | 'any'>>();
    same<Same<Of<'message'>, 'message' | 'guildMessage' | 'command' | 'any'>>();
    same<Same<Of<'button'>, 'button' | 'guildButton' | 'component' | 'any'>>();
    same<Same<Of<'typedButton'>, 'button' | 'guildButton' | 'component' | 'any'>>();
    same<Same<Of<'select'>, 'select' | 'guildSelect' | 'component' | 'any'>>();
    same<Same<Of<'userSelect'>, 'select' | 'guildSelect' | 'component' | 'any'>>();
    same<Same<Of<'modal'>, 'modal' | 'guildModal' | 'any'>>();
    expect(Object.keys(decorators)).toHaveLength(10);
  });

  it('is not that of a guild where it can be used elsewhere as well', () => {
    const decorators = {
      button: Button('a', { contexts: ['Guild', 'BotDM'] }),
      select: Select('a', { contexts: ['BotDM'] }),
      modal: OnModal(Form, { contexts: ['Guild', 'PrivateChannel'] }),
    };
    type Of<Name extends keyof typeof decorators> = AskedFor<(typeof decorators)[Name]>;
    same<Same<Of<'button'>, 'button' | 'component' | 'any'>>();
    same<Same<Of<'select'>, 'select' | 'component' | 'any'>>();
    same<Same<Of<'modal'>, 'modal' | 'any'>>();
    expect(Object.keys(decorators)).toHaveLength(3);
  });

  it('of an entry point is that of its decorator, or what all such contexts are', () => {
    // It stands on classes as well, which the table above cannot tell apart.
    const anywhere = EntryPoint('a', 'x');
    const inGuilds = EntryPoint('a', 'x', { contexts: ['Guild'] });
    const compiled = (): void => {
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'slash'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'guildSlash'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'user'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'guildUser'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'message'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'guildMessage'>());
      anywhere({}, 'm', method<'entry'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'guildEntry'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'button'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'guildButton'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'select'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'guildSelect'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'modal'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'guildModal'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'query'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'event'>());
      anywhere({}, 'm', method<'command'>());
      // @ts-expect-error -- another one.
      anywhere({}, 'm', method<'component'>());
      anywhere({}, 'm', method<'any'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'slash'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'guildSlash'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'user'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'guildUser'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'message'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'guildMessage'>());
      inGuilds({}, 'm', method<'entry'>());
      inGuilds({}, 'm', method<'guildEntry'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'button'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'guildButton'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'select'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'guildSelect'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'modal'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'guildModal'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'query'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'event'>());
      inGuilds({}, 'm', method<'command'>());
      // @ts-expect-error -- another one.
      inGuilds({}, 'm', method<'component'>());
      inGuilds({}, 'm', method<'any'>());
    };
    expect(compiled).toBeDefined();
  });

  it('is held as the table says where it is written', () => {
    @Handler()
    class Fits {
      @Button(Id, { contexts: ['Guild'] }) button(ctx: GuildButtonContext, id: IdOf<typeof Id>): string {
        const guild: string = ctx.guildId;
        return `${guild} ${ctx.member.displayName} ${id.user}`;
      }
      @Select('s', { contexts: ['Guild'] }) select(ctx: GuildSelectContext): string {
        return ctx.member.displayName;
      }
      @OnModal(Form, { contexts: ['Guild'] }) form(ctx: GuildModalContext, form: Form): string {
        return `${ctx.member.displayName} ${form.text}`;
      }
      @EntryPoint('a', 'x', { contexts: ['Guild'] }) open(ctx: GuildEntryPointContext): string {
        return ctx.guildId;
      }
    }
    @Handler()
    class Refused {
      // @ts-expect-error -- a command of users.
      @UserCommand('A') user(_ctx: SlashContext): void {}
      // @ts-expect-error -- a command of messages.
      @MessageCommand('A') message(_ctx: SlashContext): void {}
      // @ts-expect-error -- it opens an activity.
      @EntryPoint('a', 'x') entry(_ctx: SlashContext): void {}
      // @ts-expect-error -- a form is no slash command.
      @OnModal(Form) form(_ctx: SlashContext, _form: Form): void {}
      // @ts-expect-error -- a button may be clicked in direct messages.
      @Button('a') button(_ctx: GuildButtonContext): void {}
      // @ts-expect-error -- so may a select be used.
      @Select('a') select(_ctx: GuildSelectContext): void {}
      // @ts-expect-error -- and a form be submitted.
      @OnModal(Form) guildForm(_ctx: GuildModalContext, _form: Form): void {}
      // @ts-expect-error -- the event is heard by @On.
      @Slash('a', 'x') event(_event: InteractionCreateEvent): void {}
    }
    class Unknown {
      // @ts-expect-error -- no such context.
      @Button('a', { contexts: ['Server'] }) context(): void {}
      // @ts-expect-error -- no such option.
      @Button('a', { context: ['Guild'] }) button(): void {}
      // @ts-expect-error -- no such option.
      @Select('a', { kinds: ['user'] }) select(): void {}
      // @ts-expect-error -- a form cannot answer with a form.
      @OnModal(Form, { modal: true }) form(): void {}
      // @ts-expect-error -- no such option.
      @EntryPoint('a', 'x', { guild: '1' }) entry(): void {}
    }
    expect([Fits, Refused, Unknown]).toHaveLength(3);
  });
});

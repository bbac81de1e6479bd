/** Which method answers an interaction, and what people are told when none does, or not there. */
import { Catch, Handler } from '../../../../src/di';
import { Guard, Use } from '../../../../src/dispatcher';
import { SetupError } from '../../../../src/errors';
import {
  Autocomplete,
  Button,
  type ButtonContext,
  customId,
  EntryPoint,
  type GuildButtonContext,
  type GuildModalContext,
  type GuildSelectContext,
  type GuildSlashContext,
  type IdOf,
  int,
  IntegerOption,
  MessageCommand,
  Modal,
  NumberOption,
  OnModal,
  oneOf,
  type Query,
  Select,
  type SelectContext,
  Slash,
  SlashContext,
  slashGroup,
  snowflake,
  StringOption,
  TextInput,
  UserCommand,
} from '../../../../src/interactions';
import { MessageCreateEvent } from '../../../../src/models';
import { On } from '../../../../src/di';
import {
  command,
  GUILD,
  inGuild,
  interaction,
  KINDS,
  OTHER_GUILD,
  privately,
  routed,
  submit,
  typing,
  use,
} from './router-support';

const OUTDATED = 'This is from an older version of me and does not work any more. Please start again.';

describe('typed ids', () => {
  const Ban = customId('ban', { user: snowflake, days: int(0, 7) });
  const text = Ban.of({ user: '123456789012345678', days: 7 });

  @Handler()
  class Bans {
    @Button(Ban) ban(_ctx: ButtonContext, id: IdOf<typeof Ban>): string {
      return `${id.user} for ${id.days}`;
    }
  }

  it('bring their values', async () => {
    expect(await routed([Bans]).ask(use('button', text))).toEqual(['123456789012345678 for 7']);
  });

  it.each([
    [
      'of an earlier version',
      customId('ban', { user: snowflake, days: int(0, 7) }, { version: 2 }).of({ user: '123456789012345678', days: 7 }),
    ],
    ['of other codecs', customId('ban', { user: snowflake }).of({ user: '123456789012345678' })],
    [
      'with wider bounds',
      customId('ban', { user: snowflake, days: int(0, 9) }).of({ user: '123456789012345678', days: 9 }),
    ],
    ['of another choice', customId('ban', { kind: oneOf('a', 'b', 'c') }).of({ kind: 'c' })],
  ])('%s are told to be outdated, and run nothing', async (_what, outdated) => {
    const { ask } = routed([Bans], { failed: 'failed' });
    expect(await ask(use('button', outdated))).toEqual([OUTDATED]);
  });

  it.each([
    ['without values', 'ban'],
    ['with an empty text', 'ban:'],
    ['with values that no id wrote', `${text.slice(0, -1)}é`],
    ['that were cut', text.slice(0, -1)],
    ['with more than was written', `${text}!`],
    ['of another name', text.replace('ban', 'bann')],
  ])('%s run nothing', async (_what, wrong) => {
    const said = await routed([Bans]).ask(use('button', wrong));
    // Garbage is nobody's, or at most told to be old; never values.
    expect([[], [OUTDATED]]).toContainEqual(said);
  });

  it('of the same name are heard beside a plain text of it', async () => {
    @Handler()
    class Both {
      @Button('ban') plain(): string {
        return 'plain';
      }
      @Button(Ban) typed(_ctx: ButtonContext, id: IdOf<typeof Ban>): string {
        return `typed ${id.days}`;
      }
    }
    const { ask, router } = routed([Both]);
    expect(router.problems.map(({ code }) => code)).toEqual(['INTERACTION_DUPLICATE']);
    expect(await ask(use('button', 'ban'))).toEqual(['plain']);
  });
});

describe('plain ids', () => {
  @Handler()
  class Plain {
    @Button('yes') yes(): string {
      return 'yes';
    }
    @Button('a:b') colon(): string {
      return 'with a colon';
    }
    @Select('yes') chosen(ctx: SelectContext): string {
      return `chose ${ctx.values.join()}`;
    }
  }

  it('are heard whole', async () => {
    const { ask } = routed([Plain]);
    expect(await ask(use('button', 'yes'))).toEqual(['yes']);
    expect(await ask(use('button', 'a:b'))).toEqual(['with a colon']);
    expect(await ask(use('button', 'yes:1'))).toEqual([]);
    expect(await ask(use('button', 'ye'))).toEqual([]);
  });

  it('may be those of a button and of a select at once', async () => {
    const { ask, router } = routed([Plain]);
    expect(router.problems).toEqual([]);
    expect(await ask(use('string', 'yes', undefined, ['a', 'b']))).toEqual(['chose a,b']);
  });

  it('that nobody knows are left to others', async () => {
    const { ask, logger } = routed([Plain]);
    expect(await ask(use('button', 'no'))).toEqual([]);
    expect(await ask(use('button', '__proto__'))).toEqual([]);
    expect(await ask(submit('yes'))).toEqual([]);
    expect(await ask(command('yes'))).toEqual([]);
    expect(logger.at('debug')).toEqual([
      'no handler of this group answers the button "no"',
      'no handler of this group answers the button "__proto__"',
      'no handler of this group answers the form "yes"',
      'no handler of this group answers /yes',
    ]);
  });
});

describe('kinds of selects', () => {
  @Handler()
  class Kinds {
    @Select('one', { kind: 'user' }) user(): string {
      return 'user';
    }
    @Select('one', { kind: 'role' }) role(): string {
      return 'role';
    }
    @Select('any') any(): string {
      return 'any';
    }
  }

  it.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('are told apart: %s', async (kind) => {
    const { ask, router } = routed([Kinds]);
    expect(router.problems).toEqual([]);
    expect(await ask(use(kind, 'one'))).toEqual(kind === 'user' || kind === 'role' ? [kind] : []);
    expect(await ask(use(kind, 'any'))).toEqual(kind === 'button' ? [] : ['any']);
  });

  it('overlap where one method hears of any', () => {
    @Handler()
    class Overlapping {
      @Select('one') any(): void {}
      @Select('one', { kind: 'user' }) user(): void {}
      @Select('two', { kind: 'user' }) first(): void {}
      @Select('two', { kind: 'user' }) second(): void {}
      @Button('two') button(): void {}
    }
    const { problems } = routed([Overlapping]).router;
    expect(problems.map(({ code, message, place }) => [code, message, place?.file?.replace(/:\d+$/, '')])).toEqual([
      [
        'INTERACTION_DUPLICATE',
        'Overlapping.user and Overlapping.any both answer "one".',
        expect.stringMatching(/router\.test\.ts$/),
      ],
      [
        'INTERACTION_DUPLICATE',
        'Overlapping.second and Overlapping.first both answer "two".',
        expect.stringMatching(/router\.test\.ts$/),
      ],
    ]);
  });
});

describe('what is for guilds', () => {
  const ran: string[] = [];
  beforeEach(() => ran.splice(0));

  @Modal('form', 'Form')
  class Form {
    @TextInput('Text') text!: string;
  }

  @Handler()
  class Guilds {
    @Button('button', { contexts: ['Guild'] }) button(ctx: GuildButtonContext): string {
      ran.push('button');
      return `${ctx.guildId} ${ctx.member.user.username}`;
    }
    @Select('select', { contexts: ['Guild'] }) select(ctx: GuildSelectContext): string {
      ran.push('select');
      return ctx.member.guildId as string;
    }
    @OnModal(Form, { contexts: ['Guild'] }) form(ctx: GuildModalContext, form: Form): string {
      ran.push('form');
      return `${ctx.guildId} ${form.text}`;
    }
    @Slash('slash', 'Runs', { contexts: ['Guild'] }) slash(ctx: GuildSlashContext): string {
      ran.push('slash');
      return ctx.guildId;
    }
    @Button('direct', { contexts: ['BotDM'] }) direct(): string {
      return 'direct';
    }
    @Button('either', { contexts: ['Guild', 'PrivateChannel'] }) either(): string {
      return 'either';
    }
    @Button('anywhere') anywhere(ctx: ButtonContext): string {
      return String(ctx.guildId);
    }
  }

  it('is answered there', async () => {
    const { ask, router } = routed([Guilds]);
    expect(router.problems).toEqual([]);
    expect(await ask(use('button', 'button'))).toEqual([`${GUILD} alice`]);
    expect(await ask(use('string', 'select'))).toEqual([GUILD]);
    expect(await ask(submit('form', { text: 'x' }))).toEqual([`${GUILD} x`]);
    expect(await ask(command('slash'))).toEqual([GUILD]);
  });

  it.each([1, 2] as const)('is refused in a text elsewhere (%d), and runs nothing', async (context) => {
    const { ask } = routed([Guilds]);
    const place = privately(context);
    for (const payload of [
      use('button', 'button', place),
      use('string', 'select', place),
      // A form that would be refused anyway is told where it belongs, not what is wrong in it.
      submit('form', {}, place),
      // Discord knows the command as it was before the last sync.
      command('slash', [], place),
    ]) {
      expect(await ask(payload)).toEqual(['This works in servers only.']);
    }
    expect(ran).toEqual([]);
  });

  it('may be for other places as well', async () => {
    const { ask } = routed([Guilds]);
    expect(await ask(use('button', 'direct', privately(1)))).toEqual(['direct']);
    expect(await ask(use('button', 'direct', privately(2)))).toEqual(['This works in direct messages only.']);
    expect(await ask(use('button', 'direct'))).toEqual(['This works in direct messages only.']);
    expect(await ask(use('button', 'either'))).toEqual(['either']);
    expect(await ask(use('button', 'either', privately(2)))).toEqual(['either']);
    expect(await ask(use('button', 'either', privately(1)))).toEqual(['This does not work here.']);
    expect(await ask(use('button', 'anywhere', privately(1)))).toEqual(['undefined']);
  });

  it('is told in the program’s own words', async () => {
    const { ask } = routed([Guilds], { elsewhere: (contexts) => `only in ${contexts.join()}` });
    expect(await ask(use('button', 'button', privately()))).toEqual(['only in Guild']);
  });

  it('names contexts that there are', () => {
    @Handler()
    class Wrong {
      @Button('a', { contexts: ['Gild' as 'Guild'] }) near(): void {}
      @Select('a', { contexts: ['x' as 'Guild'] }) far(): void {}
      @OnModal(Form, { contexts: [] }) nowhere(): void {}
    }
    const { problems } = routed([Wrong]).router;
    expect(problems.map(({ code, message, advice }) => `${code}: ${message} Try: ${advice}`)).toEqual([
      'INTERACTION_COMPONENT_INVALID: Wrong.near names the context "Gild", which does not exist. Try: write \'Guild\'.',
      'INTERACTION_COMPONENT_INVALID: Wrong.far names the context "x", which does not exist. Try: use one of Guild, BotDM, PrivateChannel.',
      'INTERACTION_COMPONENT_INVALID: Wrong.nowhere names no context: it could be used nowhere. Try: name one, or take `contexts` away.',
    ]);
    expect(problems.every(({ place }) => place?.file?.includes('router.test.ts:'))).toBe(true);
  });
});

describe('a name that several commands have', () => {
  class Options {
    @StringOption('Why', { autocomplete: true }) reason!: string;
  }
  class GuildOptions {
    @StringOption('Why', { autocomplete: true }) reason!: string;
  }
  const role = slashGroup('role', 'Roles');
  const guildRole = slashGroup('role', 'Roles here', { guilds: [GUILD] });

  @Handler()
  class Several {
    @Slash('ban', 'Bans') everywhere(_ctx: SlashContext, options: Options): string {
      return `everywhere ${options.reason}`;
    }
    @Slash('ban', 'Bans here', { guilds: [GUILD] }) here(_ctx: SlashContext, options: GuildOptions): string {
      return `here ${options.reason}`;
    }
    @UserCommand('ban') user(): string {
      return 'user';
    }
    @MessageCommand('ban') message(): string {
      return 'message';
    }
    @role.Slash('add', 'Adds') add(): string {
      return 'add everywhere';
    }
    @guildRole.Slash('add', 'Adds here') addHere(): string {
      return 'add here';
    }
    @guildRole.Slash('take', 'Takes') take(): string {
      return 'take here';
    }
    @Autocomplete(Options, 'reason') suggest(): string[] {
      return ['everywhere'];
    }
    @Autocomplete(GuildOptions, 'reason') suggestHere(): string[] {
      return ['here'];
    }
  }
  const why = [{ name: 'reason', type: 3, value: 'x' }];
  const own = { guild_id: GUILD };

  it('is that of a guild’s own command where that was chosen, and the global one’s else', async () => {
    const { ask, router } = routed([Several]);
    expect(router.problems).toEqual([]);
    expect(await ask(command('ban', why, inGuild(), own))).toEqual(['here x']);
    // Discord offers both in that guild, and says which one it was.
    expect(await ask(command('ban', why, inGuild()))).toEqual(['everywhere x']);
    expect(await ask(command('ban', why, privately()))).toEqual(['everywhere x']);
    expect(await ask(command('ban', why, inGuild(OTHER_GUILD)))).toEqual(['everywhere x']);
    // Where all commands were put into one guild for development.
    expect(await ask(command('ban', why, inGuild(OTHER_GUILD), { guild_id: OTHER_GUILD }))).toEqual(['everywhere x']);
  });

  it('is told apart in subcommands and suggestions too', async () => {
    const { ask } = routed([Several]);
    expect(await ask(command('role add', [], inGuild(), own))).toEqual(['add here']);
    expect(await ask(command('role add'))).toEqual(['add everywhere']);
    expect(await ask(command('role take', [], inGuild(), own))).toEqual(['take here']);
    const typed = [{ name: 'reason', type: 3, value: '', focused: true }];
    expect(await ask(typing('ban', typed, own))).toEqual([[{ name: 'here', value: 'here' }]]);
    expect(await ask(typing('ban', typed))).toEqual([[{ name: 'everywhere', value: 'everywhere' }]]);
  });

  it('may be that of menus as well', async () => {
    const { ask } = routed([Several]);
    expect(await ask(interaction(2, { id: '1', type: 2, name: 'ban', target_id: '1' }))).toEqual(['user']);
    expect(await ask(interaction(2, { id: '1', type: 3, name: 'ban', target_id: '1' }))).toEqual(['message']);
  });

  it('is found where guilds alone have it, and where an entry point opens the activity', async () => {
    @Handler()
    class Elsewhere {
      @Slash('here', 'One', { guilds: [GUILD] }) one(): string {
        return 'one';
      }
      @Slash('here', 'Two', { guilds: [OTHER_GUILD] }) two(): string {
        return 'two';
      }
      @EntryPoint('launch', 'Opens') open(): string {
        return 'opened';
      }
    }
    const { ask, router } = routed([Elsewhere]);
    expect(router.problems).toEqual([]);
    expect(await ask(command('here', [], inGuild(), own))).toEqual(['one']);
    expect(await ask(command('here', [], inGuild(OTHER_GUILD), { guild_id: OTHER_GUILD }))).toEqual(['two']);
    expect(await ask(interaction(2, { id: '1', type: 4, name: 'launch' }))).toEqual(['opened']);
  });
});

describe('suggestions', () => {
  class Base {
    @StringOption('Why', { autocomplete: true, optional: true }) theReason?: string;
    @IntegerOption('How many', { autocomplete: true, optional: true }) count?: number;
    @NumberOption('How much', { autocomplete: true, optional: true, name: 'much' }) ratio?: number;
  }
  class Derived extends Base {
    @StringOption('What', { autocomplete: true, optional: true }) what?: string;
  }
  class Further extends Derived {}

  @Handler()
  class Suggesting {
    @Slash('base', 'Base') base(_ctx: SlashContext, _options: Base): void {}
    @Slash('derived', 'Derived') derived(_ctx: SlashContext, _options: Derived): void {}
    @Slash('further', 'Further') further(_ctx: SlashContext, _options: Further): void {}

    @Autocomplete(Base, 'theReason') reason(query: Query): string[] {
      return [`base ${query.value}`];
    }
    @Autocomplete(Derived, 'theReason') derivedReason(query: Query): string[] {
      return [`derived ${query.value}`];
    }
    @Autocomplete(Base, 'count') count(query: Query<number>): number[] {
      return query.value === undefined ? [] : [query.value, query.value * 10];
    }
    @Autocomplete(Base, 'ratio') ratio(query: Query<number>): { name: string; value: number }[] {
      return [{ name: `${query.text} of ${Object.values(query.others).join()}`, value: query.value ?? 0 }];
    }
    @Autocomplete(Derived, 'what') what(query: Query): string[] {
      return Array.from({ length: 30 }, (_, at) => `${query.option} ${at}`);
    }
  }
  const focused = (name: string, type: number, value: string): object => ({ name, type, value, focused: true });
  const values = (said: readonly unknown[]): unknown[] =>
    (said[0] as { readonly value: unknown }[]).map(({ value }) => value);

  it('are those of the class that is nearest to the options', async () => {
    const { ask, router } = routed([Suggesting]);
    expect(router.problems).toEqual([]);
    expect(values(await ask(typing('base', [focused('the-reason', 3, 'a')])))).toEqual(['base a']);
    expect(values(await ask(typing('derived', [focused('the-reason', 3, 'a')])))).toEqual(['derived a']);
  });

  it('are inherited by classes that extend the one that asks', async () => {
    const { ask } = routed([Suggesting]);
    expect(values(await ask(typing('further', [focused('count', 4, '7')])))).toEqual([7, 70]);
    expect(values(await ask(typing('further', [focused('what', 3, '')])))).toHaveLength(25);
    expect(values(await ask(typing('further', [focused('the-reason', 3, 'a')])))).toEqual(['derived a']);
  });

  it.each([
    ['12', [12, 120]],
    ['', []],
    ['-', []],
    ['1e999', []],
    ['twelve', []],
  ])('of numbers know the number when it is one: %j', async (text, expected) => {
    const { ask } = routed([Suggesting]);
    expect(values(await ask(typing('base', [focused('count', 4, text)])))).toEqual(expected);
  });

  it('of numbers may have names, and see what the others hold', async () => {
    const { ask } = routed([Suggesting]);
    const typed = [{ name: 'the-reason', type: 3, value: 'tea' }, focused('much', 10, '0.5')];
    expect(await ask(typing('base', typed))).toEqual([[{ name: '0.5 of tea', value: 0.5 }]]);
  });

  it('that nobody gives are left alone', async () => {
    const { ask } = routed([Suggesting]);
    expect(await ask(typing('base', [focused('nothing', 3, 'a')]))).toEqual([]);
    expect(await ask(typing('nothing', [focused('the-reason', 3, 'a')]))).toEqual([]);
    expect(await ask(typing('base', []))).toEqual([]);
  });
});

describe('a handler class that is added after the start', () => {
  @Handler()
  class Early {
    @Slash('early', 'Early') early(): string {
      return 'early';
    }
  }
  @Modal('late', 'Late')
  class LateForm {
    @TextInput('Text') text!: string;
  }
  class LateOptions {
    @StringOption('x', { autocomplete: true }) text!: string;
  }
  @Handler()
  class Late {
    @Slash('late', 'Late') command(): void {}
    @Autocomplete(LateOptions, 'text') suggest(): string[] {
      return [];
    }
    @Button('late') button(): void {}
    @OnModal(LateForm) form(): void {}
    @On(MessageCreateEvent) message(_event: MessageCreateEvent): void {}
  }
  class Inherits extends Late {}

  it('is refused where it answers commands, components or forms: each method, with its line and a way out', () => {
    const { dispatcher } = routed([Early]);
    for (const type of [Late, Inherits]) {
      let error: unknown;
      try {
        dispatcher.addHandler(type);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(SetupError);
      const { problems } = error as SetupError;
      expect(problems.map(({ code, message }) => `${code}: ${message.split(',')[0] ?? ''}`)).toEqual([
        `INTERACTION_ADDED_LATE: ${type.name}.command answers a command`,
        `INTERACTION_ADDED_LATE: ${type.name}.suggest completes an option`,
        `INTERACTION_ADDED_LATE: ${type.name}.button answers a component`,
        `INTERACTION_ADDED_LATE: ${type.name}.form answers a form`,
      ]);
      for (const { advice, place } of problems) {
        expect(advice).toContain('before hub.start()');
        expect(place?.file).toMatch(/router\.test\.ts:\d+$/);
      }
      expect(dispatcher.handlerClasses()).toEqual([Early]);
    }
  });

  it('is taken where it hears events only, and once more where it was there before', async () => {
    @Handler()
    class Events {
      @On(MessageCreateEvent) message(_event: MessageCreateEvent): void {}
    }
    const { dispatcher, ask } = routed([Early]);
    dispatcher.addHandler(Events);
    dispatcher.addHandler(Early);
    expect(dispatcher.handlerClasses()).toEqual([Early, Events]);
    expect(await ask(command('early'))).toEqual(['early']);
  });
});

describe('texts of the author’s that are none', () => {
  class RefusesAll extends Guard {
    check(): { reason: string; message: string } {
      return { reason: 'no', message: ' ' };
    }
  }

  @Handler()
  class Torn {
    @Slash('guarded', 'Runs') @Use(RefusesAll) guarded(): void {}
    @Slash('caught', 'Runs') caught(): void {
      throw new RangeError('torn');
    }
    @Slash('torn', 'Runs') torn(): void {
      throw new Error('torn');
    }
    @Catch(RangeError) nothing(_error: RangeError): string {
      return '';
    }
  }

  it('leave nobody without a word', async () => {
    expect(await routed([Torn]).ask(command('guarded'))).toEqual(['Something went wrong.']);
    expect(await routed([Torn]).ask(command('caught'))).toEqual(['Something went wrong.']);
    const { ask, logger } = routed([Torn], { failed: () => undefined as never });
    expect(await ask(command('torn'))).toEqual(['Something went wrong.']);
    expect(logger.at('warn')).toContain('a text of interactions could not be made');
  });
});

/** Forms as classes: what is shown fits Discord's schemas, what comes back is an instance or the reasons why not. */
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsDate, IsIn, Length, MaxLength, Min, NotContains } from 'class-validator';
import { InteractionResponseType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { SetupError } from '../../../../src/errors';
import {
  ChannelSelectField,
  Checkbox,
  CheckboxGroup,
  customId,
  FileUpload,
  type IdOf,
  InteractionError,
  int,
  MemberSelectField,
  MentionableSelectField,
  Modal,
  modal,
  option,
  RadioGroup,
  readForm,
  RoleSelectField,
  type ShownForm,
  snowflake,
  StringSelectField,
  TextInput,
  UserSelectField,
} from '../../../../src/interactions';
import {
  Attachment,
  Channel,
  type InteractionReplyBody,
  Member,
  Role,
  unboundContext,
  User,
} from '../../../../src/models';
import { schemaComplaints } from '../../../support/component-schemas';
import { thrownBy } from '../../models/thrown-by';

const ID = '123456789012345678';
const letters = (count: number): string => 'n'.repeat(count);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const shown = ({ form }: ShownForm): InteractionReplyBody =>
  ({ type: InteractionResponseType.Modal, data: form }) as unknown as InteractionReplyBody;

const ReportId = customId('report', { message: snowflake, tries: int(0, 9) });

@Modal(ReportId, 'Report a message', { intro: 'Who reads this?', outro: 'Thank you.' })
class Report {
  readonly id!: IdOf<typeof ReportId>;

  @TextInput('What happened?', { style: 'Paragraph', minLength: 3, maxLength: 10, placeholder: 'Tell', value: 'abc' })
  what!: string;

  @RadioGroup('Why', ['spam', option('Bad words', 'words', { description: 'Really bad' })])
  why!: 'spam' | 'words';

  @CheckboxGroup('And', ['a', 'b', 'c'], { optional: true, description: 'More', before: 'Now' })
  and!: ('a' | 'b' | 'c')[];
}

@Modal('choose', 'Choose')
class Choose {
  @UserSelectField('Who') who!: User;
  @RoleSelectField('Which', { maxValues: 3, optional: true }) which!: Role[];
  @MentionableSelectField('Whom', { optional: true }) whom?: User | Role;
  @ChannelSelectField('Where', { channelTypes: ['GuildText'], maxValues: 2 }) where!: Channel[];
  @MemberSelectField('Whose', { optional: true }) whose?: Member;
}

@Modal('rest', 'The rest')
class Rest {
  @FileUpload('Files', { maxValues: 2, fileTypes: ['image', '.pdf'] }) files!: Attachment[];
  @FileUpload('One', { optional: true }) one?: Attachment;
  @Checkbox('Sure', { default: true, description: 'Really' }) sure!: boolean;
  @StringSelectField('Colour', [option('Red', 'r', { emoji: '🔴' }), 'g'], { placeholder: 'Pick' }) colour!: 'r' | 'g';
  @TextInput('Note', { optional: true }) note = 'none';
}

const resolved = {
  users: { '1': { id: '1', username: 'ann' }, '2': { id: '2', username: 'bob' } },
  members: { '1': { roles: [] } },
  roles: { '3': { id: '3', name: 'r' } },
  channels: { '4': { id: '4', type: 0, name: 'c' }, '5': { id: '5', type: 2, name: 'v' } },
  attachments: { '6': { id: '6', filename: 'a.png' } },
};

type Filled = Readonly<Record<string, object>>;

/** A submission as Discord sends it: labels around fields, texts without content. */
function submission(fields: Filled): unknown[] {
  const labels = Object.entries(fields).map(([name, field]) => ({
    type: 18,
    id: 1,
    component: { custom_id: name, ...field },
  }));
  return [{ type: 10, id: 9 }, ...labels];
}

function decode<T extends object>(form: new () => T, fields: Filled, id?: object): unknown {
  const context = unboundContext;
  return readForm(form).decode(submission(fields) as never, resolved as never, context, '7', id);
}

const REPORT: Filled = {
  what: { type: 4, value: 'hello' },
  why: { type: 21, value: 'spam' },
  and: { type: 22, values: ['a', 'c'] },
};
const CHOOSE: Filled = {
  who: { type: 5, values: ['1'] },
  which: { type: 6, values: ['3'] },
  whom: { type: 7, values: ['3'] },
  where: { type: 8, values: ['4'] },
  whose: { type: 5, values: ['1'] },
};
const REST: Filled = {
  files: { type: 19, values: ['6'] },
  one: { type: 19, values: ['6'] },
  sure: { type: 23, value: true },
  colour: { type: 3, values: ['r'] },
  note: { type: 4, value: 'x' },
};

describe('a form that is shown', () => {
  it('has texts and labels in the order of its class', () => {
    @Modal(customId('small'), 'Small', { intro: 'a' })
    class Small {
      @TextInput('Text', { before: 'b' }) text!: string;
    }
    expect(modal(Small)).toEqual({
      form: {
        customId: 'small',
        title: 'Small',
        components: [
          { type: 10, content: 'a' },
          { type: 10, content: 'b' },
          { type: 18, label: 'Text', component: { type: 4, customId: 'text', style: 1 } },
        ],
      },
    });
  });

  it('carries the values of its id', () => {
    @Modal(ReportId, 'Report')
    class Small {
      readonly id!: IdOf<typeof ReportId>;
      @TextInput('Text') text!: string;
    }
    const { form } = modal(Small, { id: { message: ID, tries: 2 } });
    expect(ReportId.parse(form.customId as string)).toEqual({ message: ID, tries: 2 });
    expect(readForm(Small).customId).toBe(ReportId);
  });

  it('is what Discord takes, empty and filled', () => {
    const user = new User({ id: ID } as never, unboundContext);
    const role = new Role({ id: ID } as never, unboundContext);
    for (const form of [
      modal(Choose),
      modal(Choose, { values: { who: user, which: [role, ID], whom: role, where: [ID] } }),
      modal(Rest),
      modal(Rest, { values: { sure: false, colour: 'g', note: letters(4_000) } }),
    ]) {
      expect(schemaComplaints(shown(form))).toEqual([]);
    }
  });

  it('is filled with what it is told instead of what its class says', () => {
    const { form } = modal(Rest, { values: { sure: false, colour: 'g', note: 'x' } });
    expect(form.components).toMatchObject([
      {},
      {},
      { component: { default: false } },
      { component: { options: [{ value: 'r' }, { value: 'g', default: true }] } },
      { component: { value: 'x', required: false } },
    ]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'a choice that is none',
      () => modal(Rest, { values: { colour: 'x' as 'r' } }),
      'values.colour takes values of its options, and got "x"',
    ],
    ['a file', () => modal(Rest, { values: { one: 'x' as never } }), 'values.one takes nothing'],
    ['an id of who knows what', () => modal(Choose, { values: { whom: ID } }), 'values.whom takes users and roles'],
    [
      'no id',
      () => (modal as (form: unknown) => unknown)(Small),
      'takes an id of Discord’s as message, and got undefined',
    ],
  ])('refuses %s', (_what, show, told) => {
    const error = thrownBy(show);
    expect(error).toBeInstanceOf(InteractionError);
    expect(error).toMatchObject({ code: 'INTERACTION_COMPONENT_INVALID' });
    expect((error as Error).message).toContain(told);
  });
});

@Modal(ReportId, 'Report')
class Small {
  readonly id!: IdOf<typeof ReportId>;
  @TextInput('Text') text!: string;
}

describe('a form that was submitted', () => {
  it('is an instance with what was entered', () => {
    const report = decode(Report, REPORT, { message: ID, tries: 1 });
    expect(report).toBeInstanceOf(Report);
    expect(report).toEqual({ id: { message: ID, tries: 1 }, what: 'hello', why: 'spam', and: ['a', 'c'] });
  });

  it('has views of whom and what was chosen', () => {
    const choose = decode(Choose, CHOOSE) as Choose;
    expect(choose.who).toBeInstanceOf(User);
    expect([choose.who.id, choose.which.map(({ id }) => id), choose.whom?.id]).toEqual(['1', ['3'], '3']);
    expect(choose.whom).toBeInstanceOf(Role);
    expect(choose.where[0]).toBeInstanceOf(Channel);
    expect(choose.whose).toBeInstanceOf(Member);
    expect([choose.whose?.id, choose.whose?.guildId]).toEqual(['1', '7']);
    const rest = decode(Rest, REST) as Rest;
    expect([rest.files[0]?.filename, rest.one?.id, rest.sure, rest.colour, rest.note]).toEqual([
      'a.png',
      '6',
      true,
      'r',
      'x',
    ]);
  });

  it('keeps what its class says where a field was left empty', () => {
    const rest = decode(Rest, { ...REST, one: { type: 19, values: [] }, note: { type: 4, value: '' } }) as Rest;
    expect([rest.one, rest.note]).toEqual([undefined, 'none']);
    const choose = decode(Choose, {
      ...CHOOSE,
      which: { type: 6, values: [] },
      whom: { type: 7, values: [] },
    }) as Choose;
    expect([choose.which, choose.whom]).toEqual([[], undefined]);
  });

  it('is read where texts stand in rows, as in forms of old', () => {
    const rows = [{ type: 1, id: 1, components: [{ type: 4, id: 2, custom_id: 'text', value: 'hi' }] }];
    expect(readForm(Small).decode(rows as never, undefined, unboundContext, undefined, undefined)).toEqual({
      text: 'hi',
    });
  });

  it.each<[string, new () => object, Filled, string, string]>([
    [
      'a short text',
      Report,
      { ...REPORT, what: { type: 4, value: 'hi' } },
      'What happened?',
      'takes 3 to 10 characters',
    ],
    [
      'a long text',
      Report,
      { ...REPORT, what: { type: 4, value: letters(11) } },
      'What happened?',
      'takes 3 to 10 characters',
    ],
    [
      'nothing where something is needed',
      Report,
      { ...REPORT, what: { type: 4, value: '' } },
      'What happened?',
      'is needed',
    ],
    ['no radio button', Report, { ...REPORT, why: { type: 21, value: null } }, 'Why', 'is needed'],
    [
      'a choice that is gone',
      Report,
      { ...REPORT, why: { type: 21, value: 'gone' } },
      'Why',
      'is not what this form takes any more: open it again',
    ],
    ['too many choices', Choose, { ...CHOOSE, where: { type: 8, values: ['4', '4', '4'] } }, 'Where', 'takes 1 to 2'],
    [
      'a channel of another kind',
      Choose,
      { ...CHOOSE, where: { type: 8, values: ['5'] } },
      'Where',
      'is not what this form takes any more: open it again',
    ],
    [
      'who is no member',
      Choose,
      { ...CHOOSE, whose: { type: 5, values: ['2'] } },
      'Whose',
      'takes members of this server',
    ],
    [
      'an unknown user',
      Choose,
      { ...CHOOSE, who: { type: 5, values: ['8'] } },
      'Who',
      'is not what this form takes any more: open it again',
    ],
    ['no file', Rest, { ...REST, files: { type: 19, values: [] } }, 'Files', 'is needed'],
    [
      'another kind of field',
      Rest,
      { ...REST, sure: { type: 4, value: 'yes' } },
      'Sure',
      'is not what this form takes any more: open it again',
    ],
  ])('tells the person of %s', (_what, form, fields, label, message) => {
    expect(decode(form, fields)).toMatchObject([{ option: label, message }]);
  });

  it('follows the rules of class-validator on its class', () => {
    @Modal('ruled', 'Ruled')
    class Ruled {
      @TextInput('Text') @NotContains('@everyone', { message: 'mentions nobody' }) text!: string;
      @TextInput('More', { optional: true }) @MaxLength(3) more?: string;
    }
    expect(decode(Ruled, { text: { type: 4, value: 'a' }, more: { type: 4, value: '' } })).toEqual({ text: 'a' });
    expect(decode(Ruled, { text: { type: 4, value: '@everyone' }, more: { type: 4, value: 'four' } })).toEqual([
      { option: 'Text', message: 'mentions nobody' },
      { option: 'More', message: 'must be shorter than or equal to 3 characters' },
    ]);
  });

  it('is told by the labels of its fields, whatever the rules say of properties', () => {
    @Modal('labels', 'Labels')
    class Labels {
      @CheckboxGroup('Which ones?', ['a', 'bb', 'ccc']) @Length(2, 3, { each: true }) theChosenOnes!: string[];
      @TextInput('How?') @IsIn(['so']) theWay!: string;
      @TextInput('Why?') @MaxLength(3, { message: '$property is longer than $constraint1' }) theReason!: string;
    }
    const faults = decode(Labels, {
      theChosenOnes: { type: 22, values: ['a'] },
      theWay: { type: 4, value: 'otherwise' },
      theReason: { type: 4, value: 'because' },
    });
    expect(faults).toEqual([
      {
        option: 'Which ones?',
        message: 'each value must be longer than or equal to 2 characters',
      },
      { option: 'How?', message: 'must be one of the following values: so' },
      { option: 'Why?', message: 'is longer than 3' },
    ]);
  });

  describe('with conversions of class-transformer', () => {
    @Modal(ReportId, 'Converted')
    class Converted {
      readonly id!: IdOf<typeof ReportId>;
      @TextInput('When', { transformed: true }) @Type(() => Date) @IsDate({ message: 'is no date' }) when!: Date;
      @TextInput('How many', { transformed: true }) @Type(() => Number) @Min(1) count!: number;
      @TextInput('Note', { optional: true }) @Transform(({ value }) => String(value).trim()) note = ' none ';
      @TextInput('Tags', { transformed: true, optional: true })
      @Transform(({ value }) => String(value).split(','))
      @ArrayMaxSize(2, { message: 'are too many' })
      tags: string[] = [];
      @UserSelectField('Who', { maxValues: 2 }) who!: User[];
    }
    const fields: Filled = {
      when: { type: 4, value: '2026-03-01T10:00:00Z' },
      count: { type: 4, value: '7' },
      tags: { type: 4, value: 'a,b' },
      who: { type: 5, values: ['1', '2'] },
    };
    const id = { message: ID, tries: 1 };

    it('holds what they make, before the rules; views, defaults and its id are left alone', () => {
      const form = decode(Converted, { ...fields, note: { type: 4, value: '  tea ' } }, id) as Converted;
      expect(form).toBeInstanceOf(Converted);
      expect(form).toMatchObject({ count: 7, note: 'tea', tags: ['a', 'b'], id });
      expect(form.when).toEqual(new Date('2026-03-01T10:00:00Z'));
      expect(form.who.map((user) => [user instanceof User, user.username])).toEqual([
        [true, 'ann'],
        [true, 'bob'],
      ]);
      expect((decode(Converted, fields, id) as Converted).note).toBe(' none ');
    });

    it('is told where what they make breaks a rule', () => {
      const wrong = {
        when: { type: 4, value: 'tomorrow' },
        count: { type: 4, value: 'many' },
        tags: { type: 4, value: 'a,b,c' },
      };
      expect(decode(Converted, { ...fields, ...wrong }, id)).toEqual([
        { option: 'When', message: 'is no date' },
        { option: 'How many', message: 'must not be less than 1' },
        { option: 'Tags', message: 'are too many' },
      ]);
    });

    it('is filled with texts as they are typed', () => {
      const show = (values: object): unknown => modal(Converted, { id, values: values });
      expect(JSON.stringify(show({ count: '3' }))).toContain('"value":"3"');
      const error = thrownBy(() => show({ count: 3 }));
      expect(error).toBeInstanceOf(InteractionError);
      expect(String(error)).toMatch(/values\.count takes a text as it is typed, and got 3/);
    });

    it('cannot convert views', () => {
      @Modal('views', 'Views')
      class Views {
        @UserSelectField('Who') @Transform(({ value }) => value as unknown) who!: User;
      }
      expect(readForm(Views).problems.map(({ message }) => message)).toEqual([
        'Views.who has a conversion of class-transformer, which would copy what was chosen field by field.',
      ]);
    });
  });

  it('never throws, whatever comes', () => {
    const field = fc.record(
      { type: fc.integer({ min: 0, max: 25 }), value: fc.anything(), values: fc.anything() },
      { requiredKeys: ['type'] },
    );
    const fields = fc.dictionary(
      fc.constantFrom(...Object.keys({ ...REPORT, ...CHOOSE, ...REST }), '__proto__'),
      field,
    );
    fc.assert(
      fc.property(fields, fc.constantFrom(Report, Choose, Rest), (given, form) => {
        const read = decode(form as new () => object, given);
        expect(Array.isArray(read) || read instanceof form).toBe(true);
      }),
      { seed: 7, numRuns: 500 },
    );
    const junk = fc.array(fc.anything());
    fc.assert(
      fc.property(junk, (components) => {
        readForm(Report).decode(components as never, undefined, unboundContext, undefined, undefined);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('the class of a form', () => {
  const problemsOf = (form: new () => object): string[] => readForm(form).problems.map(({ message }) => message);

  it.each<[string, new () => object]>([
    ['a title of 45 characters', titled(letters(45))],
    ['five parts', ofParts(5)],
    ['a label of 45 characters', ofField(TextInput(letters(45)))],
    ['a description of 100 characters', ofField(TextInput('a', { description: letters(100) }))],
    ['a placeholder of 100 characters', ofField(TextInput('a', { placeholder: letters(100) }))],
    ['0 to 4,000 characters', ofField(TextInput('a', { minLength: 0, maxLength: 4_000, value: letters(4_000) }))],
    ['25 options', ofField(StringSelectField('a', times(25, String), { maxValues: 25 }))],
    ['a placeholder of 150 characters in a select', ofField(UserSelectField('a', { placeholder: letters(150) }))],
    ['25 users', ofField(UserSelectField('a', { maxValues: 25, minValues: 25 }))],
    ['ten files', ofField(FileUpload('a', { maxValues: 10, fileTypes: times(10, (i) => `.${i}` as const) }))],
    ['none of the files', ofField(FileUpload('a', { minValues: 0, optional: true }))],
    ['two radio buttons', ofField(RadioGroup('a', ['a', 'b']))],
    ['ten radio buttons', ofField(RadioGroup('a', times(10, String)))],
    ['one box', ofField(CheckboxGroup('a', ['a']))],
    ['ten boxes', ofField(CheckboxGroup('a', times(10, String), { minValues: 10, maxValues: 10 }))],
  ])('may have %s', (_what, form) => {
    expect(problemsOf(form)).toEqual([]);
    expect(schemaComplaints(shown(modal(form)))).toEqual([]);
  });

  it.each<[string, new () => object, string]>([
    ['a title of 46 characters', titled(letters(46)), 'title takes 1 to 45 characters, and got 46 characters'],
    ['no title', titled(''), 'title takes 1 to 45 characters'],
    ['six parts', ofParts(6), 'has 6 parts, its texts counted; a form has at most 5'],
    ['no part', ofParts(0), 'is a form without fields'],
    ['a name with a colon', titled('a', 'a:b'), 'A custom id is named "a:b"'],
    [
      'a label of 46 characters',
      ofField(TextInput(letters(46))),
      'Form.a: label takes 1 to 45 characters, and got 46 characters',
    ],
    ['no label', ofField(TextInput('')), 'Form.a: label takes 1 to 45 characters'],
    ['a description of 101 characters', ofField(TextInput('a', { description: letters(101) })), 'Form.a: description'],
    ['a placeholder of 101 characters', ofField(TextInput('a', { placeholder: letters(101) })), 'Form.a: placeholder'],
    ['4,001 characters', ofField(TextInput('a', { maxLength: 4_001 })), 'Form.a: maxLength'],
    ['at most no character', ofField(TextInput('a', { maxLength: 0 })), 'Form.a: maxLength'],
    [
      'more characters than there can be',
      ofField(TextInput('a', { minLength: 3, maxLength: 2 })),
      'Form.a wants at least 3 characters and takes at most 2',
    ],
    [
      'a value that does not fit',
      ofField(TextInput('a', { value: 'abc', maxLength: 2 })),
      'Form.a is filled with 3 characters and takes 0 to 2',
    ],
    ['26 options', ofField(StringSelectField('a', times(26, String))), 'Form.a: options'],
    ['no option', ofField(StringSelectField('a', [])), 'Form.a: options'],
    [
      'an option of 101 characters',
      ofField(StringSelectField('a', [option(letters(101), 'a')])),
      'Form.a: options[0].label',
    ],
    [
      'a placeholder of 151 characters in a select',
      ofField(UserSelectField('a', { placeholder: letters(151) })),
      'Form.a: placeholder',
    ],
    ['26 users', ofField(UserSelectField('a', { maxValues: 26 })), 'Form.a: maxValues'],
    ['11 files', ofField(FileUpload('a', { maxValues: 11 })), 'Form.a: maxValues'],
    [
      '11 kinds of files',
      ofField(FileUpload('a', { fileTypes: times(11, (i) => `.${i}` as const) })),
      'Form.a: fileTypes',
    ],
    ['one radio button', ofField(RadioGroup('a', ['a'])), 'Form.a: options'],
    ['11 radio buttons', ofField(RadioGroup('a', times(11, String))), 'Form.a: options'],
    ['11 boxes', ofField(CheckboxGroup('a', times(11, String))), 'Form.a: options'],
    ['a choice twice', ofField(RadioGroup('a', ['x', 'x'])), 'Form.a has two choices with the value "x"'],
    [
      'a radio button with an emoji',
      ofField(RadioGroup('a', ['x', option('y', { emoji: '👍' })])),
      'Form.a has choices with an emoji',
    ],
    [
      'two radio buttons that are chosen',
      ofField(RadioGroup('a', [option('x', { default: true }), option('y', { default: true })])),
      'Form.a has 2 choices made and takes 1',
    ],
    [
      'a required field that takes nothing',
      ofField(UserSelectField('a', { minValues: 0 })),
      'Form.a is required and takes 0 values',
    ],
    [
      'more values than can be',
      ofField(UserSelectField('a', { minValues: 2 })),
      'Form.a wants at least 2 values and takes at most 1',
    ],
    [
      'more values than choices',
      ofField(StringSelectField('a', ['x'], { maxValues: 2 })),
      'Form.a takes up to 2 of 1 choices',
    ],
    ['an empty text', ofField(TextInput('a', { before: '' })), 'Form.a: content takes 1 to 4000 characters'],
    ['a field with the name of its id', ofField(TextInput('a'), 'id'), 'Form.id has the name that is kept'],
  ])('may not have %s', (_what, form, told) => {
    const { problems } = readForm(form);
    expect(problems.map(({ message }) => message).join('\n')).toContain(told);
    for (const { code, advice, place } of problems) {
      expect(code).toBe('INTERACTION_COMPONENT_INVALID');
      expect(advice).toMatch(/\.$/);
      expect(place?.file).toMatch(/forms\.test\.[jt]s:\d+$/);
    }
    expect(thrownBy(() => modal(form))).toBeInstanceOf(SetupError);
  });

  it('has fields of the types that their decorators give', () => {
    const anyhow = (decorator: unknown): PropertyDecorator => decorator as PropertyDecorator;
    @Modal('types', 'Types')
    class Types {
      @anyhow(TextInput('a')) text!: number;
      @anyhow(UserSelectField('a')) user!: Member;
      @anyhow(RoleSelectField('a', { maxValues: 2 })) roles!: Role;
      @anyhow(MentionableSelectField('a')) who!: User;
      @anyhow(CheckboxGroup('a', ['a'])) boxes!: string;
    }
    @Modal('more', 'More')
    class More {
      @anyhow(Checkbox('a')) box!: string;
      @anyhow(StringSelectField('a', ['a'])) one!: string[];
      @TextInput('a', { transformed: true }) when!: Date;
      @anyhow(TextInput('a')) any!: object;
    }
    const told = (form: new () => object): string[] =>
      readForm(form).problems.map(({ message, advice }) => `${message} Try: ${advice}`);
    expect([...told(Types), ...told(More)]).toEqual([
      'Types.text is of type Number, and its decorator gives a String. Try: declare `text` as what it gives.',
      'Types.user is of type Member, and its decorator gives a User. Try: declare `user` as what it gives.',
      'Types.roles is of type Role, and its decorator gives a list. Try: declare `roles` as what it gives, or leave maxValues out.',
      'Types.who is of type User, and its decorator gives a User or a Role. Try: declare `who` as what it gives.',
      'Types.boxes is of type String, and its decorator gives a list. Try: declare `boxes` as what it gives, or leave maxValues out.',
      'More.box is of type String, and its decorator gives a Boolean. Try: declare `box` as what it gives.',
      'More.one is of type Array, and its decorator gives a String. Try: declare it as one value, or set maxValues.',
    ]);
  });

  it('needs @Modal, no static fields, and no arguments', () => {
    class NoModal {
      @TextInput('a') a!: string;
    }
    @Modal('static', 'Static')
    class Static {
      static a: string;
      @TextInput('b') b!: string;
    }
    TextInput('a')(Static as never, 'a' as never);
    @Modal('arguments', 'Arguments')
    class Arguments {
      constructor(readonly a?: string) {}
      @TextInput('b') b!: string;
    }
    Object.defineProperty(Arguments, 'length', { value: 1 });
    expect(problemsOf(NoModal)).toEqual(['NoModal is used as a form and has no @Modal.']);
    expect(problemsOf(Static)).toEqual(['Static.a stands on a static field; fields of forms belong to instances.']);
    expect(problemsOf(Arguments)).toEqual([
      'Arguments is a form whose constructor takes arguments, and nobody gives them.',
    ]);
  });

  it('is told of a custom id that a circular import kept away', () => {
    @((Modal as (id: undefined, title: string) => ClassDecorator)(undefined, 'Circular'))
    class Circular {
      @TextInput('a') a!: string;
    }
    expect(problemsOf(Circular)[0]).toMatch(/names a custom id that was undefined/);
  });

  it('has the fields of the classes above it, and its own in the place of theirs', () => {
    class Base {
      @TextInput('First') first!: string;
      @TextInput('Second') second!: string;
    }
    @Modal('derived', 'Derived')
    class Derived extends Base {
      @TextInput('Second, again') override second!: string;
      @TextInput('Third') third!: string;
    }
    const labels = (modal(Derived).form.components as { label: string }[]).map(({ label }) => label);
    expect(labels).toEqual(['First', 'Second, again', 'Third']);
    expect(readForm(Derived)).toBe(readForm(Derived));
  });
});

function titled(title: string, id = 'form'): new () => object {
  @Modal(id, title)
  class Form {
    @TextInput('a') a!: string;
  }
  return Form;
}

function ofParts(count: number): new () => object {
  @Modal('form', 'Form')
  class Form {}
  for (let i = 0; i < count; i += 1) TextInput(`${i}`)(Form.prototype as never, `f${i}` as never);
  return Form;
}

function ofField(decorator: (target: never, field: never) => void, name = 'a'): new () => object {
  @Modal('form', 'Form')
  class Form {}
  decorator(Form.prototype as never, name as never);
  return Form;
}

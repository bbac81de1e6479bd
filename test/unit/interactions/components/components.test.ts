/** What builders make fits Discord's schemas, at each edge; beyond it is refused, here or before it is sent. */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import {
  button,
  channelSelect,
  container,
  customId,
  type EmojiInput,
  file,
  InteractionError,
  linkButton,
  mediaGallery,
  mentionableSelect,
  message,
  type MessageBody,
  type MessageComponent,
  option,
  premiumButton,
  roleSelect,
  row,
  section,
  separator,
  snowflake,
  stringSelect,
  textDisplay,
  thumbnail,
  userSelect,
} from '../../../../src/interactions';
import { Attachment, BodyError, Role, unboundContext, User } from '../../../../src/models';
import { schemaComplaints } from '../../../support/component-schemas';
import { thrownBy } from '../../models/thrown-by';

const ID = '123456789012345678';
const URL_ = 'https://example.org/a.png';
const letters = (count: number): string => 'n'.repeat(count);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const buttons = (count: number): ReturnType<typeof button>[] => times(count, (i) => button(`${i}`, `b${i}`));
const answer = (body: MessageBody): Parameters<typeof schemaComplaints>[0] => ({
  type: InteractionResponseType.ChannelMessageWithSource,
  data: body,
});
const picture = Attachment.fromBytes(new Uint8Array(1), { name: 'a.png' });

type Build = () => MessageBody;
const inRow =
  (make: () => ReturnType<typeof button>): Build =>
  () =>
    message('x', row(make()));
const ofSelect =
  (make: () => ReturnType<typeof userSelect>): Build =>
  () =>
    message('x', row(make()));
const laid =
  (make: () => MessageComponent): Build =>
  () =>
    message(make());

describe('builders of components', () => {
  it.each<[string, Build]>([
    ['a text', () => message('hello')],
    ['options and no text', () => message({ embeds: [{ title: 'a' }], flags: MessageFlags.SuppressEmbeds })],
    [
      'five rows of five buttons',
      () => message('x', ...times(5, (r) => row(times(5, (b) => button('b', `${r}.${b}`))))),
    ],
    ['a label of 80 characters', inRow(() => button(letters(80), 'a'))],
    ['a button with an emoji only', inRow(() => button('', 'a', { emoji: '👍' }))],
    [
      'every style',
      () =>
        message(
          'x',
          row(
            button('a', 'a', { style: 'Primary' }),
            button('b', 'b', { style: 'Secondary' }),
            button('c', 'c', { style: 'Success' }),
            button('d', 'd', { style: 'Danger', disabled: true, id: 4 }),
          ),
        ),
    ],
    ['a custom id of 100 characters', inRow(() => button('a', letters(100)))],
    ['a typed id', inRow(() => button('a', customId('a', { user: snowflake }).of({ user: ID })))],
    ['an id without values', inRow(() => button('a', customId('a')))],
    [
      'a link of 512 characters',
      inRow(() => linkButton('a', `https://example.org/${letters(492)}`, { emoji: '🧵', disabled: true, id: 1 })),
    ],
    ['a link of a URL', inRow(() => linkButton('a', new URL('https://example.org')))],
    ['a premium button', inRow(() => premiumButton(ID, { disabled: true, id: 9 }))],
    [
      'a select with all its settings',
      ofSelect(() =>
        stringSelect(
          'a',
          [
            option('Red', 'r', { description: letters(100), emoji: '<:red:123456789012345678>', default: true }),
            option('Blue'),
            'Green',
          ],
          { placeholder: letters(150), minValues: 0, maxValues: 3, disabled: true, id: 7 },
        ),
      ),
    ],
    [
      '25 options of 100 characters',
      ofSelect(() =>
        stringSelect(
          'a',
          times(25, (i) => option(letters(100), `${letters(98)}${10 + i}`)),
          { maxValues: 25, minValues: 25 },
        ),
      ),
    ],
    [
      'a select of users',
      ofSelect(() =>
        userSelect('a', { defaultValues: [ID, new User({ id: ID } as never, unboundContext)], maxValues: 25 }),
      ),
    ],
    [
      'a select of roles',
      ofSelect(() =>
        roleSelect(customId('a'), { defaultValues: times(25, (i) => `${ID}${i}`.slice(-18)), maxValues: 25 }),
      ),
    ],
    [
      'a select of both',
      ofSelect(() =>
        mentionableSelect('a', {
          defaultValues: [
            new User({ id: ID } as never, unboundContext),
            new Role({ id: ID } as never, unboundContext),
            { type: 'role', id: ID },
          ],
          maxValues: 3,
        }),
      ),
    ],
    [
      'a select of channels',
      ofSelect(() =>
        channelSelect('a', {
          channelTypes: ['GuildText', 'GuildForum', 'PrivateThread'],
          defaultValues: [{ id: ID }],
          minValues: 1,
        }),
      ),
    ],
    ['4,000 characters of text', laid(() => textDisplay(letters(4_000), { id: 3 }))],
    [
      'a section of three texts and a button',
      laid(() => section(['a', textDisplay('b'), 'c'], button('b', 'b'), { id: 5 })),
    ],
    [
      'a section of one text and a picture',
      laid(() => section('a', thumbnail(URL_, { description: letters(1_024), spoiler: true, id: 1 }))),
    ],
    ['a section with a link', laid(() => section('a', linkButton('b', URL_)))],
    [
      'a gallery of ten',
      laid(() =>
        mediaGallery(
          URL_,
          { media: URL_, description: letters(1_024), spoiler: true },
          picture,
          ...times(7, () => URL_),
        ),
      ),
    ],
    [
      'a file',
      () => message({ files: [picture] }, file(picture, { spoiler: true, id: 2 }), file('attachment://b.txt')),
    ],
    [
      'separators',
      () => message(separator(), separator({ divider: false, spacing: 'Large', id: 8 }), textDisplay('x')),
    ],
    [
      'a container of all that it takes',
      laid(() =>
        container(
          { accentColor: 'Blurple', spoiler: true, id: 6 },
          'text',
          row(button('b', 'b')),
          section('s', thumbnail(URL_)),
          mediaGallery(URL_),
          separator(),
          file('attachment://a'),
        ),
      ),
    ],
    ['40 components', laid(() => container(...times(39, () => separator())))],
    [
      'the darkest and the lightest colour',
      () => message(container({ accentColor: 0 }, 'a'), container({ accentColor: '#ffffff' }, 'b')),
    ],
  ])('make what Discord takes: %s', (_what, build) => {
    expect(schemaComplaints(answer(build()))).toEqual([]);
  });

  it.each<[string, Build, string]>([
    ['a label of 81 characters', inRow(() => button(letters(81), 'a')), 'components[0].components[0].label'],
    ['a custom id of 101 characters', inRow(() => button('a', letters(101))), 'components[0].components[0].customId'],
    ['no custom id', inRow(() => button('a', '')), 'components[0].components[0].customId'],
    ['a link of 513 characters', inRow(() => linkButton('a', letters(513))), 'components[0].components[0].url'],
    [
      'a custom id twice',
      () => message('x', row(button('a', 'a'), button('b', 'a'))),
      'components[0].components[1].customId',
    ],
    ['an id twice', () => message(separator({ id: 1 }), separator({ id: 1 })), 'components[1].id'],
    ['six rows', () => message('x', ...times(6, (i) => row(button('b', `${i}`)))), 'components'],
    ['41 components', laid(() => container(...times(40, () => separator()))), 'components'],
    ['4,001 characters of text', () => message(letters(2_001), textDisplay(letters(2_000))), 'components'],
    ['26 options', ofSelect(() => stringSelect('a', times(26, String))), 'components[0].components[0].options'],
    [
      'no option',
      ofSelect(() => stringSelect('a', [], { maxValues: 0, minValues: 0 })),
      'components[0].components[0].options',
    ],
    [
      'an option of 101 characters',
      ofSelect(() => stringSelect('a', [option(letters(101), 'a')])),
      'components[0].components[0].options[0].label',
    ],
    [
      'an option whose value has 101 characters',
      ofSelect(() => stringSelect('a', [option('a', letters(101))])),
      'components[0].components[0].options[0].value',
    ],
    [
      'a description of 101 characters',
      ofSelect(() => stringSelect('a', [option('a', 'a', { description: letters(101) })])),
      'components[0].components[0].options[0].description',
    ],
    [
      'a placeholder of 151 characters',
      ofSelect(() => userSelect('a', { placeholder: letters(151) })),
      'components[0].components[0].placeholder',
    ],
    ['26 values', ofSelect(() => userSelect('a', { maxValues: 26 })), 'components[0].components[0].maxValues'],
    [
      'no value at all',
      ofSelect(() => userSelect('a', { minValues: 0, maxValues: 0 })),
      'components[0].components[0].maxValues',
    ],
    [
      '26 default values',
      ofSelect(() => userSelect('a', { maxValues: 25, defaultValues: times(26, () => ID) })),
      'components[0].components[0].defaultValues',
    ],
    ['an empty text', laid(() => textDisplay('')), 'components[0].content'],
    [
      'a description of a picture of 1,025 characters',
      laid(() => mediaGallery({ media: URL_, description: letters(1_025) })),
      'components[0].items[0].description',
    ],
    [
      'a poll beside components that lay out',
      () => (message as (...args: unknown[]) => MessageBody)({ embeds: [{ title: 'a' }] }, separator()),
      'embeds',
    ],
  ])('leave what Discord does not take to be refused with its path: %s', (_what, build, path) => {
    const error = thrownBy(() => schemaComplaints(answer(build())));
    expect(error).toBeInstanceOf(BodyError);
    expect((error as BodyError).fields.map((field) => field.path)).toContain(`data.${path}`);
  });

  it.each<[string, () => unknown, string]>([
    ['a button without label and emoji', () => button('', 'a'), 'button takes a label or an emoji, and got neither'],
    [
      'an unknown style',
      () => button('a', 'a', { style: 'Link' as 'Primary' }),
      'button.style takes Primary, Secondary, Success, Danger, and got "Link"',
    ],
    ['no emoji', () => button('a', 'a', { emoji: '' }), 'button.emoji takes a character'],
    [
      'an empty row',
      () => row(false, undefined),
      'row takes one to five buttons, or one select alone, and got 0 of them',
    ],
    ['six buttons', () => row(buttons(6)), 'row takes one to five buttons, or one select alone, and got 6 of them'],
    [
      'a select beside a button',
      () => row(...([userSelect('a'), button('b', 'b')] as unknown as [ReturnType<typeof button>])),
      'a select and something beside it',
    ],
    [
      'a text in a row',
      () => row(textDisplay('a') as never),
      'row[0] takes one to five buttons, or one select alone, and got the component TextDisplay',
    ],
    [
      'a section without texts',
      () => section([] as never, button('a', 'a')),
      'section.components takes one to three texts, and got 0 of them',
    ],
    ['a section of four texts', () => section(['a', 'b', 'c', 'd'] as never, button('a', 'a')), 'and got 4 of them'],
    [
      'a separator among texts',
      () => section([separator()] as never, button('a', 'a')),
      'section.components[0] takes one to three texts, and got the component Separator',
    ],
    [
      'a section with a select',
      () => section('a', userSelect('a') as never),
      'section.accessory takes a button or a thumbnail, and got the component UserSelect',
    ],
    [
      'a section without accessory',
      () => section('a', undefined as never),
      'section.accessory takes a button or a thumbnail, and got undefined',
    ],
    ['an empty gallery', () => mediaGallery(), 'mediaGallery.items takes one to ten'],
    ['a gallery of eleven', () => mediaGallery(...times(11, () => URL_)), 'and got 11 of them'],
    ['a file from elsewhere', () => file(URL_ as 'attachment://a'), 'file takes a file that is sent with the message'],
    [
      'a container in a container',
      () => container(container('a') as never),
      'container.components[0] takes rows, sections',
    ],
    [
      'an empty container',
      () => container({ accentColor: 'Red' }),
      'container.components takes rows, sections, texts, galleries, files and separators, and got nothing',
    ],
    [
      'a button without row',
      () => message('x', button('a', 'a') as never),
      'components[0] takes rows and layout components, and got the component Button',
    ],
    ['something else', () => message('x', 5 as never), 'components[0] takes rows and layout components, and got 5'],
    [
      'more to choose than there is',
      () => stringSelect('a', ['x'], { maxValues: 2 }),
      'stringSelect.maxValues takes at most the 1 options, and got 2',
    ],
    [
      'more that have to be chosen than can',
      () => userSelect('a', { minValues: 2 }),
      'userSelect.minValues takes at most maxValues, 1, and got 2',
    ],
    [
      'a value twice',
      () => stringSelect('a', ['x', option('X', 'x')]),
      'stringSelect.options takes each value once, and got "x" twice',
    ],
    [
      'an unknown kind of channel',
      () => channelSelect('a', { channelTypes: ['Text' as 'GuildText'] }),
      'channelSelect.channelTypes takes names such as GuildText',
    ],
  ])('refuse at once: %s', (_what, build, told) => {
    const error = thrownBy(build);
    expect(error).toBeInstanceOf(InteractionError);
    expect(error).toMatchObject({ code: 'INTERACTION_COMPONENT_INVALID', kind: 'definition' });
    expect((error as Error).message).toContain(told);
  });

  it.each<[EmojiInput, object]>([
    ['👍🏽', { name: '👍🏽' }],
    ['<:loom:123456789012345678>', { name: 'loom', id: ID }],
    ['<a:loom:123456789012345678>', { name: 'loom', id: ID, animated: true }],
    ['loom:123456789012345678', { name: 'loom', id: ID }],
    [
      { id: ID, name: 'loom', animated: false },
      { name: 'loom', id: ID },
    ],
    [{ id: null, name: '🧵' }, { name: '🧵' }],
  ])('read the emoji %j', (emoji, read) => {
    expect(button('a', 'a', { emoji })).toMatchObject({ emoji: read });
  });

  it('leave out what is not there', () => {
    expect(row(false, button('a', 'a'), undefined)).toEqual(row(button('a', 'a')));
    expect(message('x', undefined, row(button('a', 'a')))).toEqual(message('x', row(button('a', 'a'))));
    expect(container(false, 'a', undefined)).toEqual(container('a'));
    expect(Object.keys(button('a', 'a'))).toEqual(['type', 'style', 'label', 'customId']);
  });
});

describe('a message', () => {
  it('has its text above rows', () => {
    expect(message('Sure?', row(button('Yes', 'yes')))).toEqual({
      content: 'Sure?',
      components: [row(button('Yes', 'yes'))],
    });
    expect(message('Sure?')).toEqual({ content: 'Sure?' });
  });

  it('turns its text into the first component, and sets the flag, where components lay it out', () => {
    expect(message('Title', separator(), row(button('Yes', 'yes')))).toEqual({
      flags: MessageFlags.IsComponentsV2,
      components: [textDisplay('Title'), separator(), row(button('Yes', 'yes'))],
    });
    expect(message({ files: [picture] }, file(picture))).toEqual({
      files: [picture],
      flags: MessageFlags.IsComponentsV2,
      components: [file(picture)],
    });
  });

  it('is for one person when it is ephemeral', () => {
    expect(message({ content: 'x', ephemeral: true })).toEqual({ content: 'x', flags: MessageFlags.Ephemeral });
    expect(message({ ephemeral: true, flags: MessageFlags.SuppressNotifications }, textDisplay('x'))).toMatchObject({
      flags: MessageFlags.Ephemeral | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2,
    });
  });
});

import { MessageFlags } from 'discord-api-types/v10';
import {
  Attachment,
  BodyError,
  checkMessageCreate,
  checkMessageEdit,
  Embed,
  type FieldProblem,
  type MessageCreateBody,
} from 'corduroy/models';
import * as payloads from './payloads';
import { thrownBy } from './thrown-by';

/** What a body is refused for, `path rule`; nothing when it passes. Bodies here may have any shape, as a JavaScript author's may. */
function refusals(body: object, check: (body: never) => void = checkMessageCreate): string[] {
  return problems(body, check).map(({ path, rule }) => `${path} ${rule}`);
}

function problems(body: object, check: (body: never) => void = checkMessageCreate): readonly FieldProblem[] {
  try {
    check(body as never);
    return [];
  } catch (error) {
    if (error instanceof BodyError) return error.fields;
    throw error;
  }
}

const text = (length: number): string => 'x'.repeat(length);
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}`);
const field = { name: 'a', value: 'b' };
const row = (...components: object[]): object => ({ type: 1, components });
const button = (customId: string, more: object = {}): object => ({ type: 2, style: 1, label: 'x', customId, ...more });
const select = (more: object = {}): object => ({
  type: 3,
  customId: 's',
  options: [{ label: 'l', value: 'v' }],
  ...more,
});
const options = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ label: 'l', value: `v${index}` }));
const rows = (count: number): object[] => Array.from({ length: count }, (_, index) => row(button(`b${index}`)));
const v2 = (...components: object[]): object => ({ flags: MessageFlags.IsComponentsV2, components });

describe('the limits of a message', () => {
  const embedWith = (more: object): object => ({ embeds: [more] });

  it.each<[string, (size: number) => object, number, string]>([
    ['content', (n) => ({ content: text(n), tts: true }), 2_000, 'content characters'],
    ['content beside others', (n) => ({ content: text(n), nonce: 1 }), 2_000, 'content characters'],
    ['nonce', (n) => ({ content: 'x', nonce: text(n) }), 25, 'nonce nonce'],
    ['embeds', (n) => ({ embeds: many(n, { title: 'x' }) }), 10, 'embeds items'],
    ['embed title', (n) => embedWith({ title: text(n) }), 256, 'embeds[0].title characters'],
    ['embed description', (n) => embedWith({ description: text(n) }), 4_096, 'embeds[0].description characters'],
    ['embed url', (n) => embedWith({ title: 'x', url: text(n) }), 2_048, 'embeds[0].url characters'],
    ['embed footer', (n) => embedWith({ footer: { text: text(n) } }), 2_048, 'embeds[0].footer.text characters'],
    ['embed author', (n) => embedWith({ author: { name: text(n) } }), 256, 'embeds[0].author.name characters'],
    ['embed image', (n) => embedWith({ image: { url: text(n) } }), 2_048, 'embeds[0].image.url characters'],
    ['embed fields', (n) => embedWith({ fields: many(n, field) }), 25, 'embeds[0].fields items'],
    [
      'field name',
      (n) => embedWith({ fields: [field, { ...field, name: text(n) }] }),
      256,
      'embeds[0].fields[1].name characters',
    ],
    [
      'field value',
      (n) => embedWith({ fields: [{ ...field, value: text(n) }] }),
      1_024,
      'embeds[0].fields[0].value characters',
    ],
    ['stickers', (n) => ({ stickerIds: many(n, '1') }), 3, 'stickerIds items'],
    ['attachments', (n) => ({ attachments: many(n, { id: 0 }) }), 10, 'attachments items'],
    [
      'attachment description',
      (n) => ({ attachments: [{ id: 0, description: text(n) }] }),
      1_024,
      'attachments[0].description characters',
    ],
    [
      'mentioned users',
      (n) => ({ content: 'x', allowedMentions: { users: ids(n) } }),
      100,
      'allowedMentions.users items',
    ],
    [
      'mentioned roles',
      (n) => ({ content: 'x', allowedMentions: { roles: ids(n) } }),
      100,
      'allowedMentions.roles items',
    ],
    ['rows', (n) => ({ components: Array.from({ length: n }, (_, i) => row(button(`b${i}`))) }), 5, 'components items'],
    [
      'buttons',
      (n) => ({ components: [row(...Array.from({ length: n }, (_, i) => button(`b${i}`)))] }),
      5,
      'components[0].components items',
    ],
    [
      'button label',
      (n) => ({ components: [row(button('b', { label: text(n) }))] }),
      80,
      'components[0].components[0].label characters',
    ],
    [
      'button url',
      (n) => ({ components: [row({ type: 2, style: 5, url: text(n) })] }),
      512,
      'components[0].components[0].url characters',
    ],
    [
      'custom id',
      (n) => ({ components: [row(button(text(n)))] }),
      100,
      'components[0].components[0].customId characters',
    ],
    [
      'select options',
      (n) => ({ components: [row(select({ options: options(n) }))] }),
      25,
      'components[0].components[0].options items',
    ],
    [
      'option label',
      (n) => ({ components: [row(select({ options: [{ label: text(n), value: 'v' }] }))] }),
      100,
      'components[0].components[0].options[0].label characters',
    ],
    [
      'placeholder',
      (n) => ({ components: [row(select({ placeholder: text(n) }))] }),
      150,
      'components[0].components[0].placeholder characters',
    ],
    [
      'select maximum',
      (n) => ({ components: [row(select({ maxValues: n, options: options(25) }))] }),
      25,
      'components[0].components[0].maxValues wholeNumber',
    ],
    ['text display', (n) => v2({ type: 10, content: text(n) }), 4_000, 'components[0].content characters'],
    ['gallery', (n) => v2({ type: 12, items: many(n, { media: { url: 'x' } }) }), 10, 'components[0].items items'],
    ['components of a message', (n) => v2(...many(n, { type: 10, content: 'x' })), 40, 'components items'],
    [
      'components in all',
      (n) => v2({ type: 17, components: many(n - 1, { type: 10, content: 'x' }) }),
      40,
      'components componentCount',
    ],
    [
      'characters of all text displays',
      (n) => v2({ type: 10, content: text(n - 1) }, { type: 10, content: 'x' }),
      4_000,
      'components characterSum',
    ],
    [
      'poll question',
      (n) => ({ poll: { question: { text: text(n) }, answers: [{ pollMedia: { text: 'x' } }] } }),
      300,
      'poll.question.text characters',
    ],
    [
      'poll answers',
      (n) => ({ poll: { question: { text: 'x' }, answers: many(n, { pollMedia: { text: 'x' } }) } }),
      10,
      'poll.answers items',
    ],
    [
      'poll duration',
      (n) => ({ poll: { question: { text: 'x' }, answers: [{ pollMedia: { text: 'x' } }], duration: n } }),
      768,
      'poll.duration wholeNumber',
    ],
  ])('%s fits up to its limit and not beyond [seed 58]', (_name, bodyOf, limit, refusal) => {
    expect(refusals(bodyOf(limit))).toEqual([]);
    expect(refusals(bodyOf(limit + 1))).toEqual([refusal]);
  });

  it.each<[string, object, string[]]>([
    ['nothing at all', {}, [' presence']],
    ['an empty text', { content: '' }, [' presence']],
    ['only undefined', { content: undefined, embeds: undefined }, [' presence']],
    ['empty lists', { embeds: [], stickerIds: [], components: [] }, [' presence']],
    ['an answer without anything', { messageReference: { messageId: '1' } }, [' presence']],
    ['a forward', { messageReference: { type: 1, messageId: '1', channelId: '2' } }, []],
    ['files alone', { files: [Attachment.fromBytes(Buffer.from('x'), { name: 'x.txt' })] }, []],
    ['files that are none', { files: [{ name: 'x', data: Buffer.from('x') }] }, ['files[0] file']],
    [
      'someone mentioned twice',
      { content: 'x', allowedMentions: { users: ['1', '1'] } },
      ['allowedMentions.users items'],
    ],
    [
      'a link button with a custom id',
      { components: [row(button('b', { style: 5, url: 'https://x.y' }))] },
      ['components[0].components[0].customId button'],
    ],
    [
      'a button without a custom id',
      { components: [row({ type: 2, style: 1, label: 'x' })] },
      ['components[0].components[0].customId button'],
    ],
    ['a text that is none', { content: 7 }, ['content characters']],
    ['a colour out of range', { embeds: [{ title: 'x', color: 0x1_00_00_00 }] }, ['embeds[0].color wholeNumber']],
    [
      'an embed field without a name',
      { embeds: [{ fields: [{ value: 'x' }] }] },
      ['embeds[0].fields[0].name characters'],
    ],
    ['embeds that are no list', { content: 'x', embeds: { title: 'x' } }, ['embeds items']],
    ['a number as nonce', { content: 'x', nonce: 12 }, []],
    [
      'an unknown kind of mention',
      { content: 'x', allowedMentions: { parse: ['here'] } },
      ['allowedMentions.parse among'],
    ],
    [
      'ids beside the kind that allows all',
      { content: 'x', allowedMentions: { parse: ['users'], users: ['1'] } },
      ['allowedMentions.users exclusive'],
    ],
    ['ids beside another kind', { content: 'x', allowedMentions: { parse: ['roles'], users: ['1'] } }, []],
    ['a flag that only Discord sets', { content: 'x', flags: MessageFlags.Crossposted }, ['flags flags']],
    [
      'flags that a bot may set',
      { content: 'x', flags: MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications },
      [],
    ],
    ['a select beside a button', { components: [row(select(), button('b'))] }, ['components[0].components row']],
    ['an empty row', { components: [row()] }, ['components[0].components items']],
    [
      'one custom id twice',
      { components: [row(button('b')), row(button('b'))] },
      ['components[1].components[0].customId unique'],
    ],
    [
      'more to choose than there are options',
      { components: [row(select({ maxValues: 3, options: options(2) }))] },
      ['components[0].components[0].maxValues choices'],
    ],
    ['as many to choose as there are', { components: [row(select({ maxValues: 2, options: options(2) }))] }, []],
    [
      'two options of one value',
      { components: [row(select({ options: [...options(2), ...options(1)] }))] },
      ['components[0].components[0].options[2].value unique'],
    ],
    [
      'more that must be chosen than can be',
      { components: [row(select({ minValues: 2, options: options(2) }))] },
      ['components[0].components[0].minValues choices'],
    ],
    [
      'more chosen beforehand than can be',
      { components: [row({ type: 5, customId: 's', defaultValues: ['1', '2'].map((id) => ({ id, type: 'user' })) })] },
      ['components[0].components[0].defaultValues choices'],
    ],
    ['null for how many', { components: [row(select({ minValues: null, maxValues: null }))] }, []],
    [
      'a text beside components of the second version',
      { content: 'x', ...v2({ type: 10, content: 'y' }) },
      ['content componentsV2'],
    ],
    ['a kind of component that came later', v2({ type: 99, whatever: text(9_000) }), []],
    [
      'fields that came later',
      { content: 'x', somethingNew: { deep: true }, embeds: [{ title: 'x', alsoNew: 1 }] },
      [],
    ],
    ['null where something is cleared', { content: 'x', embeds: null, components: null }, []],
  ])('of a body with %s', (_name, body, expected) => {
    expect(refusals(body)).toEqual(expected);
  });

  it('counts what is nested among the components of the second version', () => {
    const container = { type: 17, components: many(40, { type: 10, content: 'x' }) };
    expect(refusals(v2(container))).toEqual(['components componentCount']);
    const section = { type: 9, components: [{ type: 10, content: 'x' }], accessory: button(text(101)) };
    expect(refusals(v2(section))).toEqual(['components[0].accessory.customId characters']);
  });

  it('adds up the texts of all embeds [seed 58]', () => {
    const fits: MessageCreateBody = {
      embeds: [
        { description: text(4_000), title: text(200), footer: { text: text(100) } },
        { description: text(1_500), author: { name: text(100) }, fields: [{ name: text(50), value: text(50) }] },
      ],
    };
    expect(refusals(fits)).toEqual([]);
    expect(refusals({ embeds: [...(fits.embeds ?? []), { title: 'x' }] })).toEqual(['embeds characterSum']);
  });

  it('lets a text pass whichever way Discord counts it', () => {
    const woven = '🧵'.repeat(2_000);
    expect(woven).toHaveLength(4_000);
    expect(refusals({ content: woven })).toEqual([]);
    expect(refusals({ content: `${woven}🧵` })).toEqual(['content characters']);
    expect(refusals({ content: `${text(2_000)}   ` })).toEqual([]);
  });

  it('looks into views that are sent again', () => {
    expect(refusals({ embeds: [new Embed(payloads.embed)] })).toEqual([]);
    const long = new Embed({ footer: { text: 'x', icon_url: text(2_049) } });
    expect(refusals({ embeds: [long] })).toEqual(['embeds[0].footer.iconUrl characters']);
  });

  it('tells everything at once, with the limit and what it got [seed 58]', () => {
    const body = { content: text(2_001), embeds: [{ title: text(300), color: -1 }], nonce: text(26) };
    expect(problems(body)).toHaveLength(4);
    expect(
      thrownBy(() => {
        checkMessageCreate(body);
      }),
    ).toMatchObject({
      code: 'BODY_INVALID',
      name: 'BodyError',
      message: expect.stringMatching(
        /content takes at most 2000 characters, and got 2001 characters[^]*embeds\[0\]\.title takes at most 256 characters, and got 300 characters[^]*color takes a whole number from 0 to 16777215, and got -1/,
      ) as string,
    });
  });

  it('leaves the body as it was', () => {
    const body = Object.freeze({ content: 'x', embeds: Object.freeze([Object.freeze({ title: 'x' })]) });
    expect(refusals(body)).toEqual([]);
    expect(body).toEqual({ content: 'x', embeds: [{ title: 'x' }] });
  });
});

describe('the limits of an edit', () => {
  it.each<[string, object, string[]]>([
    ['nothing', {}, []],
    ['clearing', { content: null, embeds: null }, []],
    ['an empty text', { content: '' }, []],
    ['a text too long', { content: text(2_001) }, ['content characters']],
    ['an embed too long', { embeds: [{ title: text(257) }] }, ['embeds[0].title characters']],
    ['hiding embeds', { flags: MessageFlags.SuppressEmbeds }, []],
    ['hiding the embeds of a message with flags', { flags: MessageFlags.HasThread | MessageFlags.SuppressEmbeds }, []],
    ['flags that are none', { flags: -1 }, ['flags wholeNumber']],
    ['rows of a message that may have the flag IsComponentsV2', { components: rows(6) }, []],
    ['more rows than any message has', { components: rows(41) }, ['components items']],
    [
      'more components than any message has',
      { components: many(21, { type: 17, components: [{ type: 10, content: 'x' }] }) },
      ['components componentCount'],
    ],
    ['components in the place of embeds', { ...v2({ type: 10, content: 'x' }), content: null, embeds: [] }, []],
    ['components beside embeds', { ...v2({ type: 10, content: 'x' }), embeds: [{}] }, ['embeds componentsV2']],
  ])('%s', (_name, body, expected) => {
    expect(refusals(body, checkMessageEdit)).toEqual(expected);
  });
});

/** Forms: what Discord refuses of them, and how people fill them in. */
import { openStage, PING, type Stage } from './interaction-support';
import { type SimModal } from '../../../src/testing/simulator';

const MODAL = 9;
const label = (component: object, more: object = {}): object => ({ type: 18, label: 'Label', component, ...more });
const text = (more: object = {}): object => ({ type: 4, custom_id: 'text', style: 1, ...more });
const options = ['a', 'b', 'c'].map((value) => ({ label: value.toUpperCase(), value }));
const form = (...components: object[]): object => ({ custom_id: 'form', title: 'Form', components });

describe('Forms', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    await stage.register(PING);
  });
  afterAll(() => stage.close());

  async function shown(...components: object[]): Promise<SimModal> {
    const asked = await stage.alice.run(stage.bot, 'ping');
    const { status, text: told } = await stage.answer(MODAL, form(...components));
    expect([status, told]).toEqual([204, '']);
    return asked.modal();
  }

  describe('that Discord refuses', () => {
    it.each<[string, object, readonly string[]]>([
      ['without a title', { custom_id: 'x', components: [label(text())] }, ['title']],
      ['with a title of 46 characters', { ...form(label(text())), title: 'x'.repeat(46) }, ['title']],
      ['without a custom id', { title: 'x', components: [label(text())] }, ['custom_id']],
      ['with an id of 101 characters', { ...form(label(text())), custom_id: 'x'.repeat(101) }, ['custom_id']],
      ['without components', form(), ['components']],
      [
        'with six components',
        form(...Array.from({ length: 6 }, (_, id) => label(text({ custom_id: `${id}` })))),
        ['components'],
      ],
      ['with a button', form({ type: 2, style: 1, label: 'x', custom_id: 'x' }), ['components', '0']],
      ['with a field that no label is around', form(text()), ['components', '0']],
      ['with a label of 46 characters', form(label(text(), { label: 'x'.repeat(46) })), ['components', '0', 'label']],
      ['with an empty label', form(label(text(), { label: '' })), ['components', '0', 'label']],
      [
        'with a description of 101',
        form(label(text(), { description: 'x'.repeat(101) })),
        ['components', '0', 'description'],
      ],
      ['with a label around nothing', form({ type: 18, label: 'x' }), ['components', '0', 'component']],
      ['with a label around a button', form(label({ type: 2 })), ['components', '0', 'component']],
      ['with a label on the input too', form(label(text({ label: 'x' }))), ['components', '0', 'component', 'label']],
      [
        'with a row whose input has no label',
        form({ type: 1, components: [text()] }),
        ['components', '0', 'components', '0', 'label'],
      ],
      ['with a style that is none', form(label(text({ style: 3 }))), ['components', '0', 'component', 'style']],
      [
        'with limits that exclude each other',
        form(label(text({ min_length: 5, max_length: 4 }))),
        ['components', '0', 'component', 'min_length'],
      ],
      [
        'with a text of 4001',
        form(label(text({ value: 'x'.repeat(4_001) }))),
        ['components', '0', 'component', 'value'],
      ],
      [
        'with the same custom id twice',
        form(label(text()), label(text())),
        ['components', '1', 'component', 'custom_id'],
      ],
      [
        'with the same number twice',
        form(label(text(), { id: 7 }), label(text({ custom_id: 'b' }), { id: 7 })),
        ['components', '1', 'id'],
      ],
      [
        'with a disabled select',
        form(label({ type: 5, custom_id: 'x', disabled: true })),
        ['components', '0', 'component', 'disabled'],
      ],
      [
        'with a required select of none',
        form(label({ type: 3, custom_id: 'x', options, min_values: 0 })),
        ['components', '0', 'component', 'min_values'],
      ],
      [
        'with a select without options',
        form(label({ type: 3, custom_id: 'x', options: [] })),
        ['components', '0', 'component', 'options'],
      ],
      [
        'with one radio button',
        form(label({ type: 21, custom_id: 'x', options: options.slice(1, 2) })),
        ['components', '0', 'component', 'options'],
      ],
      [
        'with two radio buttons chosen',
        form(label({ type: 21, custom_id: 'x', options: options.map((each) => ({ ...each, default: true })) })),
        ['components', '0', 'component', 'options'],
      ],
      [
        'with eleven boxes',
        form(
          label({
            type: 22,
            custom_id: 'x',
            options: Array.from({ length: 11 }, (_, n) => ({ label: `${n}`, value: `${n}` })),
          }),
        ),
        ['components', '0', 'component', 'options'],
      ],
      [
        'with the same value twice',
        form(label({ type: 22, custom_id: 'x', options: [options[0], options[0]] })),
        ['components', '0', 'component', 'options', '1'],
      ],
      [
        'with eleven files',
        form(label({ type: 19, custom_id: 'x', max_values: 11 })),
        ['components', '0', 'component', 'max_values'],
      ],
    ])('are those %s', async (_name, data, path) => {
      await stage.alice.run(stage.bot, 'ping');
      const { status, body } = await stage.answer(MODAL, data);
      expect([status, body.code]).toEqual([400, 50_035]);
      expect(body.errors).toHaveProperty(['data', ...path, '_errors']);
    });
  });

  it.each([
    ['MODAL_COMPONENT_DISABLED', 'disabled', { type: 5, custom_id: 'x', disabled: true }],
    ['NUMBER_TYPE_MIN', 'min_values', { type: 3, custom_id: 'x', options, min_values: 0 }],
    ['NUMBER_TYPE_MAX', 'min_values', { type: 3, custom_id: 'x', options, min_values: 2 }],
    ['NUMBER_TYPE_MAX', 'min_length', text({ min_length: 5, max_length: 4 })],
    ['BASE_TYPE_CHOICES', 'label', text({ label: 'x' })],
    [
      'BASE_TYPE_MAX_LENGTH',
      'options',
      { type: 21, custom_id: 'x', options: options.map((each) => ({ ...each, default: true })) },
    ],
  ])('are refused by %s at %s', async (code, name, component) => {
    await stage.alice.run(stage.bot, 'ping');
    const { body } = await stage.answer(MODAL, form(label(component)));
    const errors = { data: { components: { 0: { component: { [name]: { _errors: [{ code }] } } } } } };
    expect(body).toMatchObject({ errors });
  });

  it('come back with everything that was filled in', async () => {
    const { alice, bob, guild } = stage;
    const role = guild.createRole({ name: 'Weaver' });
    const modal = await shown(
      label(text(), { label: 'Why?' }),
      label({ type: 3, custom_id: 'colours', options, max_values: 2 }),
      label({ type: 7, custom_id: 'who', max_values: 2 }),
      label({ type: 19, custom_id: 'files', max_values: 2, file_types: ['image'] }),
      label({ type: 21, custom_id: 'radio', options }),
    );
    await alice.submit(modal, {
      'Why?': 'because',
      colours: ['A', 'c'],
      who: [bob, role],
      files: [{ name: 'a.png', bytes: 'png' }],
      radio: 'B',
    });
    const payload = (await stage.last()) as unknown as {
      data: { custom_id: string; components: object[]; resolved: Record<string, Record<string, object>> };
    };
    const [file = ''] = Object.keys(payload.data.resolved.attachments ?? {});
    expect(payload).toMatchObject({ type: 5, member: { user: { id: alice.id } }, context: 0 });
    expect(payload.data).toMatchObject({
      custom_id: 'form',
      components: [
        { type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'text', value: 'because' } },
        { type: 18, component: { type: 3, custom_id: 'colours', values: ['a', 'c'] } },
        { type: 18, component: { type: 7, custom_id: 'who', values: [bob.id, role.id] } },
        { type: 18, component: { type: 19, custom_id: 'files', values: [file] } },
        { type: 18, component: { type: 21, custom_id: 'radio', value: 'b' } },
      ],
      resolved: { users: { [bob.id]: {} }, roles: { [role.id]: {} }, attachments: { [file]: { filename: 'a.png' } } },
    });
  });

  it('keep what they were shown with, and may leave the rest empty', async () => {
    const modal = await shown(
      { type: 10, content: 'Read this' },
      { type: 1, components: [text({ label: 'Old', value: 'was there' })] },
      label({ type: 22, custom_id: 'boxes', required: false, options }),
      label({ type: 23, custom_id: 'box', default: true }),
      label({ type: 21, custom_id: 'radio', required: false, options }),
    );
    expect(modal.fields.map(({ customId, required }) => [customId, required])).toEqual([
      ['text', true],
      ['boxes', false],
      ['box', false],
      ['radio', false],
    ]);
    await stage.alice.submit(modal);
    expect((await stage.last()).data).toMatchObject({
      components: [
        { type: 10, id: 1 },
        { type: 1, components: [{ type: 4, custom_id: 'text', value: 'was there' }] },
        { component: { type: 22, values: [] } },
        { component: { type: 23, value: true } },
        { component: { type: 21, value: null } },
      ],
    });
  });

  it.each<[object, unknown, RegExp]>([
    [text(), undefined, /has 0 characters, and 1 to 4000/],
    [text({ min_length: 3 }), 'xx', /2 characters, and 3/],
    [text({ max_length: 1 }), 'xx', /2 characters, and 1 to 1/],
    [text(), 5, /takes a text/],
    [{ type: 3, custom_id: 'text', options }, undefined, /is required/],
    [{ type: 3, custom_id: 'text', options }, ['a', 'b'], /takes 1 values, not 2/],
    [{ type: 3, custom_id: 'text', options }, 'x', /offers no option "x"/],
    [{ type: 19, custom_id: 'text' }, undefined, /is required/],
    [{ type: 19, custom_id: 'text', file_types: ['.txt'] }, { name: 'a.png', bytes: '' }, /cannot be chosen/],
    [{ type: 21, custom_id: 'text', options }, undefined, /is required/],
    [{ type: 21, custom_id: 'text', options }, 'x', /offers no option/],
    [{ type: 22, custom_id: 'text', options, min_values: 2 }, ['a'], /takes 2 to 3, not 1/],
    [{ type: 23, custom_id: 'text' }, 'yes', /takes true or false/],
  ])('with %j do not take %j', async (field, value, told) => {
    const modal = await shown(label(field));
    await expect(stage.alice.submit(modal, { text: value as string })).rejects.toThrow(told);
  });

  it('have no fields beyond their own', async () => {
    const modal = await shown(label(text()));
    await expect(stage.alice.submit(modal, { other: 'x' })).rejects.toThrow(/no field "other"[\s\S]*"text"/);
  });

  it('are for who they were shown to, and sent once unless that failed', async () => {
    const modal = await shown(label(text()));
    await expect(stage.bob.submit(modal, { text: 'x' })).rejects.toThrow(/shown to alice, not to bob/);
    const first = await stage.alice.submit(modal, { text: 'x' });
    await expect(stage.alice.submit(modal, { text: 'x' })).rejects.toThrow(/sent already/);
    await stage.clock.advance(3_000);
    expect(first.acknowledgement).toBe('failed');
    await stage.alice.submit(modal, { text: 'again' });
    await stage.answer(4, { content: 'thanks' });
  });

  it('carry what nobody could fill in, unchecked', async () => {
    const modal = await shown(label(text({ max_length: 1 })));
    await stage.alice.submit(modal, { text: 'far too long' }, { unchecked: true });
    expect((await stage.last()).data).toMatchObject({ components: [{ component: { value: 'far too long' } }] });
  });

  it('tell in the answer what opened them', async () => {
    const modal = await shown(label(text()));
    const sent = await stage.alice.submit(modal, { text: 'x' });
    await stage.answer(4, { content: 'thanks' });
    expect((await sent.reply()).payload.interaction_metadata).toMatchObject({
      id: sent.id,
      type: 5,
      triggering_interaction_metadata: { type: 2, user: { id: stage.alice.id } },
    });
  });
});

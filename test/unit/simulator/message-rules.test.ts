/** What Discord's documentation says about single kinds of messages: voice, components of the second kind, files. */
import { type APIMessage } from 'discord-api-types/v10';
import { field, GIF, GuildBench, PNG, wrong } from './guild-support';
import { type Answer } from './support';

const VOICE = 1 << 13;
const COMPONENTS_V2 = 1 << 15;

describe('Messages', () => {
  let bench: GuildBench;
  let messages: string;
  beforeEach(async () => {
    bench = await GuildBench.open();
    messages = `/channels/${bench.channelId('general')}/messages`;
  });
  afterEach(() => bench.close());

  const post = (body: object): Promise<Answer> => bench.call('POST', messages, body);
  const upload = (payload: object, ...files: (readonly [name: string, type: string, bytes?: Buffer])[]) => {
    const form = new FormData();
    form.set('payload_json', JSON.stringify(payload));
    files.forEach(([name, type, bytes = Buffer.from('sound')], index) => {
      form.set(`files[${index}]`, new Blob([new Uint8Array(bytes)], { type }), name);
    });
    return bench.call('POST', messages, form);
  };
  const refused = (code: number, status = 400): object => ({ status, body: { code } });

  describe('with a voice', () => {
    const SOUND = { id: 0, duration_secs: 1.5, waveform: 'AAA=' };
    const say = (more: object = {}, ...files: Parameters<typeof upload>[1][]): Promise<Answer> =>
      upload(
        { flags: VOICE, attachments: [SOUND], ...more },
        ...(files.length > 0 ? files : [['a.ogg', 'audio/ogg'] as const]),
      );

    it('carry one sound, how long it is, and what it looks like', async () => {
      expect(await say()).toMatchObject({
        status: 200,
        body: { flags: VOICE, attachments: [{ duration_secs: 1.5, waveform: 'AAA=', content_type: 'audio/ogg' }] },
      });
    });

    it('carry nothing else', async () => {
      expect(await say({ content: 'and this' })).toMatchObject(refused(50_159));
      expect(await say({ embeds: [{ title: 'and this' }] })).toMatchObject(refused(50_159));
    });

    it('are one sound and not two, and no picture', async () => {
      const two = { attachments: [SOUND, { ...SOUND, id: 1 }] };
      expect(await say(two, ['a.ogg', 'audio/ogg'], ['b.ogg', 'audio/ogg'])).toMatchObject(refused(50_160));
      expect(await say({}, ['a.png', 'image/png', PNG])).toMatchObject(refused(50_160));
      expect(await post({ flags: VOICE, content: '' })).toMatchObject(refused(50_160));
    });

    it('tell how long they are', async () => {
      expect(await say({ attachments: [{ id: 0, waveform: 'AAA=' }] })).toMatchObject(refused(50_161));
      expect(await say({ attachments: [{ id: 0, duration_secs: 1 }] })).toMatchObject(refused(50_161));
    });

    it('are never edited', async () => {
      const { id } = (await say()).body;
      expect(await bench.call('PATCH', `${messages}/${id}`, { content: 'x' })).toMatchObject(refused(50_162));
    });

    it('need a permission', async () => {
      await bench.guild.everyone.edit({ permissions: [] });
      bench.allow('ViewChannel', 'SendMessages', 'AttachFiles');
      expect(await say()).toMatchObject(refused(50_173, 403));
      bench.allow('ViewChannel', 'SendMessages', 'AttachFiles', 'SendVoiceMessages');
      expect(await say()).toMatchObject({ status: 200 });
    });
  });

  describe('with files', () => {
    const attachments = ({ body }: Answer): APIMessage['attachments'] => (body as unknown as APIMessage).attachments;

    it('tell what the files are by their names, where the sender does not', async () => {
      const answer = await upload(
        {},
        ['a.png', '', PNG],
        ['b.ogg', ''],
        ['c.mp4', 'application/octet-stream'],
        ['d.loom', ''],
      );
      expect(attachments(answer).map(({ content_type: type }) => type)).toEqual([
        'image/png',
        'audio/ogg',
        'video/mp4',
        'application/octet-stream',
      ]);
    });

    it('tell how large pictures are', async () => {
      const [png, gif, sound] = attachments(
        await upload({}, ['a.png', 'image/png', PNG], ['b.gif', 'image/gif', GIF], ['c.ogg', 'audio/ogg']),
      );
      expect([png, gif]).toMatchObject([
        { width: 1, height: 1 },
        { width: 1, height: 1 },
      ]);
      expect(sound).not.toHaveProperty('width');
    });
  });

  describe('that show their files', () => {
    const shownBy = (url: string): readonly (readonly [object, object])[] => [
      [{ type: 13, file: { url } }, { file: { url: MISSING } }],
      [{ type: 12, items: [{ media: { url } }] }, { items: { 0: { media: { url: MISSING } } } }],
      [
        { type: 9, components: [{ type: 10, content: 'x' }], accessory: { type: 11, media: { url } } },
        { accessory: { media: { url: MISSING } } },
      ],
    ];
    const MISSING = field('UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND');

    it('in components only when they came with them', async () => {
      for (const [component, errors] of shownBy('attachment://b.png')) {
        const payload = { flags: COMPONENTS_V2, components: [component] };
        expect(await upload(payload, ['a.png', 'image/png', PNG])).toMatchObject(wrong({ components: { 0: errors } }));
        expect(await upload(payload, ['b.png', 'image/png', PNG])).toMatchObject({ status: 200 });
      }
    });

    it('in components list none beside them, and keep them in edits', async () => {
      const [[component]] = shownBy('attachment://a.png') as [[object, object]];
      const payload = { flags: COMPONENTS_V2, components: [component] };
      const { body } = await upload(payload, ['a.png', 'image/png', PNG]);
      expect(body).toMatchObject({
        attachments: [],
        components: [{ file: { url: expect.stringContaining('/a.png') as unknown } }],
      });
      const edited = await bench.call('PATCH', `${messages}/${body.id}`, { components: [component] });
      expect(edited).toMatchObject({ status: 200, body: { components: [{ name: 'a.png' }] } });
    });

    it('in embeds lead to them from there, and not from the list', async () => {
      const embed = { image: { url: 'attachment://a.png' }, footer: { text: 'x', icon_url: 'attachment://gone.png' } };
      const { body } = await upload({ embeds: [embed] }, ['a.png', 'image/png', PNG], ['b.png', 'image/png', PNG]);
      const { embeds, attachments } = body as unknown as APIMessage;
      expect(embeds[0]?.image).toMatchObject({
        url: expect.stringContaining('/a.png') as unknown,
        width: 1,
        height: 1,
      });
      expect(embeds[0]?.footer).toEqual({ text: 'x' });
      expect(attachments.map(({ filename }) => filename)).toEqual(['b.png']);
      const file = await fetch(embeds[0]?.image?.url ?? '');
      expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
    });
  });

  it('that are made of other things than they take are told so in Discord’s words', async () => {
    expect(await post({ components: [{ type: 10, content: 'x' }] })).toMatchObject(
      wrong({
        components: {
          0: { _errors: [{ code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" must be one of (1,).' }] },
        },
      }),
    );
    expect(await post({ embeds: ['x'] })).toMatchObject(wrong({ embeds: { 0: field('MODEL_TYPE_CONVERT') } }));
    expect(await post({ embeds: [null] })).toMatchObject(wrong({ embeds: { 0: field('LIST_ITEM_VALUE_REQUIRED') } }));
  });

  describe('of components of the second kind', () => {
    const text = (content: string): object => ({ type: 10, content });
    const mentioned = ({ body }: Answer): string[] => (body as unknown as APIMessage).mentions.map(({ id }) => id);

    it('mention whom their texts mention, wherever they stand', async () => {
      const { alice } = bench;
      const container = { type: 17, components: [text(`hello ${alice.mention}`)] };
      const answer = await post({ flags: COMPONENTS_V2, components: [text('first'), container] });
      expect(mentioned(answer)).toEqual([alice.id]);
      const quiet = await post({ flags: COMPONENTS_V2, components: [container], allowed_mentions: { parse: [] } });
      expect(mentioned(quiet)).toEqual([]);
      const path = `${messages}/${answer.body.id}`;
      expect(mentioned(await bench.call('PATCH', path, { components: [text('nobody')] }))).toEqual([]);
      expect(mentioned(await bench.call('PATCH', path, { components: [text(`again ${alice.mention}`)] }))).toEqual([
        alice.id,
      ]);
    });

    it.each([
      ['content', { content: 'old' }, { content: null }],
      ['embeds', { embeds: [{ title: 'old' }] }, { embeds: [] }],
    ])('take the place of %s only when it is emptied', async (name, old, emptied) => {
      const { id } = (await post(old)).body;
      const edit = (more: object): Promise<Answer> =>
        bench.call('PATCH', `${messages}/${id}`, { flags: COMPONENTS_V2, components: [text('new')], ...more });
      expect(await edit({})).toMatchObject(
        wrong({ [name]: field('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2') }),
      );
      expect(await edit(emptied)).toMatchObject({
        status: 200,
        body: { flags: COMPONENTS_V2, content: '', embeds: [] },
      });
    });
  });

  describe('with components', () => {
    const send = (...components: object[]): Promise<Answer> =>
      post({ content: 'x', components: [{ type: 1, components }] });
    const at = (index: number, errors: object): object =>
      wrong({ components: { 0: { components: { [index]: errors } } } });
    const select = (more: object = {}): object => ({
      type: 3,
      custom_id: 'pick',
      options: ['a', 'b', 'c'].map((value) => ({ label: value, value })),
      ...more,
    });
    const BUTTON = { type: 2, style: 1, custom_id: 'go' };

    it('show something on every button', async () => {
      expect(await send({ ...BUTTON, label: 'Go' }, BUTTON)).toMatchObject(
        at(1, { label: field('BASE_TYPE_REQUIRED') }),
      );
      expect(await send({ ...BUTTON, label: '' })).toMatchObject(at(0, { label: field('BASE_TYPE_REQUIRED') }));
      expect(await send({ ...BUTTON, emoji: { name: '👍' } })).toMatchObject({ status: 200 });
    });

    it('show on a premium button only what is for sale', async () => {
      const premium = { type: 2, style: 6, sku_id: '123456789012345678' };
      expect(await send({ ...premium, label: 'Buy' })).toMatchObject(at(0, { label: field('BASE_TYPE_CHOICES') }));
      expect(await send(premium)).toMatchObject({ status: 200 });
    });

    it('have a custom id or lead somewhere, never both', async () => {
      const both = field('BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE');
      expect(await send({ ...BUTTON, label: 'x', url: 'https://x.test' })).toMatchObject(
        at(0, { custom_id: both, url: both }),
      );
      expect(await send({ type: 2, style: 1, label: 'x' })).toMatchObject(
        at(0, { custom_id: field('BUTTON_COMPONENT_CUSTOM_ID_REQUIRED') }),
      );
      expect(await send({ type: 2, style: 5, label: 'x' })).toMatchObject(at(0, { url: field('BASE_TYPE_REQUIRED') }));
      expect(await send({ ...BUTTON, label: 'x', sku_id: '1' })).toMatchObject(
        at(0, { sku_id: field('BASE_TYPE_CHOICES') }),
      );
    });

    it('link to pages and into Discord itself', async () => {
      const link = (url: string): Promise<Answer> => send({ type: 2, style: 5, label: 'x', url });
      expect(await link('discord://-/channels/@me')).toMatchObject({ status: 200 });
      expect(await link('attachment://a.png')).toMatchObject(at(0, { url: field('URL_TYPE_INVALID_SCHEME') }));
    });

    it('offer every value once', async () => {
      const options = ['a', 'b', 'a'].map((value, index) => ({ label: String(index), value }));
      expect(await send(select({ options }))).toMatchObject(
        at(0, { options: { 2: field('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED') } }),
      );
    });

    it('do not ask for more than they take', async () => {
      const tooMany = at(0, { min_values: field('NUMBER_TYPE_MAX') });
      expect(await send(select({ min_values: 3, max_values: 2 }))).toMatchObject(tooMany);
      expect(await send(select({ min_values: 2 }))).toMatchObject(tooMany);
      expect(await send(select({ min_values: 0 }))).toMatchObject({ status: 200 });
    });

    it('choose no more beforehand than can be chosen', async () => {
      const chosen = ['a', 'b'].map((value) => ({ label: value, value, default: true }));
      expect(await send(select({ options: chosen }))).toMatchObject(
        at(0, { options: field('SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES') }),
      );
      expect(await send(select({ options: chosen, max_values: 2 }))).toMatchObject({ status: 200 });
      const people = { type: 5, custom_id: 'who', max_values: 2, min_values: 2 };
      const known = (...ids: string[]): object[] => ids.map((id) => ({ id, type: 'user' }));
      expect(await send({ ...people, default_values: known(bench.alice.id) })).toMatchObject({ status: 400 });
      expect(await send({ ...people, default_values: known(bench.alice.id, bench.bot.id) })).toMatchObject({
        status: 200,
      });
      expect(await send({ ...people, default_values: [] })).toMatchObject({ status: 200 });
    });
  });

  it('that are pinned in one moment are all listed, page by page', async () => {
    const ids: string[] = [];
    for (const content of ['a', 'b', 'c']) ids.unshift((await post({ content })).body.id);
    for (const id of [...ids].reverse()) await bench.call('PUT', `${messages}/pins/${id}`);
    const listed: string[] = [];
    for (let before = ''; listed.length < 3;) {
      const { body } = await bench.call('GET', `${messages}/pins?limit=1${before}`);
      const [pin] = body.items as readonly { readonly pinned_at: string; readonly message: APIMessage }[];
      if (!pin) break;
      listed.push(pin.message.id);
      before = `&before=${encodeURIComponent(pin.pinned_at)}`;
    }
    expect(listed).toEqual(ids);
  });

  it('to somebody in no guild of the bot are refused by a code of their own', async () => {
    const { body: dm } = await bench.call('POST', '/users/@me/channels', { recipient_id: bench.alice.id });
    const write = (): Promise<Answer> => bench.call('POST', `/channels/${dm.id}/messages`, { content: 'x' });
    bench.alice.acceptDms(false);
    expect(await write()).toMatchObject(refused(50_007, 403));
    bench.alice.acceptDms(true);
    await bench.alice.leave();
    expect(await write()).toMatchObject(refused(50_278, 403));
  });
});

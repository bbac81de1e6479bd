import { Attachment, BodyError, Emoji, Role, SoundboardSound, Sticker, StickerPack } from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_URI = `data:image/png;base64,${PNG.toString('base64')}`;
const SOUND_URI = 'data:audio/ogg;base64,T2dnUw==';
const ROLE = { id: '4', name: 'Weavers' };
const EMOJI = { id: '5', name: 'loom' };
const STICKER = { id: '6', name: 'loom' };
const PACK = { id: '7', stickers: [STICKER] };
const SOUND = { sound_id: '8', name: 'clack' };

const roleCalls: Calls<typeof routes.roles> = {
  list: { act: (c, o) => c.roles.list('1', o), sent: 'GET /guilds/1/roles', answer: [ROLE], made: Role },
  create: {
    act: (c, o) =>
      c.roles.create(
        '1',
        { name: 'x', icon: PNG, colors: { primaryColor: 1, secondaryColor: null, tertiaryColor: null } },
        o,
      ),
    sent: 'POST /guilds/1/roles',
    body: { name: 'x', icon: PNG_URI, colors: { primary_color: 1, secondary_color: null, tertiary_color: null } },
    answer: ROLE,
    made: Role,
  },
  reorder: {
    act: (c, o) => c.roles.reorder('1', [{ id: '4', position: 2 }, { id: '5' }], o),
    sent: 'PATCH /guilds/1/roles',
    body: [{ id: '4', position: 2 }, { id: '5' }],
    answer: [ROLE],
    made: Role,
  },
  get: { act: (c, o) => c.roles.get('1', '4', o), sent: 'GET /guilds/1/roles/4', answer: ROLE, made: Role },
  edit: {
    act: (c, o) => c.roles.edit('1', '4', { unicodeEmoji: '🧵', mentionable: true, icon: null }, o),
    sent: 'PATCH /guilds/1/roles/4',
    body: { unicode_emoji: '🧵', mentionable: true, icon: null },
    answer: ROLE,
    made: Role,
  },
  delete: { act: (c, o) => c.roles.delete('1', '4', o), sent: 'DELETE /guilds/1/roles/4' },
  getMemberCounts: {
    act: (c, o) => c.roles.getMemberCounts('1', o),
    sent: 'GET /guilds/1/roles/member-counts',
    answer: { '4': 3 },
    made: new Map([['4', 3]]),
  },
};

testCalls('roles', routes.roles, roleCalls, 44);

const emojiCalls: Calls<typeof routes.emojis> = {
  list: { act: (c, o) => c.emojis.list('1', o), sent: 'GET /guilds/1/emojis', answer: [EMOJI], made: Emoji },
  create: {
    act: (c, o) =>
      c.emojis.create('1', { name: 'loom', image: Attachment.fromBytes(PNG, { name: 'x.png' }), roles: ['4'] }, o),
    sent: 'POST /guilds/1/emojis',
    body: { name: 'loom', image: PNG_URI, roles: ['4'] },
    answer: EMOJI,
    made: Emoji,
  },
  get: { act: (c, o) => c.emojis.get('1', '5', o), sent: 'GET /guilds/1/emojis/5', answer: EMOJI, made: Emoji },
  edit: {
    act: (c, o) => c.emojis.edit('1', '5', { name: 'warp', roles: null }, o),
    sent: 'PATCH /guilds/1/emojis/5',
    body: { name: 'warp', roles: null },
    answer: EMOJI,
    made: Emoji,
  },
  delete: { act: (c, o) => c.emojis.delete('1', '5', o), sent: 'DELETE /guilds/1/emojis/5' },
};

testCalls('emojis', routes.emojis, emojiCalls, 44);

const { create: createSticker, ...jsonStickers } = routes.stickers;
const stickerCalls: Calls<typeof jsonStickers> = {
  list: { act: (c, o) => c.stickers.list('1', o), sent: 'GET /guilds/1/stickers', answer: [STICKER], made: Sticker },
  getForGuild: {
    act: (c, o) => c.stickers.getForGuild('1', '6', o),
    sent: 'GET /guilds/1/stickers/6',
    answer: STICKER,
    made: Sticker,
  },
  edit: {
    act: (c, o) => c.stickers.edit('1', '6', { description: null, tags: ['warp', 'weft'] }, o),
    sent: 'PATCH /guilds/1/stickers/6',
    body: { description: null, tags: 'warp, weft' },
    answer: STICKER,
    made: Sticker,
  },
  delete: { act: (c, o) => c.stickers.delete('1', '6', o), sent: 'DELETE /guilds/1/stickers/6' },
  get: { act: (c, o) => c.stickers.get('6', o), sent: 'GET /stickers/6', answer: STICKER, made: Sticker },
  listPacks: {
    act: (c, o) => c.stickers.listPacks(o),
    sent: 'GET /sticker-packs',
    answer: { sticker_packs: [PACK] },
    made: StickerPack,
  },
  getPack: { act: (c, o) => c.stickers.getPack('7', o), sent: 'GET /sticker-packs/7', answer: PACK, made: StickerPack },
};

testCalls('stickers', jsonStickers, stickerCalls, 53);

const soundCalls: Calls<typeof routes.soundboard> = {
  list: {
    act: (c, o) => c.soundboard.list('1', o),
    sent: 'GET /guilds/1/soundboard-sounds',
    answer: { items: [SOUND] },
    made: SoundboardSound,
  },
  create: {
    act: (c, o) => c.soundboard.create('1', { name: 'clack', sound: SOUND_URI, volume: 0.5, emojiName: '🧵' }, o),
    sent: 'POST /guilds/1/soundboard-sounds',
    body: { name: 'clack', sound: SOUND_URI, volume: 0.5, emoji_name: '🧵' },
    answer: SOUND,
    made: SoundboardSound,
  },
  get: {
    act: (c, o) => c.soundboard.get('1', '8', o),
    sent: 'GET /guilds/1/soundboard-sounds/8',
    answer: SOUND,
    made: SoundboardSound,
  },
  edit: {
    act: (c, o) => c.soundboard.edit('1', '8', { volume: null, emojiId: '5' }, o),
    sent: 'PATCH /guilds/1/soundboard-sounds/8',
    body: { volume: null, emoji_id: '5' },
    answer: SOUND,
    made: SoundboardSound,
  },
  delete: { act: (c, o) => c.soundboard.delete('1', '8', o), sent: 'DELETE /guilds/1/soundboard-sounds/8' },
  listDefaults: {
    act: (c, o) => c.soundboard.listDefaults(o),
    sent: 'GET /soundboard-default-sounds',
    answer: [SOUND],
    made: SoundboardSound,
  },
};

testCalls('soundboard', routes.soundboard, soundCalls, 44);

/** The parts of a form: name, file name, text. */
function partsOf(body: unknown): string[][] {
  const text = (body as Buffer).toString('latin1');
  const boundary = text.slice(0, text.indexOf('\r\n'));
  return text
    .split(boundary)
    .slice(1, -1)
    .map((part) => {
      const at = part.indexOf('\r\n\r\n');
      const head = part.slice(0, at);
      const name = /[^e]name="([^"]*)"/.exec(head)?.[1] ?? '';
      return [name, /filename="([^"]*)"/.exec(head)?.[1] ?? '', part.slice(at + 4, -2)];
    });
}

describe('a new sticker', () => {
  const file = Attachment.fromBytes(PNG, { name: 'loom.png', contentType: 'image/png' });

  it('goes out as a form with a part for each field [seed 53]', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 201, json: STICKER });
    const body = { name: 'loom', description: '', tags: ['warp', 'weft'], file };
    const made = await client.stickers.create('1', body, { reason: 'new cloth' });
    expect(made).toBeInstanceOf(Sticker);
    const request = transport.requests[0]!;
    expect(`${request.method} ${request.path}`).toBe('POST /guilds/1/stickers');
    expect(request.headers['x-audit-log-reason']).toBe('new%20cloth');
    expect(request.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(partsOf(request.body)).toEqual([
      ['name', '', 'loom'],
      ['description', '', ''],
      ['tags', '', 'warp, weft'],
      ['file', 'loom.png', PNG.toString('latin1')],
    ]);
    expect(createSticker.reason).toBe(true);
  });

  it.each<[string, object, string]>([
    ['tags of 201 characters', { tags: 'x'.repeat(201) }, 'tags characters'],
    [
      'a list of tags that is too long when it is joined',
      { tags: ['x'.repeat(100), 'y'.repeat(99)] },
      'tags characters',
    ],
    [
      'a file of more than 512 KiB',
      { file: Attachment.fromBytes(Buffer.alloc(524_289), { name: 'x.png' }) },
      'file bytes',
    ],
    ['what is no file', { file: PNG }, 'file file'],
    ['no file', { file: undefined }, 'file file'],
  ])('is not sent with %s [seed 53] [seed 58]', async (_name, wrong, problem) => {
    const { client, transport } = makeClient();
    const body = { name: 'loom', description: 'A loom', tags: 'warp', file, ...wrong };
    const error: unknown = await client.stickers.create('1', body).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BodyError);
    expect((error as BodyError).fields.map(({ path, rule }) => `${path} ${rule}`)).toEqual([problem]);
    expect(transport.requests).toHaveLength(0);
  });

  it('may be as large as Discord takes', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: STICKER });
    const largest = Attachment.fromBytes(Buffer.alloc(524_288), { name: 'x.png' });
    await client.stickers.create('1', { name: 'loom', tags: 'x'.repeat(200), file: largest });
    expect(transport.requests).toHaveLength(1);
  });
});

it('takes permissions of a role as bits [seed 44]', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: ROLE });
  await client.roles.create('1', { permissions: 1n << 52n });
  expect(transport.requests[0]!.body).toEqual({ permissions: '4503599627370496' });
});

it('makes a role of nothing', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: ROLE });
  await client.roles.create('1');
  expect(transport.requests[0]!.body).toEqual({});
});

it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
  ['roles.create', (c) => c.roles.create('1', { color: -1 }), 'color wholeNumber'],
  ['roles.edit', (c) => c.roles.edit('1', '4', { name: 'x'.repeat(101) }), 'name characters'],
  ['roles.reorder', (c) => c.roles.reorder('1', [{} as never]), '[0].id present'],
  ['emojis.create', (c) => c.emojis.create('1', { name: 'x', image: PNG }), 'name characters'],
  [
    'emojis.create with what is no image',
    (c) => c.emojis.create('1', { name: 'xx', image: 'loom.png' }),
    'image image',
  ],
  [
    'emojis.create with 257 KiB',
    (c) => c.emojis.create('1', { name: 'xx', image: Buffer.concat([PNG, Buffer.alloc(262_144)]) }),
    'image bytes',
  ],
  ['emojis.edit', (c) => c.emojis.edit('1', '5', { name: 'x'.repeat(33) }), 'name characters'],
  ['stickers.edit', (c) => c.stickers.edit('1', '6', { description: 'x' }), 'description characters'],
  ['soundboard.create', (c) => c.soundboard.create('1', { name: 'x', sound: SOUND_URI }), 'name characters'],
  ['soundboard.edit', (c) => c.soundboard.edit('1', '8', { volume: 1.1 }), 'volume number'],
])('%s sends nothing that Discord would refuse [seed 58]', async (_method, act, problem) => {
  const { client, transport } = makeClient();
  const error: unknown = await act(client).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BodyError);
  expect((error as BodyError).fields.map(({ path, rule }) => `${path} ${rule}`)).toEqual([problem]);
  expect(transport.requests).toHaveLength(0);
});

/** Emojis, stickers and sounds by bare requests: what is taken for a file, how many fit, who may change whose. */
import { dataUri, field, GIF, GuildBench, NOBODY, padded, PNG, REFUSED, wrong } from './guild-support';

const IMAGE = dataUri(PNG);
/** The first page of an Ogg file that says how many samples of 48 kHz there are. */
function ogg(seconds: number): Buffer {
  const page = Buffer.alloc(64);
  page.write('OggS');
  page.writeBigInt64LE(BigInt(seconds * 48_000), 6);
  return page;
}
/** A frame of 128 kbit/s and as many bytes as that makes of a time. */
function mp3(seconds: number): Buffer {
  const bytes = Buffer.alloc(seconds * 16_000);
  bytes.set([0xff, 0xfb, 0x90, 0x00]);
  return bytes;
}
const SOUND = dataUri(ogg(2), 'audio/ogg');

describe('Expressions', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  /** A form as a sticker is uploaded. */
  function sticker(fields: Record<string, string>, bytes: Buffer | undefined = PNG): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(bytes)]), 'sticker.png');
    return form;
  }
  const STICKER = { name: 'sheep', description: 'a sheep', tags: 'wool' };

  describe('that are emojis', () => {
    it('are made, changed and deleted, and the gateway hears of them all', async () => {
      const role = bench.guild.createRole({ name: 'weaver' });
      const made = await bench.ask('POST', '/emojis', { name: 'yarn', image: IMAGE, roles: [role.id] });
      expect(made).toMatchObject({
        status: 201,
        body: {
          name: 'yarn',
          roles: [role.id],
          user: { id: bench.bot.id },
          require_colons: true,
          managed: false,
          animated: false,
          available: true,
        },
      });
      const path = `/emojis/${made.body.id}`;
      expect(await bench.heard('GUILD_EMOJIS_UPDATE')).toMatchObject({
        guild_id: bench.guild.id,
        emojis: [{ id: made.body.id, name: 'yarn' }],
      });
      expect((await bench.ask('PATCH', path, { name: 'wool', roles: null })).body).toMatchObject({
        name: 'wool',
        roles: [],
      });
      expect((await bench.ask('GET', path)).body).toMatchObject({ name: 'wool' });
      expect((await bench.ask('GET', '/emojis')).body).toMatchObject([{ name: 'wool' }]);
      expect((await bench.ask('GET', '')).body.emojis).toMatchObject([{ name: 'wool' }]);
      expect(await bench.ask('DELETE', path)).toMatchObject({ status: 204 });
      expect(await bench.heard('GUILD_EMOJIS_UPDATE', 3)).toMatchObject({ emojis: [] });
      expect(await bench.ask('GET', path)).toMatchObject({ status: 404, body: { code: 10_014 } });
      expect(bench.guild.auditLog.map(({ actionType, changes }) => [actionType, changes])).toEqual([
        [60, [{ key: 'name', new_value: 'yarn' }]],
        [61, [{ key: 'name', old_value: 'yarn', new_value: 'wool' }]],
        [62, [{ key: 'name', old_value: 'wool' }]],
      ]);
    });

    it.each([
      ['no name', { image: IMAGE }, { name: field('BASE_TYPE_REQUIRED') }],
      ['a name with a space', { name: 'my yarn', image: IMAGE }, { name: field('STRING_TYPE_REGEX') }],
      ['a name of one letter', { name: 'x', image: IMAGE }, { name: field('BASE_TYPE_BAD_LENGTH') }],
      ['no image', { name: 'yarn' }, { image: field('BASE_TYPE_REQUIRED') }],
      [
        'text in place of an image',
        { name: 'yarn', image: dataUri(Buffer.from('hello')) },
        { image: field('IMAGE_INVALID') },
      ],
      ['a sound', { name: 'yarn', image: SOUND }, { image: field('BASE_TYPE_BAD_IMAGE') }],
      [
        'more than 256 KiB',
        { name: 'yarn', image: dataUri(padded(262_144)) },
        { image: field('BINARY_TYPE_MAX_SIZE') },
      ],
    ])('are not made with %s', async (_what, body, errors) => {
      expect(await bench.ask('POST', '/emojis', body)).toMatchObject(wrong(errors));
    });

    it('are told by their bytes, not by what they are called', async () => {
      const { body } = await bench.ask('POST', '/emojis', { name: 'spin', image: dataUri(GIF, 'image/png') });
      expect(body.animated).toBe(true);
    });

    it('fill their places, still and moving ones apart, more with boosts', async () => {
      for (let index = 0; index < 50; index += 1) {
        await bench.ask('POST', '/emojis', { name: `yarn${index}`, image: IMAGE });
      }
      const one = { name: 'more', image: IMAGE };
      expect(await bench.ask('POST', '/emojis', one)).toMatchObject({ status: 400, body: { code: 30_008 } });
      const moving = { name: 'spin', image: dataUri(GIF, 'image/gif') };
      expect((await bench.ask('POST', '/emojis', moving)).status).toBe(201);
      await bench.guild.settings.setBoosts(2);
      expect((await bench.ask('POST', '/emojis', one)).status).toBe(201);
    });

    it('belong to who made them; others need to manage them', async () => {
      const theirs = await bench.guild.settings.createEmoji({ name: 'theirs', by: bench.alice });
      const own = (await bench.ask('POST', '/emojis', { name: 'own', image: IMAGE })).body;
      bench.allow('CreateGuildExpressions');
      expect((await bench.ask('PATCH', `/emojis/${own.id}`, { name: 'mine' })).status).toBe(200);
      expect(await bench.ask('PATCH', `/emojis/${theirs.id}`, { name: 'mine' })).toMatchObject(REFUSED);
      expect(await bench.ask('DELETE', `/emojis/${theirs.id}`)).toMatchObject(REFUSED);
      bench.allow('ManageGuildExpressions');
      expect((await bench.ask('DELETE', `/emojis/${theirs.id}`)).status).toBe(204);
      expect(await bench.ask('POST', '/emojis', { name: 'new', image: IMAGE })).toMatchObject(REFUSED);
      bench.allow('ViewChannel');
      expect(JSON.stringify((await bench.ask('GET', '/emojis')).body)).not.toContain('"user"');
    });

    it('are for roles that exist', async () => {
      expect(await bench.ask('POST', '/emojis', { name: 'yarn', image: IMAGE, roles: [NOBODY] })).toMatchObject({
        body: { code: 10_011 },
      });
    });
  });

  describe('that are stickers', () => {
    it('are uploaded, changed and deleted', async () => {
      const made = await bench.ask('POST', '/stickers', sticker(STICKER));
      expect(made).toMatchObject({
        status: 201,
        body: { ...STICKER, type: 2, format_type: 1, available: true, guild_id: bench.guild.id },
      });
      const path = `/stickers/${made.body.id}`;
      expect(await bench.heard('GUILD_STICKERS_UPDATE')).toMatchObject({ stickers: [{ id: made.body.id }] });
      expect((await bench.ask('PATCH', path, { name: 'ram', description: null })).body).toMatchObject({
        name: 'ram',
        description: null,
      });
      expect((await bench.ask('GET', path)).body).toMatchObject({ name: 'ram', user: { id: bench.bot.id } });
      expect((await bench.call('GET', path)).body).toMatchObject({ name: 'ram', guild_id: bench.guild.id });
      expect((await bench.ask('GET', '/stickers')).body).toMatchObject([{ name: 'ram' }]);
      expect(await bench.ask('DELETE', path)).toMatchObject({ status: 204 });
      expect(await bench.heard('GUILD_STICKERS_UPDATE', 3)).toMatchObject({ stickers: [] });
      expect(await bench.ask('DELETE', path)).toMatchObject({ status: 404, body: { code: 10_060 } });
      expect(bench.guild.auditLog.map(({ actionType }) => actionType)).toEqual([90, 91, 92]);
    });

    it.each([
      ['a short name', { ...STICKER, name: 'x' }, { name: field('BASE_TYPE_BAD_LENGTH') }],
      ['no tags', { name: 'sheep', description: '' }, { tags: field('BASE_TYPE_REQUIRED') }],
      ['a description of one letter', { ...STICKER, description: 'x' }, { description: field('BASE_TYPE_BAD_LENGTH') }],
    ])('are not made with %s', async (_what, fields, errors) => {
      expect(await bench.ask('POST', '/stickers', sticker(fields))).toMatchObject(wrong(errors));
    });

    it('are not made without a file', async () => {
      expect(await bench.ask('POST', '/stickers', STICKER)).toMatchObject(wrong({ file: field('BASE_TYPE_REQUIRED') }));
    });

    const wide = Buffer.from(PNG);
    wide.writeUInt32BE(321, 16);
    it.each([
      ['of more than 512 KiB', padded(524_288), 50_045],
      ['that is text', Buffer.from('hello'), 50_046],
      ['that is too wide', wide, 50_046],
      ['that is Lottie, which only trusted guilds may upload', Buffer.from('{"layers":[]}'), 50_046],
    ])('are not made of a file %s', async (_what, bytes, code) => {
      expect(await bench.ask('POST', '/stickers', sticker(STICKER, bytes))).toMatchObject({ body: { code } });
    });

    it('have a format by what the file is', async () => {
      await bench.guild.settings.addFeatures('VERIFIED');
      const apng = Buffer.concat([PNG.subarray(0, 33), Buffer.from('acTL'), PNG.subarray(33)]);
      const formats: unknown[] = [];
      for (const bytes of [apng, Buffer.from('{"layers":[]}'), GIF]) {
        formats.push((await bench.ask('POST', '/stickers', sticker(STICKER, bytes))).body.format_type);
      }
      expect(formats).toEqual([2, 3, 4]);
    });

    it('have five places, and more with boosts', async () => {
      for (let index = 0; index < 5; index += 1) await bench.ask('POST', '/stickers', sticker(STICKER));
      expect(await bench.ask('POST', '/stickers', sticker(STICKER))).toMatchObject({ body: { code: 30_039 } });
      await bench.guild.settings.setBoosts(2);
      expect((await bench.ask('POST', '/stickers', sticker(STICKER))).status).toBe(201);
    });

    it('of packs are for everybody', async () => {
      const { body } = await bench.call('GET', '/sticker-packs', undefined, { authorization: '' });
      const [pack] = body.sticker_packs as { id: string; stickers: { id: string }[] }[];
      expect((await bench.call('GET', `/sticker-packs/${pack!.id}`)).body).toEqual(pack);
      expect((await bench.call('GET', `/stickers/${pack!.stickers[0]!.id}`)).body).toEqual(pack!.stickers[0]);
      expect(await bench.call('GET', `/sticker-packs/${NOBODY}`)).toMatchObject({ body: { code: 10_061 } });
      expect(await bench.call('GET', `/stickers/${NOBODY}`)).toMatchObject({ body: { code: 10_060 } });
    });
  });

  describe('that are sounds', () => {
    it('are made, changed and deleted', async () => {
      const made = await bench.ask('POST', '/soundboard-sounds', {
        name: 'click',
        sound: SOUND,
        volume: 0.5,
        emoji_name: '🧶',
      });
      const sound = { name: 'click', volume: 0.5, emoji_id: null, emoji_name: '🧶', available: true };
      expect(made).toMatchObject({ status: 201, body: { ...sound, guild_id: bench.guild.id } });
      const path = `/soundboard-sounds/${String(made.body.sound_id)}`;
      expect(await bench.heard('GUILD_SOUNDBOARD_SOUND_CREATE')).toMatchObject(sound);
      const emoji = await bench.guild.settings.createEmoji({ name: 'yarn' });
      expect((await bench.ask('PATCH', path, { name: 'clack', emoji_id: emoji.id })).body).toMatchObject({
        name: 'clack',
        volume: 0.5,
        emoji_id: emoji.id,
        emoji_name: null,
      });
      expect(await bench.heard('GUILD_SOUNDBOARD_SOUND_UPDATE')).toMatchObject({ name: 'clack' });
      expect((await bench.ask('GET', '/soundboard-sounds')).body).toMatchObject({ items: [{ name: 'clack' }] });
      bench.client.send(31, { guild_ids: [bench.guild.id] });
      expect(await bench.heard('SOUNDBOARD_SOUNDS')).toMatchObject({ soundboard_sounds: [{ name: 'clack' }] });
      expect(await bench.ask('DELETE', path)).toMatchObject({ status: 204 });
      expect(await bench.heard('GUILD_SOUNDBOARD_SOUND_DELETE')).toEqual({
        sound_id: made.body.sound_id,
        guild_id: bench.guild.id,
      });
      expect(await bench.ask('GET', path)).toMatchObject({ status: 404, body: { code: 10_097 } });
      expect(bench.guild.auditLog.map(({ actionType }) => actionType)).toEqual([130, 131, 132]);
    });

    it.each([
      ['a short name', { name: 'x', sound: SOUND }, { name: field('BASE_TYPE_BAD_LENGTH') }],
      ['no sound', { name: 'click' }, { sound: field('BASE_TYPE_REQUIRED') }],
      ['a picture', { name: 'click', sound: IMAGE }, { sound: field('BASE_TYPE_BAD_AUDIO') }],
      ['too great a volume', { name: 'click', sound: SOUND, volume: 1.1 }, { volume: field('NUMBER_TYPE_MAX') }],
      [
        'more than 512 KiB',
        { name: 'click', sound: dataUri(Buffer.concat([ogg(1), Buffer.alloc(524_288)]), 'audio/ogg') },
        { sound: field('BINARY_TYPE_MAX_SIZE') },
      ],
    ])('are not made with %s', async (_what, body, errors) => {
      expect(await bench.ask('POST', '/soundboard-sounds', body)).toMatchObject(wrong(errors));
    });

    it.each([
      ['Ogg', ogg],
      ['MP3', mp3],
    ])('last 5.2 seconds at most as %s', async (_kind, make) => {
      const body = (seconds: number): object => ({ name: 'long', sound: dataUri(make(seconds), 'audio/mpeg') });
      expect(await bench.ask('POST', '/soundboard-sounds', body(6))).toMatchObject({ body: { code: 50_124 } });
      expect((await bench.ask('POST', '/soundboard-sounds', body(5))).status).toBe(201);
    });

    it('have eight places without boosts', async () => {
      const body = { name: 'click', sound: SOUND };
      for (let index = 0; index < 8; index += 1) await bench.ask('POST', '/soundboard-sounds', body);
      expect(await bench.ask('POST', '/soundboard-sounds', body)).toMatchObject({ body: { code: 30_045 } });
    });

    it('are made by who may make expressions', async () => {
      bench.allow('ViewChannel');
      expect(await bench.ask('POST', '/soundboard-sounds', { name: 'click', sound: SOUND })).toMatchObject(REFUSED);
    });

    it('of the default board belong to no guild', async () => {
      const { body } = await bench.call('GET', '/soundboard-default-sounds');
      expect(body).toContainEqual({
        name: 'quack',
        sound_id: '1',
        volume: 1,
        emoji_id: null,
        emoji_name: '🦆',
        available: true,
      });
    });
  });
});

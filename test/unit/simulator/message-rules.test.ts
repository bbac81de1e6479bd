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
      upload({ flags: VOICE, attachments: [SOUND], ...more }, ...(files.length > 0 ? files : [['a.ogg', 'audio/ogg'] as const]));

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
    const attachments = ({ body }: Answer): APIMessage['attachments'] =>
      (body as unknown as APIMessage).attachments;

    it('tell what the files are by their names, where the sender does not', async () => {
      const answer = await upload({}, ['a.png', '', PNG], ['b.ogg', ''], ['c.mp4', 'application/octet-stream'], ['d.loom', '']);
      expect(attachments(answer).map(({ content_type: type }) => type)).toEqual([
        'image/png',
        'audio/ogg',
        'video/mp4',
        'application/octet-stream',
      ]);
    });

    it('tell how large pictures are', async () => {
      const [png, gif, sound] = attachments(await upload({}, ['a.png', 'image/png', PNG], ['b.gif', 'image/gif', GIF], ['c.ogg', 'audio/ogg']));
      expect([png, gif]).toMatchObject([
        { width: 1, height: 1 },
        { width: 1, height: 1 },
      ]);
      expect(sound).not.toHaveProperty('width');
    });
  });
});

/** What is heard at the other end of a call: tones measured after an encoder and a decoder, and sources that come from elsewhere. */
import { type AudioSource, type Playback, type PlayOptions, Source } from '../../src';
import { compareHearing, knownFrames, type VirtualMember } from '../../src/testing/simulator';
import { loadOpus } from '../../src/voice';
import { fakeFfmpeg, isAlive, measureTone, oggOpus, serveFile, toneSamples, wav } from '../support/audio';
import { eventually, VoiceParty } from '../support/voice-party/voice-party';

const LEVEL = 0.25;

let party: VoiceParty;
let alice: VirtualMember;

beforeEach(async () => {
  party = await VoiceParty.open({ bots: ['alpha'] });
  alice = await party.guest('alice');
});

afterEach(() => party[Symbol.asyncDispose]());

/** Plays a source in the call to its end. */
async function play(source: AudioSource, options?: PlayOptions): Promise<Playback> {
  const voice = await party.join(party.bot('alpha'));
  await party.inOrder([alice]);
  const playback = voice.play(source, options);
  await expect(playback.ended).resolves.toEqual({ reason: 'finished' });
  return playback;
}

/** What Alice hears, as a loudspeaker would be given it. */
async function sound(packets: number): Promise<Buffer> {
  const { id } = party.bot('alpha').account;
  await eventually('everything is heard', () => alice.heard(id).frames.length >= packets);
  const decoder = (await loadOpus()).decoder();
  const pcm = alice.heard(id).frames.map(({ opus }) => decoder.decode(opus));
  decoder.close();
  return Buffer.concat(pcm);
}

const within = (percent: number, value: number, wanted: number): boolean =>
  Math.abs(value - wanted) <= (wanted * percent) / 100;

describe('A tone of 440 Hz', () => {
  it.each<[string, number, number, number]>([
    ['48 kHz, stereo', 48_000, 2, 1],
    ['44.1 kHz, mono', 44_100, 1, 1],
    ['48 kHz, stereo, at half the volume', 48_000, 2, 0.5],
  ])(
    'from a WAV file, %s, is heard as high and as loud as it should be',
    async (_name, sampleRate, channels, volume) => {
      const tone = toneSamples(440, 1_500, { sampleRate, channels, level: LEVEL });
      await play(Source.buffer(wav(tone, { sampleRate, channels })), { volume });
      const { hz, level } = measureTone(await sound(75), { skipMs: 200 });
      expect({ hz, isRight: within(1, hz, 440) }).toEqual({ hz, isRight: true });
      expect({ level, isRight: within(1, level, LEVEL * volume) }).toEqual({ level, isRight: true });
      expect(party.discord.log.voiceProblems()).toEqual([]);
    },
  );
});

describe('A file of Opus', () => {
  const said = knownFrames(5, 75);

  async function expectHeard(): Promise<void> {
    const { id } = party.bot('alpha').account;
    await eventually('everything is heard', () => alice.heard(id).frames.length >= said.length);
    expect(compareHearing(said, alice.heard(id))).toMatchObject({
      missing: [],
      duplicated: [],
      outOfOrder: 0,
      foreign: 0,
    });
    expect(party.discord.log.voiceProblems()).toEqual([]);
  }

  it('from a web server that breaks the first answer off is heard as it is', async () => {
    const file = oggOpus(said);
    const server = await serveFile(file, { cutAfter: [Math.round(file.length / 3)] });
    await play(Source.url(`${server.url}/song.opus`));
    await expectHeard();
    expect(server.requests.map(({ range }) => range !== undefined)).toEqual([false, true]);
    expect(await server.connections()).toBe(0);
    await server.close();
  });

  it('that ffmpeg makes of something else is heard as ffmpeg made it, and no process stays', async () => {
    const ffmpeg = await fakeFfmpeg('deaf', oggOpus(said));
    await play(Source.ffmpeg(Buffer.from('something that only ffmpeg can read'), { path: ffmpeg.path }));
    await expectHeard();
    const calls = await ffmpeg.calls();
    expect(calls).toHaveLength(1);
    await eventually('ffmpeg is gone', () => calls.every(({ pid }) => !isAlive(pid)));
    await ffmpeg.dispose();
  });
});

import { Readable } from 'node:stream';
import { PCM_FRAME_BYTES, Source } from '../../../../src/voice';
import { Resampler } from '../../../../src/voice/sources/pcm/resampler';
import {
  measureTone,
  pieces,
  readFrames,
  seeded,
  tone,
  toneSamples,
  wav,
  type WavOptions,
} from '../../../support/audio';

const play = async (file: Buffer, startMs = 0): Promise<Buffer> =>
  Buffer.concat(await readFrames(Source.buffer(file), { startMs }));

/** Within one per cent, as the project promises. */
function expectTone(pcm: Buffer, hz: number, level: number): void {
  const measured = measureTone(pcm);
  expect(Math.abs(measured.hz / hz - 1)).toBeLessThan(0.01);
  expect(Math.abs(measured.level / level - 1)).toBeLessThan(0.01);
}

describe('WAV', () => {
  const formats: [string, WavOptions][] = [
    ['8 bits', { bits: 8 }],
    ['16 bits', { bits: 16 }],
    ['24 bits', { bits: 24 }],
    ['32 bits', { bits: 32 }],
    ['floats', { float: true }],
    ['long floats', { float: true, bits: 64 }],
    ['the extensible format', { bits: 24, extensible: true }],
    ['extensible floats', { float: true, extensible: true }],
    ['one channel', { channels: 1 }],
  ];
  it.each(formats)('plays %s', async (_name, options) => {
    const { channels = 2 } = options;
    expectTone(await play(wav(toneSamples(440, 1_000, { channels }), options)), 440, 0.25);
  });

  it.each([8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 88_200, 96_000, 192_000, 44_099])(
    'plays %d samples per second with its frequencies and levels',
    async (sampleRate) => {
      for (const hz of [440, 10_000].filter((one) => one < sampleRate * 0.42)) {
        const pcm = await play(wav(toneSamples(hz, 1_000, { sampleRate }), { sampleRate }));
        expectTone(pcm, hz, 0.25);
        expect(measureTone(pcm).residue).toBeLessThan(1e-6);
        expect(Math.abs(pcm.length / PCM_FRAME_BYTES - 50)).toBeLessThanOrEqual(1);
      }
    },
  );

  it('does not let frequencies through that 48 kHz cannot hold', () => {
    const resampler = new Resampler(96_000);
    const out = resampler.process(toneSamples(30_000, 500, { sampleRate: 96_000 }));
    expect(Math.max(...out.subarray(2_000, 40_000).map(Math.abs))).toBeLessThan(0.25 * 10 ** (-70 / 20));
  });

  it('resamples the same whatever the pieces are', () => {
    const input = toneSamples(997, 300, { sampleRate: 44_100 });
    const whole = new Resampler(44_100);
    const due = [...whole.process(input), ...whole.flush()];
    const random = seeded(3);
    const cut = new Resampler(44_100);
    const got: number[] = [];
    for (let at = 0; at < input.length;) {
      const size = 2 * Math.floor(random() * 700);
      got.push(...cut.process(input.subarray(at, at + size)));
      at += size;
    }
    got.push(...cut.flush());
    expect(got.length).toBe(due.length);
    expect(got.every((value, index) => value === due[index])).toBe(true);
    expect(due.length / 2).toBe(14_400);
  });

  it('mixes six channels to two without becoming too loud, the centre to both and no low effects', async () => {
    const count = 48_000;
    const centre = new Float32Array(count * 6);
    const all = toneSamples(440, 1_000, { channels: 6, level: 1 });
    const single = toneSamples(440, 1_000, { channels: 1 });
    for (let i = 0; i < count; i += 1) {
      centre[i * 6 + 2] = single[i]!;
      centre[i * 6 + 3] = Math.sin(i);
    }
    const mixed = await play(wav(centre, { channels: 6 }));
    const [left, right] = [0, 1].map((channel) => measureTone(mixed, { channel }));
    expect(left!.hz).toBeCloseTo(440, 1);
    expect(left!.level).toBeCloseTo(right!.level, 3);
    expect(left!.residue).toBeLessThan(1e-5);
    expectTone(await play(wav(all, { channels: 6, extensible: true, channelMask: 0x3f })), 440, 1);
  });

  it('passes other chunks over, also of odd length, before and after the samples', async () => {
    const samples = toneSamples(440, 500);
    const file = wav(samples, {
      before: { LIST: Buffer.alloc(33), JUNK: Buffer.alloc(70_001) },
      after: { id3: Buffer.alloc(9_001, 0x55) },
    });
    expect((await play(file)).equals(tone(440, 500))).toBe(true);
  });

  it.each([0, 0xffffffff, 0xfffffff0, 4_000_000])(
    'plays to the end of the file when it claims %d bytes',
    async (claimedSize) => {
      const file = wav(toneSamples(440, 500), { claimedSize });
      expect((await play(file)).equals(tone(440, 500))).toBe(true);
      expect(
        Buffer.concat(await readFrames(Source.stream(Readable.from(pieces(file, 1_001))))).equals(tone(440, 500)),
      ).toBe(true);
    },
  );

  it('knows how long it is, and begins anywhere', async () => {
    const file = wav(toneSamples(440, 1_000, { sampleRate: 44_100, channels: 1 }), { sampleRate: 44_100, channels: 1 });
    const reader = await Source.buffer(file).open();
    expect(reader.durationMs).toBe(1_000);
    await reader.close();
    expect((await play(file, 600)).length).toBe(20 * PCM_FRAME_BYTES);
    expect(
      (await play(wav(toneSamples(440, 1_000)), 500)).equals(tone(440, 1_000).subarray(25 * PCM_FRAME_BYTES)),
    ).toBe(true);
  });

  it('cuts what is too loud instead of letting it wrap', async () => {
    const pcm = await play(wav(new Float32Array(9_600).fill(1.5), { float: true }));
    expect(pcm.readInt16LE(100)).toBe(32_767);
  });

  it('says what it cannot read', async () => {
    const file = wav(toneSamples(440, 100));
    const broken = Buffer.from(file);
    broken.writeUInt32LE(4, 16);
    for (const bytes of [
      wav([0, 0], { formatTag: 6 }),
      file.subarray(0, 30),
      broken,
      Buffer.from('no WAV file at all'),
    ]) {
      await expect(Source.buffer(bytes, { format: 'wav' }).open()).rejects.toMatchObject({
        code: 'VOICE_SOURCE_INVALID',
      });
    }
  });
});

describe('raw PCM', () => {
  it('comes in frames of 20 ms, the last one filled up with silence', async () => {
    const pcm = tone(440, 50);
    const frames = await readFrames(Source.pcm(pcm));
    expect(frames.map((frame) => frame.length)).toEqual([3_840, 3_840, 3_840]);
    expect(Buffer.concat(frames).equals(Buffer.concat([pcm, Buffer.alloc(1_920)]))).toBe(true);
  });

  it('does not mind pieces that cut samples, nor half a sample at the end', async () => {
    const pcm = tone(440, 200);
    const stream = Readable.from(pieces(Buffer.concat([pcm, Buffer.from([1, 2, 3])]), 1, 2, 5, 7_001));
    expect(Buffer.concat(await readFrames(Source.pcm(stream))).equals(pcm)).toBe(true);
  });

  it('refuses a rate or a number of channels that cannot be', () => {
    for (const options of [{ channels: 0 }, { channels: 1.5 }, { sampleRate: 10 }, { sampleRate: NaN }]) {
      expect(() => Source.pcm(Buffer.alloc(0), options)).toThrow(
        expect.objectContaining({ code: 'VOICE_INVALID_OPTIONS' }) as Error,
      );
    }
  });
});

import { WavFormat } from '../../../../src/voice/recording/file-format';
import { Mixer } from '../../../../src/voice/recording/mixer';
import { OggOpusWriter } from '../../../../src/voice/recording/ogg-writer';
import { RecordingTime } from '../../../../src/voice/recording/recording-time';
import { SpokenLine } from '../../../../src/voice/recording/spoken-line';
import { readWavHead } from '../../../../src/voice/sources/pcm/wav';
import { checkOgg, firstDifference, numberedPackets, seeded } from '../../../support/audio';

/** Notes what it is given, silence as a number. */
class Written {
  readonly all: (Buffer | number)[] = [];

  audio(data: Buffer): void {
    this.all.push(data);
  }

  silence(samples: number): void {
    this.all.push(samples);
  }

  get pcm(): Buffer {
    return Buffer.concat(this.all.map((one) => (typeof one === 'number' ? Buffer.alloc(one * 4) : one)));
  }
}

/** So many samples of both channels at one level. */
function level(value: number, samples = 960): Buffer {
  const pcm = Buffer.alloc(samples * 4);
  for (let index = 0; index < samples * 2; index += 1) pcm.writeInt16LE(value, index * 2);
  return pcm;
}

describe('the writer of Ogg', () => {
  const random = seeded(7);
  const packets = numberedPackets(500, { bytes: () => Math.floor(5 + random() ** 4 * 3_000) });

  function written(packs: readonly Buffer[], flushes: (index: number) => boolean): Buffer {
    const writer = new OggOpusWriter({ serial: 0xfedcba98, comments: { TITLE: 'Ærø = ☃' } });
    const pages = [writer.begin()];
    packs.forEach((packet, index) => {
      pages.push(writer.push(packet, 960) ?? Buffer.alloc(0));
      if (flushes(index)) pages.push(writer.flush() ?? Buffer.alloc(0));
    });
    return Buffer.concat([...pages, writer.end()]);
  }

  it.each([
    { name: 'never', flushes: () => false },
    { name: 'after every packet', flushes: () => true },
    { name: 'now and then', flushes: (index: number) => index % 77 === 0 },
  ])('gives what a strict reader takes, packet for packet, flushed $name', ({ flushes }) => {
    const checked = checkOgg(written(packets, flushes));
    expect(firstDifference(checked.packets.slice(0, -1), packets)).toBeUndefined();
    expect(checked).toMatchObject({ serial: 0xfedcba98, preSkip: 312, durationMs: 10_000, isWhole: true });
    expect(checked.comments).toEqual({ TITLE: 'Ærø = ☃' });
    expect(Math.max(...checked.pageSamples.slice(0, -1))).toBeLessThanOrEqual(72_000);
  });

  it('ends a file well whatever its length, nothing included', () => {
    for (const length of [0, 1, 49, 50, 51, 100]) {
      expect(checkOgg(written(packets.slice(0, length), () => false)).durationMs).toBe(length * 20);
    }
  });

  it('leaves a file that plays up to its last whole page, wherever it is cut', () => {
    const whole = written(packets, () => false);
    const cut = seeded(3);
    let longest = 0;
    for (let round = 0; round < 200; round += 1) {
      const length = Math.floor(150 + cut() * (whole.length - 150));
      const read = checkOgg(whole.subarray(0, length), { mayBeCut: true });
      expect(firstDifference(read.packets, packets.slice(0, read.packets.length))).toBeUndefined();
      longest = Math.max(longest, read.packets.length);
    }
    expect(longest).toBeGreaterThan(400);
  });
});

describe('the header of WAV', () => {
  it('tells that the length is not known until it is, and is left like that where it cannot be told', () => {
    const format = new WavFormat();
    const pcm = { sampleRate: 48_000, channels: 2, encoding: 's16' };
    expect(readWavHead(format.begin())).toMatchObject({ format: pcm, dataAt: 44, dataBytes: undefined });
    expect(readWavHead(format.patch(3_840) as Buffer)).toMatchObject({ format: pcm, dataAt: 44, dataBytes: 3_840 });
    expect(format.patch(0xffff_ffff)).toBeUndefined();
  });
});

describe('the time of a recording', () => {
  it('cuts pauses out, and knows where late words belong', () => {
    const time = new RecordingTime(1_000);
    expect([999, 1_000, 1_500].map((at) => time.positionOf(at))).toEqual([undefined, 0, 500]);
    time.pause(2_000);
    time.pause(2_100);
    expect([time.now(2_500), time.isPaused]).toEqual([1_000, true]);
    expect([1_900, 2_000, 2_400].map((at) => time.positionOf(at))).toEqual([900, undefined, undefined]);
    time.resume(3_000);
    time.resume(3_100);
    time.pause(3_500);
    time.resume(4_000);
    expect([1_900, 2_999, 3_000, 3_400, 3_700, 4_250].map((at) => time.positionOf(at))).toEqual([
      900,
      undefined,
      1_000,
      1_400,
      undefined,
      1_750,
    ]);
    expect(time.now(5_000)).toBe(2_500);
  });
});

describe('the mixer', () => {
  it('joins pieces of one speaker without a seam, wherever slots begin, and leaves them as they are', () => {
    const written = new Written();
    const mixer = new Mixer(written, true);
    const random = seeded(11);
    const said = Buffer.alloc(50 * 3_840);
    for (let at = 0; at < said.length; at += 2) said.writeInt16LE(Math.floor((random() - 0.5) * 65_535), at);
    for (let index = 0; index < 50; index += 1) {
      // Clocks are not exact to the sample.
      const place = 1_234 + index * 960 + (index % 3) - 1;
      mixer.add('a', index === 0 ? 1_234 : place, said.subarray(index * 3_840, (index + 1) * 3_840), 100_000);
    }
    mixer.finish(60_000);
    expect(written.pcm.subarray(1_234 * 4, 1_234 * 4 + said.length).equals(said)).toBe(true);
    expect(written.pcm.length).toBe(Math.ceil(60_000 / 960) * 3_840);
    expect(written.all.at(0)).toBe(960);
  });

  it('sums voices, and presses together what is too loud instead of cutting it', () => {
    const sums = (...levels: number[]): number => {
      const written = new Written();
      const mixer = new Mixer(written, true);
      levels.forEach((value, index) => {
        mixer.add(`${index}`, 0, level(value), 960);
      });
      mixer.finish(960);
      return written.pcm.readInt16LE(400);
    };
    expect(sums(8_000, -3_000, 1_000)).toBe(6_000);
    expect(sums(32_767)).toBe(32_767);
    const loud = [13_000, 16_000, 20_000, 30_000, 32_767].map((value) => sums(value, value));
    expect(loud).toEqual([...loud].sort((left, right) => left - right));
    expect(Math.max(...loud)).toBeLessThanOrEqual(32_767);
    expect(sums(-32_768, -32_768, -32_768)).toBeGreaterThanOrEqual(-32_768);
  });

  it('leaves out what comes when its time is over, and keeps no more than five seconds', () => {
    const written = new Written();
    const mixer = new Mixer(written, true);
    mixer.add('a', 0, level(5), 0);
    mixer.advance(9_600);
    mixer.add('b', 9_600 - 480, level(7), 9_600);
    expect(mixer.droppedSamples).toBe(480);
    mixer.add('b', 480_000, level(9), 480_000);
    expect(mixer.at).toBeGreaterThan(480_000 - 5 * 48_000);
    mixer.finish(481_000);
    const { pcm } = written;
    expect([0, 9_599, 9_600, 10_079, 10_080, 480_000].map((sample) => pcm.readInt16LE(sample * 4))).toEqual([
      5, 0, 7, 7, 0, 9,
    ]);
  });

  it('does not believe a clock that runs away', () => {
    const written = new Written();
    const mixer = new Mixer(written, true);
    for (let index = 0; index < 500; index += 1) mixer.add('a', 48_000 * 3_600 * 1_000, level(1), 960);
    mixer.add('b', 960, level(2), 960);
    mixer.finish(1_920);
    expect(written.pcm.length).toBeLessThan(48_000 * 2 * 4);
    expect(mixer.droppedSamples).toBeGreaterThan(400 * 960);
  });
});

describe('the line of a speaker', () => {
  it('puts silence where nothing was said, exactly in PCM and in twenties of milliseconds in Opus, without drifting', () => {
    for (const unit of [1, 960]) {
      const written = new Written();
      const line = new SpokenLine(written, { unit, keepsSilence: true });
      const random = seeded(5);
      let place = 0;
      for (let index = 0; index < 300; index += 1) {
        place += 960 + (index % 10 === 0 ? Math.floor(600 + random() * 90_000) : 0);
        line.pcm(level(1), place, place);
        expect(Math.abs(line.at - (place + 960))).toBeLessThanOrEqual(480);
      }
      expect(written.pcm.length).toBe(line.at * 4);
    }
  });

  it('takes no more than time can hold from whoever sends too much or lies about when', () => {
    const line = new SpokenLine(new Written(), { unit: 960, keepsSilence: true });
    for (let index = 0; index < 1_000; index += 1) line.pcm(level(1), index % 2 === 0 ? 1e12 : 0, 9_600);
    expect(line.at).toBeLessThanOrEqual(9_600 + 48_000 + 960);
    expect(line.droppedSamples).toBeGreaterThan(900 * 960);
  });

  it('takes what is no Opus for lost', () => {
    const written = new Written();
    const line = new SpokenLine(written, { unit: 960, keepsSilence: true });
    for (const bad of [Buffer.of(0xff), Buffer.of(0xff, 0), Buffer.alloc(0)]) line.opus(bad, 960, line.at, 48_000);
    expect(written.all.map((one) => (one as Buffer).toString('hex'))).toEqual(['f8fffe', 'f8fffe', 'f8fffe']);
    line.opus(Buffer.of(0x78, 1, 2), 960, line.at, 48_000);
    line.opus(Buffer.of(0xff), 960, line.at, 48_000);
    expect((written.all.at(-1) as Buffer).toString('hex')).toBe('78');
  });
});

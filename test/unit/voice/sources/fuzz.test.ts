import { Readable } from 'node:stream';
import { type AudioFormat, packetSamples, Source, VoiceError } from '../../../../src/voice';
import { numberedPackets, oggOpus, pieces, seeded, toneSamples, wav, webmOpus } from '../../../support/audio';

const packets = numberedPackets(120);
const files: [AudioFormat, string, Buffer][] = [
  ['ogg', 'Ogg', oggOpus(packets, { packetsPerPage: 7 })],
  [
    'ogg',
    'chained Ogg',
    Buffer.concat([oggOpus(packets.slice(60), { serial: 1 }), oggOpus(packets.slice(0, 60), { serial: 2 })]),
  ],
  ['webm', 'WebM', webmOpus(packets, { cues: true, video: true, blocksPerCluster: 10 })],
  ['webm', 'endless WebM with laces', webmOpus(packets, { unknownSizes: true, lacing: 'ebml', blocksPerCluster: 10 })],
  [
    'wav',
    'WAV',
    wav(toneSamples(440, 300, { sampleRate: 22_050 }), { sampleRate: 22_050, before: { LIST: Buffer.alloc(99) } }),
  ],
];

/** Cuts, overwrites, doubles and swaps, as broken disks and hostile people do. */
function spoil(file: Buffer, random: () => number): Buffer {
  const at = (): number => Math.floor(random() * file.length);
  let spoilt = Buffer.from(file);
  for (let times = Math.ceil(random() * 4); times > 0; times -= 1) {
    switch (Math.floor(random() * 6)) {
      case 0:
        spoilt = spoilt.subarray(0, at());
        break;
      case 1:
        spoilt = spoilt.subarray(at() / 4);
        break;
      case 2:
        for (let i = 0; i < 20 && spoilt.length > 0; i += 1)
          spoilt[Math.floor(random() * spoilt.length)] = random() * 256;
        break;
      case 3:
        spoilt = Buffer.concat([spoilt.subarray(0, 400), spoilt.subarray(at())]);
        break;
      case 4:
        spoilt.fill(random() < 0.5 ? 0xff : 0, at() % (spoilt.length + 1)).subarray(0);
        break;
      default:
        // The heads of the file, where sizes are.
        for (let i = 0; i < 4 && spoilt.length > 0; i += 1)
          spoilt[Math.floor(random() * Math.min(spoilt.length, 300))] = random() * 256;
    }
  }
  return Buffer.from(spoilt);
}

async function play(file: Buffer, format: AudioFormat, random: () => number): Promise<void> {
  const source =
    random() < 0.5
      ? Source.buffer(file, { format })
      : Source.stream(Readable.from(pieces(file, 1 + Math.floor(random() * 2_000))), { format });
  try {
    const reader = await source.open({ startMs: random() < 0.3 ? random() * 3_000 : 0 });
    let count = 0;
    for (let frame = await reader.read(); frame !== null; frame = await reader.read()) {
      if (!Buffer.isBuffer(frame)) expect(packetSamples(frame.data)).toBe(frame.samples);
      count += 1;
    }
    // Nothing is made of nothing: the rate of a spoilt WAV may be low, which makes it long.
    expect(count).toBeLessThan(format === 'wav' ? 3_000 : 400);
  } catch (error) {
    if (!(error instanceof VoiceError)) throw error;
  }
}

describe('broken files', () => {
  it.each(files)('end or are refused, and never harm: %s, %s', async (format, _name, file) => {
    const random = seeded(20_260_301);
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 250; round += 1) await play(spoil(file, random), format, random);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1_048_576);
  });

  it('of nothing but noise end too', async () => {
    const random = seeded(7);
    for (let round = 0; round < 60; round += 1) {
      const noise = Buffer.from(Array.from({ length: Math.floor(random() * 5_000) }, () => random() * 256));
      for (const format of ['ogg', 'webm', 'wav'] as const) await play(noise, format, random);
    }
  });
});

import { Readable } from 'node:stream';
import { Source } from '../../../../src/voice';
import {
  firstDifference,
  element,
  numberedPackets,
  pieces,
  readFrames,
  webmOpus,
  type WebmOptions,
} from '../../../support/audio';

const packets = numberedPackets(240);
const read = (bytes: Buffer, ...sizes: number[]): Promise<Buffer[]> =>
  readFrames(Source.stream(Readable.from(pieces(bytes, ...sizes)), { format: 'webm' }));

describe('WebM with Opus', () => {
  it.each([[1], [7, 300], [65_536]])('gives packets byte for byte, however it comes: %p', async (...sizes) => {
    expect(firstDifference(await read(webmOpus(packets), ...sizes), packets)).toBeUndefined();
  });

  const kinds: [string, WebmOptions][] = [
    ['sizes that are not told', { unknownSizes: true }],
    ['groups of blocks', { blockGroups: true }],
    ['an index', { cues: true }],
    ['a video beside it', { video: true }],
    ['a video beside it, in an endless stream', { video: true, unknownSizes: true, blockGroups: true }],
  ];
  it.each(kinds)('reads %s', async (_name, options) => {
    expect(firstDifference(await read(webmOpus(packets, options), 3_000), packets)).toBeUndefined();
  });

  it.each(['xiph', 'ebml'] as const)('takes laced packets apart: %s', async (lacing) => {
    const sizes = numberedPackets(240, { bytes: (index) => [30, 255, 510, 600, 41][index % 5] as number });
    expect(firstDifference(await read(webmOpus(sizes, { lacing }), 3_000), sizes)).toBeUndefined();
  });

  it('takes laced packets of one size apart', async () => {
    const even = numberedPackets(240, { bytes: () => 77 });
    expect(
      firstDifference(await read(webmOpus(even, { lacing: 'fixed', packetsPerBlock: 8 }), 3_000), even),
    ).toBeUndefined();
  });

  it('knows how long it sounds', async () => {
    const reader = await Source.buffer(webmOpus(packets)).open();
    expect(reader.durationMs).toBe(4_800);
    await reader.close();
  });

  it.each([20, 990, 1_000, 3_333, 4_799])(
    'begins with the packet that sounds at %d ms, with an index and without',
    async (startMs) => {
      const due = packets.slice(Math.floor(startMs / 20));
      expect(
        firstDifference(await readFrames(Source.buffer(webmOpus(packets, { cues: true })), { startMs }), due),
      ).toBeUndefined();
      expect(firstDifference(await readFrames(Source.buffer(webmOpus(packets)), { startMs }), due)).toBeUndefined();
      const stream = Source.stream(Readable.from(pieces(webmOpus(packets, { unknownSizes: true }), 999)));
      expect(firstDifference(await readFrames(stream, { startMs }), due)).toBeUndefined();
    },
  );

  it('goes on at the next cluster after bytes that are none', async () => {
    const file = webmOpus(packets);
    const second = file.indexOf(Buffer.from('1f43b675', 'hex'), file.indexOf(Buffer.from('1f43b675', 'hex')) + 4);
    const broken = Buffer.concat([file.subarray(0, second), Buffer.alloc(5_000), file.subarray(second)]);
    expect(firstDifference(await read(broken, 1_000), packets)).toBeUndefined();
  });

  it('says what it cannot read', async () => {
    for (const [options, word] of [
      [{ codec: 'A_VORBIS' }, 'no Opus track'],
      [{ encoded: true }, 'compressed or encrypted'],
    ] as const) {
      await expect(Source.buffer(webmOpus(packets, options), { format: 'webm' }).open()).rejects.toMatchObject({
        code: 'VOICE_SOURCE_INVALID',
        message: expect.stringContaining(word) as string,
      });
    }
    await expect(Source.buffer(element(0x1a45dfa3), { format: 'webm' }).open()).rejects.toMatchObject({
      code: 'VOICE_SOURCE_INVALID',
    });
  });
});

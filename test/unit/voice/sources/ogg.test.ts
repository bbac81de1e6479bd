import { Readable } from 'node:stream';
import { type OpusReader, Source } from '../../../../src/voice';
import { type ByteInput } from '../../../../src/voice/sources/bytes/byte-input';
import { BufferInput } from '../../../../src/voice/sources/bytes/buffer-input';
import { OggDemuxer } from '../../../../src/voice/sources/ogg/ogg-demuxer';
import { OggOpusPull } from '../../../../src/voice/sources/ogg/ogg-opus';
import {
  firstDifference,
  numberedPackets,
  oggOpus,
  oggOpusPages,
  oggPage,
  opusHead,
  pieces,
  readFrames,
} from '../../../support/audio';

const packets = numberedPackets(200, { bytes: (index) => [40, 254, 255, 256, 510, 700, 1_200][index % 7] as number });
/** Read without looking at the first bytes, as a stream of which the beginning is not sure. */
const sent = (bytes: Buffer, ...sizes: number[]): Promise<Buffer[]> =>
  readFrames(Source.stream(Readable.from(pieces(bytes, ...(sizes.length > 0 ? sizes : [4_096]))), { format: 'ogg' }));

const sixMinutes = oggOpus(numberedPackets(18_000), { preSkip: 312, startGranule: 77_777 });

describe('Ogg with Opus', () => {
  it.each([[1], [27], [255, 3], [65_536], [10, 100_000]])(
    'gives packets byte for byte, however it comes: %p',
    async (...sizes) => {
      expect(firstDifference(await sent(oggOpus(packets), ...sizes), packets)).toBeUndefined();
    },
  );

  it('puts packets together that lie on several pages', async () => {
    expect(firstDifference(await sent(oggOpus(packets, { segmentsPerPage: 3 })), packets)).toBeUndefined();
    expect(
      firstDifference(await sent(oggOpus(packets, { segmentsPerPage: 1, tagBytes: 2_000 })), packets),
    ).toBeUndefined();
  });

  it('passes comments over, also large ones', async () => {
    expect(firstDifference(await sent(oggOpus(packets, { tagBytes: 3_000_000 })), packets)).toBeUndefined();
  });

  it('goes on with the next link of a chained file', async () => {
    const chained = Buffer.concat([
      oggOpus(packets.slice(0, 70), { serial: 1 }),
      oggOpus(packets.slice(70, 140), { serial: 2 }),
      oggOpus(packets.slice(140), { serial: 2 }),
    ]);
    expect(firstDifference(await sent(chained), packets)).toBeUndefined();
  });

  it('takes the first Opus stream of several that lie side by side', async () => {
    const video = oggPage({
      serial: 9,
      sequence: 0,
      granule: 0n,
      segments: [7],
      body: Buffer.from('\x80theora', 'latin1'),
      first: true,
    });
    const more = oggOpusPages(numberedPackets(200, { seed: 5 }), { serial: 8 });
    const ours = oggOpusPages(packets, { serial: 7 });
    const mixed = [
      video,
      ours[0]!,
      more[0]!,
      ...ours.slice(1).flatMap((page, index) => [page, more[index + 1] ?? Buffer.alloc(0)]),
    ];
    expect(firstDifference(await sent(Buffer.concat(mixed)), packets)).toBeUndefined();
  });

  it('goes on at the next page after bytes that are none, and after a page that is broken', async () => {
    const pages = oggOpusPages(packets, { packetsPerPage: 10 });
    const broken = Buffer.from(pages[5]!);
    broken.writeUInt8(broken.readUInt8(200) ^ 1, 200);
    const noise = Buffer.concat([Buffer.from('OggOggS'), Buffer.alloc(90_000, 'OggS\0')]);
    const bytes = Buffer.concat([noise, ...pages.slice(0, 5), broken, noise, ...pages.slice(6)]);
    expect(firstDifference(await sent(bytes, 1_000), [...packets.slice(0, 30), ...packets.slice(40)])).toBeUndefined();
  });

  it('leaves out a packet of which a part is missing, and nothing else', async () => {
    const pages = oggOpusPages(packets.slice(0, 30), { segmentsPerPage: 4 });
    const demuxer = new OggDemuxer();
    const frames: Buffer[] = [];
    for (const [index, page] of pages.entries()) {
      if (index === 10) continue;
      demuxer.push(page);
      frames.push(...demuxer.packets.splice(0).map(({ data }) => data));
    }
    expect(frames.every((frame) => packets.some((packet) => packet.equals(frame)))).toBe(true);
    expect(frames.length).toBeGreaterThan(24);
    expect(demuxer.droppedPackets).toBeGreaterThan(0);
  });

  it('reads what a cut page hides', async () => {
    const pages = oggOpusPages(packets.slice(0, 30), { packetsPerPage: 10 });
    const cut = Buffer.concat([...pages.slice(0, 3), pages[3]!.subarray(0, 60), pages[4]!]);
    expect(firstDifference(await sent(cut), [...packets.slice(0, 10), ...packets.slice(20, 30)])).toBeUndefined();
  });

  it('leaves out what is no Opus packet', async () => {
    const odd = [packets[0]!, Buffer.alloc(0), Buffer.from([0xff]), packets[1]!];
    expect(firstDifference(await sent(oggOpus(odd)), packets.slice(0, 2))).toBeUndefined();
  });

  it('knows how long it sounds, without what is cut at its beginning, wherever its positions begin', async () => {
    for (const startGranule of [0, 5_000_000]) {
      const reader = await Source.buffer(oggOpus(packets, { preSkip: 480, startGranule })).open();
      expect(reader.durationMs).toBeCloseTo(4_000 - 10, 5);
      await reader.close();
    }
  });

  it.each([0, 20, 41, 1_000, 3_999, 123_456, 359_990])(
    'begins with the packet that sounds at %d ms',
    async (startMs) => {
      const input = new CountingInput(sixMinutes);
      const pull = await OggOpusPull.open(input, 'test', startMs);
      const frame = await pull.next();
      // What is thrown away at the beginning of a decoder is no part of the time.
      expect(frame?.data.readUInt32BE(1)).toBe(startMs === 0 ? 0 : Math.floor((startMs * 48 + 312) / 960));
      expect(input.given).toBeLessThan(1_200_000);
    },
  );

  it('reads the whole before a place in a chained file, whose positions begin anew', async () => {
    const chained = Buffer.concat([
      oggOpus(packets.slice(0, 100), { serial: 1, preSkip: 0 }),
      oggOpus(packets.slice(100), { serial: 2, preSkip: 0 }),
    ]);
    expect(
      firstDifference(await readFrames(Source.buffer(chained), { startMs: 3_000 }), packets.slice(150)),
    ).toBeUndefined();
  });

  it('refuses more than two channels, which a voice channel cannot take', async () => {
    const surround = oggOpus(packets, { channels: 6, family: 1, streams: 4 });
    await expect(Source.buffer(surround, { format: 'ogg' }).open()).rejects.toMatchObject({
      code: 'VOICE_SOURCE_INVALID',
      message: expect.stringContaining('6 channels') as string,
    });
  });

  it('says when there is no Opus in it', async () => {
    const vorbis = oggPage({
      serial: 1,
      sequence: 0,
      granule: 0n,
      segments: [7],
      body: Buffer.from('\x01vorbis', 'latin1'),
      first: true,
    });
    for (const bytes of [vorbis, Buffer.alloc(100_000, 'OggS'), opusHead()]) {
      await expect(Source.buffer(bytes, { format: 'ogg' }).open()).rejects.toMatchObject({
        code: 'VOICE_SOURCE_INVALID',
      });
    }
  });

  it('tells how long each packet sounds', async () => {
    const reader = (await Source.buffer(
      oggOpus([Buffer.from([0xff, 3, 1, 2, 3]), Buffer.from([0xe4, 1])]),
    ).open()) as OpusReader;
    expect([(await reader.read())?.samples, (await reader.read())?.samples]).toEqual([2_880, 120]);
    await reader.close();
  });
});

/** Counts what is read of a file. */
class CountingInput extends BufferInput implements ByteInput {
  given = 0;

  override async read(): Promise<Buffer | null> {
    const piece = await super.read();
    this.given += piece?.length ?? 0;
    return piece;
  }
}

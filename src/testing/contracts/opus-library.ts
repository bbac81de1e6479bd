/** What every {@link OpusLibrary} must do. */
import assert from 'node:assert/strict';
import {
  type OpusDecoder,
  type OpusEncoder,
  OpusFrameSizeError,
  type OpusLibrary,
  packetSamples,
  PCM_FRAME_BYTES,
  SILENCE_FRAME,
} from '../../voice';
import { type ContractCase } from './contract-case';

const LEVEL = 8_000;

/** 20 ms of a sine; `index` says which, so that frames follow each other without a click. */
function sine(hz: number, index: number): Buffer {
  const pcm = Buffer.alloc(PCM_FRAME_BYTES);
  for (let i = 0; i < 960; i += 1) {
    const value = Math.round(LEVEL * Math.sin((2 * Math.PI * hz * (index * 960 + i)) / 48_000));
    pcm.writeInt16LE(value, i * 4);
    pcm.writeInt16LE(value, i * 4 + 2);
  }
  return pcm;
}

function peak(pcm: Buffer): number {
  let most = 0;
  for (let at = 0; at < pcm.length; at += 2) most = Math.max(most, Math.abs(pcm.readInt16LE(at)));
  return most;
}

/** How often the left channel changes its sign, which tells the frequency well enough. */
function crossings(pcm: Buffer): number {
  let count = 0;
  for (let at = 4; at < pcm.length; at += 4) {
    if (pcm.readInt16LE(at) >= 0 !== pcm.readInt16LE(at - 4) >= 0) count += 1;
  }
  return count;
}

const WRONG_FRAMES: readonly unknown[] = [
  Buffer.alloc(0),
  Buffer.alloc(1),
  Buffer.alloc(100),
  Buffer.alloc(PCM_FRAME_BYTES - 1),
  Buffer.alloc(PCM_FRAME_BYTES + 1),
  Buffer.alloc(PCM_FRAME_BYTES * 2),
  new Uint8Array(PCM_FRAME_BYTES),
  'x'.repeat(PCM_FRAME_BYTES),
  null,
  undefined,
  {},
];

const WRONG_PACKETS: readonly unknown[] = [
  Buffer.alloc(0),
  // 48 frames of 20 ms, no frame, a byte that should say how many.
  Buffer.from([0xff, 48, 1, 2, 3]),
  Buffer.from([0xff, 0]),
  Buffer.from([0xff]),
  // Two frames of one size in an odd number of bytes; a length that is not there; padding that is longer than the packet.
  Buffer.from([0xfd, 1, 2, 3]),
  Buffer.from([0xfe, 200, 1]),
  Buffer.from([0xff, 0x41, 255, 255, 255]),
  Buffer.alloc(5_000, 0xfc),
  Buffer.alloc(200_000, 0xff),
  'opus',
  null,
  undefined,
];

export function opusLibraryContract(load: () => Promise<OpusLibrary>): ContractCase[] {
  const withCodecs = (
    name: string,
    run: (encoder: OpusEncoder, decoder: OpusDecoder, library: OpusLibrary) => void,
  ): ContractCase => ({
    name,
    run: async () => {
      const library = await load();
      const encoder = library.encoder();
      const decoder = library.decoder();
      try {
        run(encoder, decoder, library);
      } finally {
        encoder.close();
        decoder.close();
      }
    },
  });
  return [
    withCodecs('gives a sound back with its frequency and level', (encoder, decoder) => {
      const heard: Buffer[] = [];
      for (let index = 0; index < 25; index += 1) {
        const packet = encoder.encode(sine(440, index));
        assert.equal(packetSamples(packet), 960);
        heard.push(decoder.decode(packet));
      }
      assert.ok(heard.every((pcm) => pcm.length === PCM_FRAME_BYTES));
      const later = Buffer.concat(heard.slice(5));
      // 20 frames are 400 ms: 176 waves of 440 Hz.
      assert.ok(Math.abs(crossings(later) - 352) <= 3, `${crossings(later)} crossings`);
      assert.ok(Math.abs(peak(later) - LEVEL) < LEVEL * 0.05, `peak ${peak(later)}`);
    }),
    withCodecs('decodes the frame of silence to silence', (_encoder, decoder) => {
      const pcm = decoder.decode(SILENCE_FRAME);
      assert.equal(pcm.length, PCM_FRAME_BYTES);
      assert.ok(peak(pcm) <= 1);
    }),
    withCodecs('decodes packets of 2.5 to 120 ms whole', (encoder, decoder) => {
      const frame = encoder.encode(sine(440, 0)).subarray(1);
      for (const count of [1, 2, 3, 6]) {
        const bodies = Array.from({ length: count }, () => frame);
        assert.equal(
          decoder.decode(Buffer.concat([Buffer.from([0xff, count]), ...bodies])).length,
          count * PCM_FRAME_BYTES,
        );
      }
      // CELT, 2.5 ms, stereo, an empty frame.
      assert.equal(decoder.decode(Buffer.from([0xe4])).length, 120 * 4);
    }),
    withCodecs('keeps many codecs apart', (_encoder, _decoder, library) => {
      const many = Array.from({ length: 120 }, () => ({ encoder: library.encoder(), decoder: library.decoder() }));
      try {
        const heard = many.map(() => [] as Buffer[]);
        for (let index = 0; index < 10; index += 1) {
          for (const [which, { decoder, encoder }] of many.entries()) {
            heard[which]?.push(decoder.decode(encoder.encode(sine(300 + 20 * which, index))));
          }
        }
        for (const [which, frames] of heard.entries()) {
          const later = Buffer.concat(frames.slice(5));
          const due = 2 * (300 + 20 * which) * 0.1;
          assert.ok(Math.abs(crossings(later) - due) <= 4, `codec ${which}: ${crossings(later)} crossings, not ${due}`);
        }
      } finally {
        for (const { decoder, encoder } of many) {
          encoder.close();
          decoder.close();
        }
      }
    }),
    withCodecs('refuses frames of any other size, and goes on', (encoder) => {
      for (const wrong of WRONG_FRAMES) {
        assert.throws(
          () => encoder.encode(wrong as Buffer),
          (error) => error instanceof OpusFrameSizeError && error instanceof RangeError,
        );
      }
      assert.ok(packetSamples(encoder.encode(sine(440, 0))) === 960);
    }),
    withCodecs('refuses what is no packet, and goes on', (encoder, decoder) => {
      for (const wrong of WRONG_PACKETS) {
        assert.throws(() => decoder.decode(wrong as Buffer), { code: 'VOICE_OPUS_FAILED' });
      }
      assert.equal(decoder.decode(encoder.encode(sine(440, 0))).length, PCM_FRAME_BYTES);
    }),
    withCodecs('survives packets of noise: each is decoded whole or refused', (_encoder, decoder) => {
      let state = 7;
      const byte = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24;
      for (let round = 0; round < 2_000; round += 1) {
        const packet = Buffer.from(Array.from({ length: byte() % 200 }, byte));
        const due = packetSamples(packet) * 4;
        try {
          assert.equal(decoder.decode(packet).length, due);
        } catch (error) {
          assert.equal((error as { code?: unknown }).code, 'VOICE_OPUS_FAILED');
        }
      }
    }),
    withCodecs('makes smaller packets for a lower bitrate, and refuses one that cannot be', (encoder) => {
      const sizes = [128_000, 16_000].map((bitrate) => {
        encoder.setBitrate(bitrate);
        let bytes = 0;
        for (let index = 0; index < 20; index += 1) bytes += encoder.encode(sine(440, index)).length;
        return bytes;
      });
      assert.ok((sizes[1] as number) < (sizes[0] as number) / 2, sizes.join(' and '));
      for (const wrong of [0, 7_999, 510_001, NaN, Infinity, -1]) {
        assert.throws(
          () => {
            encoder.setBitrate(wrong);
          },
          { code: 'VOICE_INVALID_OPTIONS' },
        );
      }
    }),
    withCodecs('refuses to be used after it was closed, twice without harm', (_encoder, _decoder, library) => {
      const encoder = library.encoder();
      const decoder = library.decoder();
      for (const codec of [encoder, decoder, encoder, decoder]) codec.close();
      assert.throws(() => encoder.encode(sine(440, 0)), { code: 'VOICE_OPUS_FAILED' });
      assert.throws(
        () => {
          encoder.setBitrate(64_000);
        },
        { code: 'VOICE_OPUS_FAILED' },
      );
      assert.throws(() => decoder.decode(SILENCE_FRAME), { code: 'VOICE_OPUS_FAILED' });
    }),
  ];
}

/** A tune that is made on the spot: Opus packets in an Ogg file, as any player has them. https://datatracker.ietf.org/doc/html/rfc7845 */
import { loadOpus } from 'corduroy/voice';

const RATE = 48_000;
/** Samples of one packet: 20 ms. */
const PACKET = 960;
const PACKETS_PER_NOTE = 12;
const NOTES = [262, 330, 392, 523, 392, 330];

/** Encodes a broken chord, in packets of 20 ms. */
export async function tune(): Promise<Buffer[]> {
  const encoder = (await loadOpus()).encoder();
  const packets = NOTES.flatMap((hertz, note) =>
    Array.from({ length: PACKETS_PER_NOTE }, (_, index) =>
      encoder.encode(tone(hertz, (note * PACKETS_PER_NOTE + index) * PACKET)),
    ),
  );
  encoder.close();
  return packets;
}

/** 16 bits, two channels. */
function tone(hertz: number, from: number): Buffer {
  const pcm = Buffer.alloc(PACKET * 4);
  for (let index = 0; index < PACKET; index += 1) {
    const sample = Math.round(8_000 * Math.sin((2 * Math.PI * hertz * (from + index)) / RATE));
    pcm.writeInt16LE(sample, index * 4);
    pcm.writeInt16LE(sample, index * 4 + 2);
  }
  return pcm;
}

/** One page for the head, one for the comments, and one for each packet. */
export function oggFile(packets: readonly Buffer[]): Buffer {
  const head = Buffer.from('OpusHead\x01\x02\0\0\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(RATE, 12);
  const pages = [head, Buffer.concat([Buffer.from('OpusTags'), Buffer.alloc(8)]), ...packets];
  return Buffer.concat(pages.map((packet, index) => page(packet, index, index === pages.length - 1)));
}

function page(packet: Buffer, index: number, isLast: boolean): Buffer {
  const lengths = [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
  const head = Buffer.alloc(27 + lengths.length);
  head.write('OggS');
  head.writeUInt8((index === 0 ? 2 : 0) | (isLast ? 4 : 0), 5);
  // How many samples have been told at the end of the page.
  head.writeBigInt64LE(BigInt(Math.max(0, index - 1) * PACKET), 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(index, 18);
  head.writeUInt8(lengths.length, 26);
  head.set(lengths, 27);
  const bytes = Buffer.concat([head, packet]);
  bytes.writeUInt32LE(checksum(bytes), 22);
  return bytes;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  }
  return sum >>> 0;
}

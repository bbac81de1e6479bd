/** Writes WebM files with Opus in them. https://www.rfc-editor.org/rfc/rfc9559 */
import { opusHead } from './ogg-opus';

export type Lacing = 'none' | 'xiph' | 'fixed' | 'ebml';

export interface WebmOptions {
  /** Sizes of the segment and its clusters are not told, as in a stream. */
  readonly unknownSizes?: boolean;
  /** Blocks in groups, with a duration, instead of simple ones. */
  readonly blockGroups?: boolean;
  readonly lacing?: Lacing;
  /** Packets of each block, when they are laced. Default 4. */
  readonly packetsPerBlock?: number;
  /** Blocks of each cluster. Default 50. */
  readonly blocksPerCluster?: number;
  /** An index at the end, found by a SeekHead. */
  readonly cues?: boolean;
  /** A video track before the audio, with a block before every block of audio. */
  readonly video?: boolean;
  /** Milliseconds of each packet. Default 20. */
  readonly packetMs?: number;
  /** The number of the audio track. Default 2 with video, otherwise 1. */
  readonly codec?: string;
  /** Says that the frames are compressed. */
  readonly encoded?: boolean;
}

const CLUSTER = 0x1f43b675;

export function webmOpus(packets: readonly Buffer[], options: WebmOptions = {}): Buffer {
  const { packetMs = 20, lacing = 'none', blocksPerCluster = 50, unknownSizes = false } = options;
  const perBlock = lacing === 'none' ? 1 : (options.packetsPerBlock ?? 4);
  const track = options.video ? 2 : 1;
  const clusters: { readonly timeMs: number; readonly bytes: Buffer }[] = [];
  for (let first = 0; first < packets.length; first += perBlock * blocksPerCluster) {
    const timeMs = first * packetMs;
    const blocks: Buffer[] = [element(0xe7, number(timeMs))];
    for (let b = first; b < Math.min(packets.length, first + perBlock * blocksPerCluster); b += perBlock) {
      const at = b * packetMs - timeMs;
      if (options.video) blocks.push(element(0xa3, block(1, at, [Buffer.alloc(700, 0xff)], 'none')));
      const laced = block(track, at, packets.slice(b, b + perBlock), lacing);
      if (options.blockGroups) {
        blocks.push(element(0xa0, element(0xa1, laced), element(0x9b, number(packetMs * perBlock))));
      } else blocks.push(element(0xa3, laced));
    }
    const body = Buffer.concat(blocks);
    clusters.push({ timeMs, bytes: unknownSizes ? endless(CLUSTER, body) : element(CLUSTER, body) });
  }
  const info = element(
    0x1549a966,
    element(0x2ad7b1, number(1_000_000)),
    element(0x4489, double(packets.length * packetMs)),
  );
  const tracks = element(
    0x1654ae6b,
    ...(options.video
      ? [element(0xae, element(0xd7, number(1)), element(0x86, Buffer.from('V_VP8')), element(0x83, number(1)))]
      : []),
    element(
      0xae,
      element(0xd7, number(track)),
      element(0x86, Buffer.from(options.codec ?? 'A_OPUS')),
      element(0x83, number(2)),
      element(0x63a2, opusHead()),
      element(0xe1, element(0xb5, double(48_000)), element(0x9f, number(2))),
      ...(options.encoded ? [element(0x6d80, element(0x6240, element(0x5034, element(0x4254, number(0)))))] : []),
    ),
  );
  // A SeekHead of a fixed size, so that the places behind it are known before it is written.
  const seekHead = (at: number): Buffer =>
    element(
      0x114d9b74,
      element(0x4dbb, element(0x53ab, Buffer.from('1c53bb6b', 'hex')), element(0x53ac, number(at, 8))),
    );
  const heads = [...(options.cues ? [seekHead(0)] : []), info, tracks];
  let place = heads.reduce((sum, one) => sum + one.length, 0);
  const points = clusters.map(({ timeMs, bytes }) => {
    const point = element(
      0xbb,
      element(0xb3, number(timeMs)),
      element(0xb7, element(0xf7, number(track)), element(0xf1, number(place))),
    );
    place += bytes.length;
    return point;
  });
  if (options.cues) heads[0] = seekHead(place);
  const body = Buffer.concat([
    ...heads,
    ...clusters.map(({ bytes }) => bytes),
    ...(options.cues ? [element(0x1c53bb6b, ...points)] : []),
  ]);
  const ebml = element(0x1a45dfa3, element(0x4282, Buffer.from('webm')), element(0x4287, number(4)));
  return Buffer.concat([ebml, unknownSizes ? endless(0x18538067, body) : element(0x18538067, body)]);
}

/** An element with its size in eight bytes or, where that is enough, one. */
export function element(id: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 127) return Buffer.concat([idBytes(id), Buffer.from([0x80 | body.length]), body]);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n));
  return Buffer.concat([idBytes(id), size, body]);
}

function endless(id: number, body: Buffer): Buffer {
  return Buffer.concat([idBytes(id), Buffer.from('01ffffffffffffff', 'hex'), body]);
}

function idBytes(id: number): Buffer {
  const hex = id.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

function number(value: number, bytes = value < 256 ? 1 : value < 65_536 ? 2 : 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 8) buffer.writeBigUInt64BE(BigInt(value));
  else buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

function double(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return buffer;
}

function block(track: number, timeMs: number, frames: readonly Buffer[], lacing: Lacing): Buffer {
  const flags = { none: 0, xiph: 2, fixed: 4, ebml: 6 }[lacing];
  const head = Buffer.from([0x80 | track, 0, 0, 0x80 | flags]);
  head.writeInt16BE(timeMs, 1);
  if (lacing === 'none') return Buffer.concat([head, ...frames]);
  const sizes = frames.slice(0, -1).map((frame) => frame.length);
  const told: Buffer[] = [Buffer.from([frames.length - 1])];
  if (lacing === 'xiph') {
    for (const size of sizes) told.push(Buffer.from([...Array<number>(Math.floor(size / 255)).fill(255), size % 255]));
  } else if (lacing === 'ebml') {
    let before: number | undefined;
    for (const size of sizes) {
      told.push(before === undefined ? twoBytes(size) : twoBytes(size - before + 8_191));
      before = size;
    }
  }
  return Buffer.concat([head, ...told, ...frames]);
}

/** A number of two bytes: 14 bits, and the mark of its length. */
function twoBytes(value: number): Buffer {
  return Buffer.from([0x40 | (value >> 8), value & 0xff]);
}

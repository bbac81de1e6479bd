/**
 * What an Opus packet says about itself, without decoding it.
 *
 * The first byte (TOC, https://datatracker.ietf.org/doc/html/rfc6716#section-3.1) holds a configuration, which gives the
 * length of a frame, a bit for stereo, and a code: one frame (0), two of one size (1), two of different sizes (2), or a
 * number that the next byte tells (3). No packet sounds longer than 120 ms. Whoever walks the lengths by the rules of
 * section 3.2 knows whether a decoder will take the packet, so nothing malformed has to reach native code.
 */
import { SAMPLE_RATE } from '../audio-frame';

/** Samples of the longest packet there may be: 120 ms. */
export const MAX_PACKET_SAMPLES = (SAMPLE_RATE * 120) / 1000;

/** Bytes of the longest frame within a packet. */
const MAX_FRAME_BYTES = 1275;

/** Samples of a frame for each of the 32 configurations: SILK, hybrid, CELT. */
const FRAME_SAMPLES_OF = Uint16Array.from(
  [
    ...Array.from({ length: 3 }, () => [10, 20, 40, 60]),
    ...Array.from({ length: 2 }, () => [10, 20]),
    ...Array.from({ length: 4 }, () => [2.5, 5, 10, 20]),
  ].flat(),
  (ms) => (ms * SAMPLE_RATE) / 1000,
);

/** Channels that the packet was encoded with. */
export function packetChannels(packet: Uint8Array): 1 | 2 {
  return ((packet[0] ?? 0) & 4) === 0 ? 1 : 2;
}

/**
 * Samples of each channel at 48 kHz that a packet sounds, or 0 when it is no valid Opus: empty, longer than 120 ms, or with
 * lengths that do not fit into it. Allocates nothing.
 */
export function packetSamples(packet: Uint8Array): number {
  const length = packet.length;
  if (length === 0) return 0;
  const toc = packet[0] as number;
  const frame = FRAME_SAMPLES_OF[toc >> 3] as number;
  switch (toc & 3) {
    case 0:
      return length - 1 <= MAX_FRAME_BYTES ? frame : 0;
    case 1:
      return (length - 1) % 2 === 0 && (length - 1) / 2 <= MAX_FRAME_BYTES ? 2 * frame : 0;
    case 2:
      return fitsTwo(packet) ? 2 * frame : 0;
    default:
      return samplesOfMany(packet, frame);
  }
}

function fitsTwo(packet: Uint8Array): boolean {
  const size = frameLength(packet, 1, packet.length);
  if (size < 0) return false;
  const rest = packet.length - 1 - lengthBytes(size) - size;
  return rest >= 0 && rest <= MAX_FRAME_BYTES;
}

/** Code 3: a byte with the number of frames, whether their lengths differ (0x80) and whether there is padding (0x40). */
function samplesOfMany(packet: Uint8Array, frame: number): number {
  if (packet.length < 2) return 0;
  const head = packet[1] as number;
  const count = head & 0x3f;
  const samples = count * frame;
  if (count === 0 || samples > MAX_PACKET_SAMPLES) return 0;
  let at = 2;
  let end = packet.length;
  if ((head & 0x40) !== 0) {
    let padding = 255;
    while (padding === 255) {
      if (at >= end) return 0;
      padding = packet[at++] as number;
      end -= padding === 255 ? 254 : padding;
    }
    if (end < at) return 0;
  }
  if ((head & 0x80) === 0) {
    const size = (end - at) / count;
    return Number.isInteger(size) && size <= MAX_FRAME_BYTES ? samples : 0;
  }
  let told = 0;
  for (let index = 1; index < count; index += 1) {
    const size = frameLength(packet, at, end);
    if (size < 0) return 0;
    at += lengthBytes(size);
    told += size;
  }
  const last = end - at - told;
  return last >= 0 && last <= MAX_FRAME_BYTES ? samples : 0;
}

/**
 * The frames of a packet as packets of their own, which decode to the same audio one after the other.
 * @param packet a valid one.
 */
export function splitPacket(packet: Buffer): Buffer[] {
  const toc = packet[0] as number;
  const code = toc & 3;
  if (code === 0) return [packet];
  const sizes: number[] = [];
  let at = 1;
  let end = packet.length;
  let count = 2;
  let differ = code === 2;
  if (code === 3) {
    const head = packet[at++] as number;
    count = head & 0x3f;
    differ = (head & 0x80) !== 0;
    for (let padding = (head & 0x40) !== 0 ? 255 : 0; padding === 255;) {
      padding = packet[at++] as number;
      end -= padding === 255 ? 254 : padding;
    }
  }
  for (let index = 1; differ && index < count; index += 1) {
    const size = frameLength(packet, at, end);
    at += lengthBytes(size);
    sizes.push(size);
  }
  const even = differ ? 0 : (end - at) / count;
  const frames: Buffer[] = [];
  for (let index = 0; index < count; index += 1) {
    const to = index === count - 1 ? end : at + (sizes[index] ?? even);
    const frame = Buffer.allocUnsafe(1 + to - at);
    frame[0] = toc & 0xfc;
    packet.copy(frame, 1, at, to);
    frames.push(frame);
    at = to;
  }
  return frames;
}

/** A length of one or two bytes (section 3.2.1); -1 when it is cut. */
function frameLength(packet: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1;
  const first = packet[at] as number;
  if (first < 252) return first;
  return at + 1 < end ? first + 4 * (packet[at + 1] as number) : -1;
}

function lengthBytes(size: number): number {
  return size < 252 ? 1 : 2;
}

/**
 * Puts Opus packets into Ogg, byte for byte: packets go in, pages come out. Touches neither files nor clocks.
 *
 * Nothing is ever changed afterwards: a page is complete with its checksum, and tells by its granule position how much sounds
 * up to its end. So a file that was cut short, by a crash or a full disk, plays up to its last whole page. Whoever flushes every
 * second has a page a second, and that is what a crash costs. https://datatracker.ietf.org/doc/html/rfc3533, https://datatracker.ietf.org/doc/html/rfc7845
 */
import { SAMPLE_RATE, SILENCE_FRAME } from '../audio-frame';
import { checksum } from '../sources/ogg/ogg-page';

/**
 * What libopus, and so every client of Discord, is late by: 6.5 ms at 48 kHz. A decoder leaves that much out at the beginning, and
 * what follows sounds when it was spoken.
 */
export const ENCODER_DELAY = 312;

export interface OggOpusOptions {
  /** Tells this stream from others; random, 32 bits. */
  readonly serial: number;
  /** For the comments of the file. */
  readonly comments?: Readonly<Record<string, string>> | undefined;
}

const HEAD_BYTES = 27;
const MAX_SEGMENTS = 255;

/** More than a second, or there would be two pages for each: a full one, and what was left when it is flushed. */
const MAX_PAGE_SAMPLES = SAMPLE_RATE * 1.5;

const FIRST = 2;
const LAST = 4;

export class OggOpusWriter {
  private readonly lengths = Buffer.alloc(MAX_SEGMENTS);
  private segments = 0;
  private packets: Buffer[] = [];
  private bodyBytes = 0;
  /** Samples that sound on the page. */
  private pageSamples = 0;
  /** Samples up to now, those that a decoder leaves out included. */
  private granule = 0;
  private sequence = 0;

  constructor(private readonly options: OggOpusOptions) {}

  /** The head and the comments, each on a page of its own. */
  begin(): Buffer {
    const head = Buffer.alloc(19);
    head.write('OpusHead', 0, 'latin1');
    head.writeUInt8(1, 8);
    head.writeUInt8(2, 9);
    head.writeUInt16LE(ENCODER_DELAY, 10);
    head.writeUInt32LE(SAMPLE_RATE, 12);
    this.add(head);
    const first = this.close(FIRST);
    this.add(tags(this.options.comments ?? {}));
    return Buffer.concat([first, this.close(0)]);
  }

  /**
   * @param packet valid Opus.
   * @param samples how long it sounds.
   * @returns a page, when one is full.
   */
  push(packet: Buffer, samples: number): Buffer | undefined {
    const full = this.segments + segmentsOf(packet) > MAX_SEGMENTS ? this.close(0) : undefined;
    this.add(packet);
    this.granule += samples;
    this.pageSamples += samples;
    if (this.pageSamples < MAX_PAGE_SAMPLES) return full;
    const page = this.close(0);
    return full ? Buffer.concat([full, page]) : page;
  }

  /** To be called about once a second: what waits on an open page. */
  flush(): Buffer | undefined {
    return this.segments > 0 ? this.close(0) : undefined;
  }

  /**
   * The last page. What was pushed sounds to its end: by the delay at the beginning a piece of `last` is heard, the rest is cut.
   * @param last 20 ms that bring out what an encoder still held.
   */
  end(last: Buffer = SILENCE_FRAME): Buffer {
    const full = this.segments + segmentsOf(last) > MAX_SEGMENTS ? this.close(0) : undefined;
    this.add(last);
    this.granule += ENCODER_DELAY;
    const page = this.close(LAST);
    return full ? Buffer.concat([full, page]) : page;
  }

  private add(packet: Buffer): void {
    let left = packet.length;
    for (; left >= 255; left -= 255) this.lengths[this.segments++] = 255;
    this.lengths[this.segments++] = left;
    this.packets.push(packet);
    this.bodyBytes += packet.length;
  }

  private close(flags: number): Buffer {
    const head = HEAD_BYTES + this.segments;
    const page = Buffer.allocUnsafe(head + this.bodyBytes);
    page.write('OggS', 0, 'latin1');
    page[4] = 0;
    page[5] = flags;
    page.writeUInt32LE(this.granule % 0x1_0000_0000, 6);
    page.writeUInt32LE(Math.floor(this.granule / 0x1_0000_0000), 10);
    page.writeUInt32LE(this.options.serial >>> 0, 14);
    page.writeUInt32LE(this.sequence, 18);
    page[26] = this.segments;
    this.lengths.copy(page, HEAD_BYTES, 0, this.segments);
    let at = head;
    for (const packet of this.packets) at += packet.copy(page, at);
    page.writeUInt32LE(checksum(page, 0, page.length), 22);
    this.sequence = (this.sequence + 1) >>> 0;
    this.segments = this.bodyBytes = this.pageSamples = 0;
    this.packets = [];
    return page;
  }
}

function segmentsOf(packet: Buffer): number {
  return Math.floor(packet.length / 255) + 1;
}

function tags(comments: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(comments).map(([name, value]) => `${name}=${value}`);
  const count = Buffer.alloc(4);
  count.writeUInt32LE(lines.length);
  return Buffer.concat([Buffer.from('OpusTags', 'latin1'), ...text('Corduroy'), count, ...lines.flatMap(text)]);
}

function text(value: string): Buffer[] {
  const bytes = Buffer.from(value, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return [length, bytes];
}

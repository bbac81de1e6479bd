/** Writes Ogg files with Opus in them, and pages for those who want to write wrong ones. https://datatracker.ietf.org/doc/html/rfc7845 */

/** A page as its parts. */
export interface PageInit {
  readonly serial: number;
  readonly sequence: number;
  readonly granule: bigint;
  readonly segments: readonly number[];
  readonly body: Buffer;
  readonly continued?: boolean;
  readonly first?: boolean;
  readonly last?: boolean;
}

export interface OggOptions {
  readonly serial?: number;
  /** Samples that a decoder throws away. Default 312. */
  readonly preSkip?: number;
  readonly channels?: number;
  /** Channel mapping family of the head. Default 0. */
  readonly family?: number;
  /** Streams, in families other than 0. Default 1. */
  readonly streams?: number;
  /** Packets of each page. Default 50. */
  readonly packetsPerPage?: number;
  /** Bytes of the comment header, which may span pages. Default small. */
  readonly tagBytes?: number;
  /** Where the granule positions begin. Default 0. */
  readonly startGranule?: number;
  /** Samples of each packet. Default 960. */
  readonly samples?: number | ((packet: Buffer, index: number) => number);
  /** Cuts every page after so many segments, through packets. Default 255. */
  readonly segmentsPerPage?: number;
}

/** One logical stream: head, tags, packets. Two of them behind each other are a chained file. */
export function oggOpus(packets: readonly Buffer[], options: OggOptions = {}): Buffer {
  return Buffer.concat(oggOpusPages(packets, options));
}

/** The same page by page. */
export function oggOpusPages(packets: readonly Buffer[], options: OggOptions = {}): Buffer[] {
  const { serial = 0x0c0ffee, packetsPerPage = 50, samples = 960, segmentsPerPage = 255 } = options;
  const pages = new PageWriter(serial, segmentsPerPage);
  pages.packet(opusHead(options), 0n);
  pages.flush();
  pages.packet(opusTags(options.tagBytes ?? 40), 0n);
  pages.flush();
  let granule = BigInt(options.startGranule ?? 0);
  for (const [index, packet] of packets.entries()) {
    granule += BigInt(typeof samples === 'number' ? samples : samples(packet, index));
    pages.packet(packet, granule);
    if (index === packets.length - 1 || (index + 1) % packetsPerPage === 0) pages.flush(index === packets.length - 1);
  }
  return pages.done;
}

export function opusHead(options: OggOptions = {}): Buffer {
  const { channels = 2, preSkip = 312, family = 0, streams = 1 } = options;
  const head = Buffer.alloc(family === 0 ? 19 : 21 + channels);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(channels, 9);
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(48_000, 12);
  head.writeUInt8(family, 18);
  if (family !== 0) {
    head.writeUInt8(streams, 19);
    head.writeUInt8(Math.max(0, channels - streams), 20);
  }
  return head;
}

function opusTags(bytes: number): Buffer {
  const tags = Buffer.alloc(Math.max(16, bytes));
  tags.write('OpusTags', 0, 'latin1');
  return tags;
}

/** Collects packets into pages. */
class PageWriter {
  readonly done: Buffer[] = [];
  private sequence = 0;
  private segments: number[] = [];
  private body: Buffer[] = [];
  private granule = -1n;
  private continued = false;

  constructor(
    private readonly serial: number,
    private readonly segmentsPerPage: number,
  ) {}

  packet(packet: Buffer, granule: bigint): void {
    for (let at = 0; at <= packet.length; at += 255) {
      if (this.segments.length === this.segmentsPerPage) {
        this.flush();
        this.continued = at > 0;
      }
      const size = Math.min(255, packet.length - at);
      this.segments.push(size);
      this.body.push(packet.subarray(at, at + size));
      if (size < 255) break;
    }
    this.granule = granule;
  }

  flush(last = false): void {
    if (this.segments.length === 0) return;
    this.done.push(
      oggPage({
        serial: this.serial,
        sequence: this.sequence,
        granule: this.granule,
        segments: this.segments,
        body: Buffer.concat(this.body),
        continued: this.continued,
        first: this.sequence === 0,
        last,
      }),
    );
    this.sequence += 1;
    this.segments = [];
    this.body = [];
    this.granule = -1n;
    this.continued = false;
  }
}

/** One page, with its checksum. */
export function oggPage(init: PageInit): Buffer {
  const head = Buffer.alloc(27 + init.segments.length);
  head.write('OggS', 0, 'latin1');
  head.writeUInt8((init.continued ? 1 : 0) | (init.first ? 2 : 0) | (init.last ? 4 : 0), 5);
  head.writeBigInt64LE(init.granule, 6);
  head.writeUInt32LE(init.serial, 14);
  head.writeUInt32LE(init.sequence, 18);
  head.writeUInt8(init.segments.length, 26);
  Buffer.from(init.segments).copy(head, 27);
  const page = Buffer.concat([head, init.body]);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

/** Bit by bit, so that it is another reading of the rule than the demuxer's table. */
function checksum(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80000000) === 0 ? crc << 1 : (crc << 1) ^ 0x04c11db7;
  }
  return crc >>> 0;
}

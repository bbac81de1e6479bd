/**
 * Takes Opus packets out of Ogg, byte for byte: bytes go in as they come, packets come out. Touches neither files nor clocks.
 *
 * Of several streams side by side the first with Opus is read. A new head after audio has begun is the next link of a chained
 * file, and is followed. What is broken is stepped over: bytes until the next whole page, and packets of which a part is missing.
 */
import { packetSamples } from '../../codec/opus-packet';
import { type AudioFrame } from '../../audio-frame';
import { ByteQueue } from '../bytes/byte-queue';
import { findCapture, type OggPage, readPage } from './ogg-page';
import { type OpusHead, readOpusHead } from './opus-head';

export interface OggPacket extends AudioFrame {
  /** The granule position at which it begins; `undefined` where the pages do not tell. */
  start: number | undefined;
}

/** Longer than any valid packet of Opus: 48 frames of 1275 bytes, and their lengths. */
const MAX_PACKET = 65_536;

export class OggDemuxer {
  /** Packets that nobody has taken yet. Those who push take them all before they push again. */
  readonly packets: OggPacket[] = [];
  /** The head of the stream that is read; of a chained file that of the present link. */
  head: OpusHead | undefined;
  serial: number | undefined;
  /** Links of a chained file so far. */
  links = 0;
  /** Bytes and packets that were left out. */
  skippedBytes = 0;
  droppedPackets = 0;
  private readonly queue = new ByteQueue();
  private readonly partial: Buffer[] = [];
  private partialBytes = 0;
  /** A packet without an end is being put together; it is too long or not wanted when `partialBytes` says so. */
  private isPartial = false;
  private sequence: number | undefined;
  /** Headers of the link that are still to come: the comments. */
  private headersLeft = 0;
  private hasAudio = false;
  private granule: number | undefined;

  /** Where the next byte is expected to come from. */
  get position(): number {
    return this.queue.position + this.queue.length;
  }

  push(bytes: Uint8Array): void {
    this.queue.push(bytes);
    for (;;) {
      const { bytes: all } = this.queue;
      const page = readPage(all, 0);
      if (page === 'more') return;
      if (page === 'none') {
        const next = findCapture(all, 1);
        this.skippedBytes += next;
        this.queue.drop(next);
        if (next === 0 || this.queue.length < 4) return;
        continue;
      }
      this.take(all, page);
      this.queue.drop(page.length);
    }
  }

  /** Nothing follows. A cut page may hide whole ones behind it. */
  finish(): void {
    while (this.queue.length > 0) {
      this.skippedBytes += 1;
      this.queue.drop(1);
      const next = findCapture(this.queue.bytes, 0);
      this.skippedBytes += next;
      this.queue.drop(next);
      if (this.queue.length < 27) return;
      this.push(NOTHING);
    }
  }

  /** Goes on at another place of the same stream. */
  restart(position: number): void {
    this.queue.restart(position);
    this.packets.length = 0;
    this.dropPartial();
    this.sequence = undefined;
    this.granule = undefined;
  }

  private take(bytes: Buffer, page: OggPage): void {
    if (page.isFirst) this.open(bytes, page);
    if (page.serial !== this.serial) return;
    const follows = this.sequence !== undefined && page.sequence === (this.sequence + 1) >>> 0;
    if (!follows && !page.isFirst) this.granule = undefined;
    if (!follows || !page.isContinued) this.dropPartial();
    this.sequence = page.sequence;
    const known = this.packets.length;
    this.readSegments(bytes, page);
    this.place(known, page);
  }

  private open(bytes: Buffer, page: OggPage): void {
    const head = readOpusHead(bytes, page.segmentsAt + page.segmentCount);
    // Streams side by side have all their heads before any audio.
    if (!head || (this.serial !== undefined && page.serial !== this.serial && !this.hasAudio)) return;
    if (page.serial === this.serial && !this.hasAudio) return;
    this.serial = page.serial;
    this.head = head;
    this.links += 1;
    this.headersLeft = 2;
    this.hasAudio = false;
    this.sequence = undefined;
    this.granule = 0;
    this.dropPartial();
  }

  private readSegments(bytes: Buffer, page: OggPage): void {
    let at = page.segmentsAt + page.segmentCount;
    let from = at;
    // A continued packet of which the beginning was missed.
    let isOrphan = page.isContinued && !this.isPartial;
    for (let index = 0; index < page.segmentCount; index += 1) {
      const size = bytes[page.segmentsAt + index] as number;
      at += size;
      if (size === 255) continue;
      if (isOrphan) this.droppedPackets += 1;
      else this.finishPacket(bytes, from, at);
      isOrphan = false;
      from = at;
    }
    if (page.segmentCount > 0 && bytes[page.segmentsAt + page.segmentCount - 1] === 255 && !isOrphan) {
      this.keepPart(bytes, from, at);
    }
  }

  private keepPart(bytes: Buffer, from: number, to: number): void {
    this.isPartial = true;
    this.partialBytes += to - from;
    if (this.partialBytes > MAX_PACKET || this.headersLeft > 0) this.partial.length = 0;
    else this.partial.push(Buffer.from(bytes.subarray(from, to)));
  }

  private finishPacket(bytes: Buffer, from: number, to: number): void {
    const size = this.partialBytes + to - from;
    const isWanted = this.headersLeft === 0 && size <= MAX_PACKET;
    if (this.headersLeft > 0) this.headersLeft -= 1;
    if (isWanted) {
      this.partial.push(Buffer.from(bytes.subarray(from, to)));
      const data = this.partial.length === 1 ? (this.partial[0] as Buffer) : Buffer.concat(this.partial);
      const samples = packetSamples(data);
      this.hasAudio = true;
      if (samples > 0) this.packets.push({ data, samples, start: undefined });
      else this.droppedPackets += 1;
    } else if (size > MAX_PACKET) this.droppedPackets += 1;
    this.isPartial = false;
    this.partialBytes = 0;
    this.partial.length = 0;
  }

  private dropPartial(): void {
    if (this.isPartial) this.droppedPackets += 1;
    this.isPartial = false;
    this.partialBytes = 0;
    this.partial.length = 0;
  }

  /**
   * Granule positions for the packets from `known` on. The page tells the end of its last one; counted from the page before
   * where that is known, because the last page of a stream may claim less than it holds, to cut the end.
   */
  private place(known: number, page: OggPage): void {
    const { packets } = this;
    if (packets.length === known) return;
    let total = 0;
    for (let index = known; index < packets.length; index += 1) total += (packets[index] as OggPacket).samples;
    const told = page.granule >= 0 ? page.granule - total : undefined;
    // A live stream that was joined late begins anywhere; so does one with a hole.
    let at = this.granule === undefined || (told !== undefined && !page.isLast) ? told : this.granule;
    for (let index = known; index < packets.length && at !== undefined; index += 1) {
      const packet = packets[index] as OggPacket;
      packet.start = at;
      at += packet.samples;
    }
    this.granule = at;
  }
}

const NOTHING = Buffer.alloc(0);

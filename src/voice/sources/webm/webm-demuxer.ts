/**
 * Takes Opus packets out of WebM and Matroska, byte for byte: bytes go in as they come, packets come out.
 * https://www.rfc-editor.org/rfc/rfc9559
 *
 * Of elements that hold others only the head is read, and reading goes on inside: so it does not matter whether they tell
 * their size, and ids are unique, so that no element is taken for another. What is not needed is stepped over without being
 * kept. After bytes that are no element it goes on at the next cluster.
 */
import { type AudioFrame } from '../../audio-frame';
import { packetSamples } from '../../codec/opus-packet';
import { ByteQueue } from '../bytes/byte-queue';
import { readBlock } from './block';
import { readFloat, readUnsigned, readVint } from './ebml';

export interface WebmPacket extends AudioFrame {
  /** When it sounds, in milliseconds on the file's own timeline. */
  readonly timeMs: number;
}

/** A place to begin from. */
export interface Cue {
  readonly timeMs: number;
  /** Of a cluster, from the beginning of the segment's body. */
  readonly position: number;
}

export interface OpusTrack {
  number: number | undefined;
  codec: string | undefined;
  head: Buffer | undefined;
  /** Its frames are compressed or encrypted once more. */
  isEncoded: boolean;
}

const Id = {
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  info: 0x1549a966,
  timeScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackNumber: 0xd7,
  codec: 0x86,
  codecPrivate: 0x63a2,
  encodings: 0x6d80,
  cluster: 0x1f43b675,
  time: 0xe7,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cuePositions: 0xb7,
  cueCluster: 0xf1,
} as const;

/** Elements that are entered. */
const HOLDERS = new Set<number>([
  Id.segment,
  Id.seekHead,
  Id.seek,
  Id.info,
  Id.tracks,
  Id.track,
  Id.cluster,
  Id.blockGroup,
  Id.cues,
  Id.cuePoint,
  Id.cuePositions,
]);
/** Elements whose body is read as a whole, if it is no longer than this. */
const VALUES = new Set<number>([
  Id.seekId,
  Id.seekPosition,
  Id.timeScale,
  Id.duration,
  Id.trackNumber,
  Id.codec,
  Id.codecPrivate,
  Id.time,
  Id.cueTime,
  Id.cueCluster,
]);
const MAX_VALUE = 4_096;
/** A block of audio is never so long; what claims to be is garbage. */
const MAX_BLOCK = 1_048_576;
const MAX_CUES = 100_000;
const CLUSTER_MARK = Buffer.from('1f43b675', 'hex');

export class WebmDemuxer {
  /** Packets that nobody has taken yet. Those who push take them all before they push again. */
  readonly packets: WebmPacket[] = [];
  readonly cues: Cue[] = [];
  /** The first track with Opus. */
  track: OpusTrack | undefined;
  /** Whether audio has begun, so that no track can follow any more. */
  hasClusters = false;
  /** Of the first byte within the segment. */
  segmentAt: number | undefined;
  /** Where the index is, within the segment. */
  cuesAt: number | undefined;
  /** Where the index ends, once it was met. */
  cuesEnd: number | undefined;
  skippedBytes = 0;
  droppedPackets = 0;
  private readonly queue = new ByteQueue();
  private readonly tracks: OpusTrack[] = [];
  private scale = 1_000_000;
  private durationTicks = 0;
  private clusterTime = 0;
  private toSkip = 0;
  private isLost = false;
  private isCuesSeek = false;
  private cueTime = 0;

  get position(): number {
    return this.queue.position + this.queue.length;
  }

  get durationMs(): number | undefined {
    return this.durationTicks > 0 ? this.toMs(this.durationTicks) : undefined;
  }

  push(bytes: Uint8Array): void {
    this.queue.push(bytes);
    while (this.step());
  }

  /** Goes on at the beginning of an element elsewhere. */
  restart(position: number): void {
    this.queue.restart(position);
    this.packets.length = 0;
    this.toSkip = 0;
    this.isLost = false;
  }

  /** Whether there may be more to do without more bytes. */
  private step(): boolean {
    const { queue } = this;
    if (this.toSkip > 0) {
      const now = Math.min(this.toSkip, queue.length);
      queue.drop(now);
      this.toSkip -= now;
      return this.toSkip === 0 && queue.length > 0;
    }
    if (this.isLost) return this.findCluster();
    const { bytes } = queue;
    const id = readVint(bytes, 0, 4, true);
    if (id === 'more') return false;
    if (id === 'none') return this.lose();
    const size = readVint(bytes, id.bytes, 8, false);
    if (size === 'more') return false;
    if (size === 'none') return this.lose();
    return this.element(id.value, size.value, size.isUnknown, id.bytes + size.bytes);
  }

  private element(id: number, size: number, isUnknown: boolean, headBytes: number): boolean {
    if (HOLDERS.has(id)) {
      this.queue.drop(headBytes);
      this.enter(id, isUnknown ? undefined : size);
      return true;
    }
    // Only those that are entered may be without an end.
    if (isUnknown) return this.lose();
    if (id === Id.simpleBlock || id === Id.block) return this.block(size, headBytes);
    if (VALUES.has(id) && size <= MAX_VALUE) {
      if (this.queue.length < headBytes + size) return false;
      this.value(id, this.queue.bytes.subarray(headBytes, headBytes + size));
    } else if (id === Id.encodings) {
      const track = this.tracks.at(-1);
      if (track) track.isEncoded = true;
    }
    this.toSkip = headBytes + size;
    return true;
  }

  private enter(id: number, size: number | undefined): void {
    if (id === Id.segment) this.segmentAt ??= this.queue.position;
    else if (id === Id.track && !this.hasClusters) {
      if (this.tracks.length < 128) {
        this.tracks.push({ number: undefined, codec: undefined, head: undefined, isEncoded: false });
      }
    } else if (id === Id.cues) this.cuesEnd = this.queue.position + (size ?? 0);
    else if (id === Id.cluster && !this.hasClusters) {
      this.hasClusters = true;
      this.track = this.tracks.find(({ codec, number }) => codec === 'A_OPUS' && number !== undefined);
    }
  }

  private value(id: number, body: Buffer): void {
    const track = this.hasClusters ? undefined : this.tracks.at(-1);
    if (id === Id.time) this.clusterTime = readUnsigned(body);
    else if (id === Id.timeScale) this.scale = readUnsigned(body) || 1_000_000;
    else if (id === Id.duration) this.durationTicks = Math.max(0, readFloat(body) || 0);
    else if (id === Id.seekId) this.isCuesSeek = readUnsigned(body) === Id.cues;
    else if (id === Id.seekPosition && this.isCuesSeek) this.cuesAt = readUnsigned(body);
    else if (id === Id.cueTime) this.cueTime = this.toMs(readUnsigned(body));
    else if (id === Id.cueCluster && this.cues.length < MAX_CUES) {
      this.cues.push({ timeMs: this.cueTime, position: readUnsigned(body) });
    } else if (track && id === Id.trackNumber) track.number = readUnsigned(body);
    else if (track && id === Id.codec) track.codec = body.toString('latin1').replace(/\0+$/, '');
    else if (track && id === Id.codecPrivate) track.head = Buffer.from(body);
  }

  private block(size: number, headBytes: number): boolean {
    const { bytes } = this.queue;
    const number = readVint(bytes, headBytes, 8, false);
    if (number === 'more') return false;
    const isOurs = number !== 'none' && number.value === this.track?.number;
    if (!isOurs) {
      this.toSkip = headBytes + size;
      return true;
    }
    if (size > MAX_BLOCK) return this.lose();
    if (bytes.length < headBytes + size) return false;
    this.frames(bytes.subarray(headBytes, headBytes + size));
    this.toSkip = headBytes + size;
    return true;
  }

  private frames(body: Buffer): void {
    const block = readBlock(body);
    if (!block) {
      this.droppedPackets += 1;
      return;
    }
    let timeMs = this.toMs(this.clusterTime + block.time);
    for (const frame of block.frames) {
      const samples = packetSamples(frame);
      if (samples === 0) this.droppedPackets += 1;
      else this.packets.push({ data: Buffer.from(frame), samples, timeMs });
      timeMs += samples / 48;
    }
  }

  private toMs(ticks: number): number {
    return (ticks * this.scale) / 1e6;
  }

  private lose(): boolean {
    this.isLost = true;
    this.queue.drop(1);
    this.skippedBytes += 1;
    return true;
  }

  private findCluster(): boolean {
    const { bytes } = this.queue;
    const at = bytes.indexOf(CLUSTER_MARK);
    const skipped = at >= 0 ? at : Math.max(0, bytes.length - 3);
    this.queue.drop(skipped);
    this.skippedBytes += skipped;
    this.isLost = at < 0;
    return at >= 0;
  }
}

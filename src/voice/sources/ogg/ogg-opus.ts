/** Ogg with Opus as a reader: the demuxer driven by an input, with a duration and a beginning anywhere. */
import { type AudioFrame, SAMPLE_RATE } from '../../audio-frame';
import { type ByteInput } from '../bytes/byte-input';
import { sourceInvalid } from '../source-errors';
import { type Pull } from '../steady-reader';
import { OggDemuxer, type OggPacket } from './ogg-demuxer';
import { findPlace, lastPlace } from './ogg-seek';

/** A head that has not come by then never will. Comments may hold pictures, so it is not little. */
const MAX_HEAD = 32 * 1_048_576;

export class OggOpusPull implements Pull<AudioFrame> {
  durationMs: number | undefined;
  private readonly demuxer = new OggDemuxer();
  private index = 0;
  private isEnded = false;
  /** Frames that end by then are left out: a granule position, or samples from the beginning. */
  private skipTo = 0;
  private skipBy: 'granule' | 'count' = 'count';
  private passed = 0;

  private constructor(
    private readonly input: ByteInput,
    private readonly label: string,
  ) {}

  /** @throws {VoiceError} VOICE_SOURCE_INVALID when there is no Opus in it that a voice channel could take. */
  static async open(input: ByteInput, label: string, startMs = 0): Promise<OggOpusPull> {
    const pull = new OggOpusPull(input, label);
    // A stream may be slow to give audio: only who must know where it begins waits for that.
    await pull.readHead(startMs > 0 || input.seeking === 'cheap');
    await pull.begin(startMs);
    return pull;
  }

  /** Samples at the beginning that a decoder would leave out; they are sent all the same. */
  get preSkip(): number {
    return this.demuxer.head?.preSkip ?? 0;
  }

  next(): AudioFrame | null | Promise<AudioFrame | null> {
    const frame = this.ready();
    if (frame) return frame;
    return this.isEnded ? null : this.readOn();
  }

  close(): Promise<void> {
    return this.input.close();
  }

  private async readOn(): Promise<AudioFrame | null> {
    while (!this.isEnded) {
      await this.pump();
      const frame = this.ready();
      if (frame) return frame;
    }
    return null;
  }

  private ready(): AudioFrame | undefined {
    const { packets } = this.demuxer;
    while (this.index < packets.length) {
      const packet = packets[this.index++] as OggPacket;
      this.passed += packet.samples;
      if (this.skipTo === 0 || this.isWanted(packet)) {
        this.skipTo = 0;
        return packet;
      }
    }
    return undefined;
  }

  private isWanted(packet: OggPacket): boolean {
    const end = this.skipBy === 'count' ? this.passed : (packet.start ?? Infinity) + packet.samples;
    return end > this.skipTo;
  }

  private async pump(): Promise<void> {
    this.demuxer.packets.length = 0;
    this.index = 0;
    const piece = await this.input.read();
    if (piece) this.demuxer.push(piece);
    else {
      this.demuxer.finish();
      this.isEnded = true;
    }
    if (this.demuxer.head && !this.demuxer.head.isPlain) {
      throw sourceInvalid(
        this.label,
        `its Opus has ${this.demuxer.head.channels} channels, and a voice channel takes two at most`,
        'Source.ffmpeg mixes it down.',
      );
    }
  }

  private async readHead(withAudio: boolean): Promise<void> {
    const { demuxer } = this;
    while (!this.isEnded && (demuxer.head === undefined || (withAudio && demuxer.packets.length === 0))) {
      await this.pump();
      if (demuxer.head === undefined && demuxer.position > MAX_HEAD) break;
    }
    if (demuxer.head === undefined) {
      throw sourceInvalid(this.label, 'there is no Opus stream in it', 'Source.ffmpeg plays other formats.');
    }
  }

  private async begin(startMs: number): Promise<void> {
    const { demuxer, input } = this;
    const { size } = input;
    const samples = Math.round((startMs * SAMPLE_RATE) / 1000);
    if (startMs > 0) this.skipTo = samples + this.preSkip;
    const first = demuxer.packets[0]?.start;
    const mayLook = size !== undefined && (input.seeking === 'cheap' || (input.seeking === 'dear' && startMs > 0));
    if (!mayLook || first === undefined || demuxer.serial === undefined) return;
    const resumeAt = demuxer.position;
    const last = await lastPlace(input, size);
    // Another stream at the end: a chained file, whose granules begin anew. Then samples are counted.
    const isOne = last?.serial === demuxer.serial && demuxer.links === 1 && last.granule >= first;
    if (isOne) this.durationMs = Math.max(0, ((last.granule - first - this.preSkip) * 1000) / SAMPLE_RATE);
    if (!isOne || startMs === 0) {
      await input.seek(resumeAt);
      return;
    }
    const target = first + this.preSkip + samples;
    if (target >= last.granule) {
      this.isEnded = true;
      demuxer.packets.length = 0;
      return;
    }
    const range = { first, last: last.granule };
    const place = await findPlace(input, size, demuxer.serial, target, range);
    await input.seek(place ?? 0);
    demuxer.restart(place ?? 0);
    if (place !== undefined) {
      this.skipTo = target;
      this.skipBy = 'granule';
    }
  }
}

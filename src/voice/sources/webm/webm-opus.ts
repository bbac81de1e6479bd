/** WebM with Opus as a reader: the demuxer driven by an input, with a beginning anywhere. */
import { type AudioFrame } from '../../audio-frame';
import { type ByteInput } from '../bytes/byte-input';
import { readOpusHead } from '../ogg/opus-head';
import { sourceInvalid } from '../source-errors';
import { type Pull } from '../steady-reader';
import { WebmDemuxer, type WebmPacket } from './webm-demuxer';

/** Tracks that have not come by then never will. */
const MAX_HEAD = 32 * 1_048_576;

export class WebmOpusPull implements Pull<AudioFrame> {
  private readonly demuxer = new WebmDemuxer();
  private index = 0;
  private isEnded = false;
  /** Packets that end by then are left out. */
  private skipToMs = -Infinity;

  private constructor(
    private readonly input: ByteInput,
    private readonly label: string,
  ) {}

  /** @throws {VoiceError} VOICE_SOURCE_INVALID when there is no Opus in it that a voice channel could take. */
  static async open(input: ByteInput, label: string, startMs = 0): Promise<WebmOpusPull> {
    const pull = new WebmOpusPull(input, label);
    await pull.readHead();
    if (startMs > 0) await pull.begin(startMs);
    return pull;
  }

  get durationMs(): number | undefined {
    return this.demuxer.durationMs;
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
      const packet = packets[this.index++] as WebmPacket;
      if (packet.timeMs + packet.samples / 48 > this.skipToMs) {
        this.skipToMs = -Infinity;
        return packet;
      }
    }
    return undefined;
  }

  private async pump(): Promise<void> {
    this.demuxer.packets.length = 0;
    this.index = 0;
    const piece = await this.input.read();
    if (piece) this.demuxer.push(piece);
    else this.isEnded = true;
  }

  private async readHead(): Promise<void> {
    const { demuxer } = this;
    while (!this.isEnded && !demuxer.hasClusters && demuxer.position < MAX_HEAD) await this.pump();
    const { track } = demuxer;
    if (!track) {
      throw sourceInvalid(this.label, 'there is no Opus track in it', 'Source.ffmpeg plays other formats.');
    }
    const head = track.head && readOpusHead(track.head);
    const problem = track.isEncoded
      ? 'its Opus track is compressed or encrypted once more'
      : head && !head.isPlain
        ? `its Opus has ${head.channels} channels, and a voice channel takes two at most`
        : undefined;
    if (problem) throw sourceInvalid(this.label, problem, 'Source.ffmpeg can read it.');
  }

  private async begin(startMs: number): Promise<void> {
    const { demuxer } = this;
    while (!this.isEnded && demuxer.packets.length === 0) await this.pump();
    const firstMs = demuxer.packets[0]?.timeMs ?? 0;
    this.skipToMs = firstMs + startMs;
    if (this.input.seeking === 'none' || demuxer.segmentAt === undefined) return;
    if (demuxer.cues.length === 0 && !(await this.readCues(demuxer.segmentAt))) return;
    let best: { timeMs: number; position: number } | undefined;
    for (const cue of demuxer.cues) {
      if (cue.timeMs <= this.skipToMs && (!best || cue.timeMs > best.timeMs)) best = cue;
    }
    const target = best && demuxer.segmentAt + best.position;
    await this.goTo(target !== undefined && target < (this.input.size ?? Infinity) ? target : demuxer.segmentAt);
  }

  /** Whether an index was read; if not, reading goes on where it was. */
  private async readCues(segmentAt: number): Promise<boolean> {
    const { demuxer, input } = this;
    const at = demuxer.cuesAt === undefined ? undefined : segmentAt + demuxer.cuesAt;
    if (at === undefined || at >= (input.size ?? 0)) return false;
    await this.goTo(at);
    while (!this.isEnded && demuxer.position < (demuxer.cuesEnd ?? at + 1)) await this.pump();
    return true;
  }

  private async goTo(position: number): Promise<void> {
    await this.input.seek(position);
    this.demuxer.restart(position);
    this.index = 0;
    this.isEnded = false;
  }
}

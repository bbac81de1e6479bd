/**
 * Sums speakers into one stream, slot by slot of 20 ms. Pure: it is told where each piece belongs and how far time has come.
 *
 * A piece is added sample by sample at its own place, so that pieces of one speaker join without a seam, whatever the slots. A
 * slot in which one speaker is heard alone leaves as it came; of several, what gets louder than three quarters of full scale is
 * pressed together softly instead of cut. Slots with nobody cost nothing.
 */
import { FRAME_SAMPLES, PCM_FRAME_BYTES, SAMPLE_RATE } from '../audio-frame';

/** Where a mix goes. */
export interface MixTarget {
  audio(pcm: Buffer, samples: number): void;
  silence(samples: number): void;
}

interface Slot {
  readonly sums: Int32Array;
  /** Who is heard in it; `undefined`: several. */
  speaker: string | undefined;
}

/** 5 s. What is that far ahead of the oldest slot makes it leave. */
const MAX_SLOTS = 250;

/** Where two pieces of a speaker are apart by less, they belong together: 5 ms. */
const SEAM_SAMPLES = 240;

/** What runs further ahead of the wall clock is no sound that anybody made: 1 s. */
const MAX_AHEAD = SAMPLE_RATE;

const CHANNELS = 2;
const KNEE = 24_576;
const ROOM = 32_767 - KNEE;

export class Mixer {
  /** Samples that came when their slot had left, or faster than time goes by. */
  droppedSamples = 0;
  private readonly slots = new Map<number, Slot>();
  private readonly spare: Slot[] = [];
  /** Where the last piece of each speaker ended. */
  private readonly ends = new Map<string, number>();
  /** The oldest slot that has not left. */
  private next = 0;

  /** @param keepsSilence whether slots with nobody are part of the mix. */
  constructor(
    private readonly target: MixTarget,
    private readonly keepsSilence: boolean,
  ) {}

  /** Samples that have left. */
  get at(): number {
    return this.next * FRAME_SAMPLES;
  }

  /**
   * @param place of its first sample, in samples since the beginning.
   * @param now how far time has come, in samples.
   */
  add(speaker: string, place: number, pcm: Buffer, now: number): void {
    const samples = pcm.length >> 2;
    const known = this.ends.get(speaker);
    const isSeam = known !== undefined && Math.abs(place - known) < SEAM_SAMPLES;
    // A clock of somebody else may say anything.
    let at = isSeam ? known : place > now + MAX_AHEAD ? Math.max(known ?? 0, now) : place;
    if (at > now + MAX_AHEAD) {
      this.droppedSamples += samples;
      return;
    }
    const end = at + samples;
    this.ends.set(speaker, end);
    let from = 0;
    if (at < this.at) {
      from = Math.min(samples, this.at - at);
      this.droppedSamples += from;
      at += from;
    }
    if (from < samples) this.advance(Math.max(this.at, end - MAX_SLOTS * FRAME_SAMPLES));
    while (from < samples) {
      const index = Math.floor(at / FRAME_SAMPLES);
      const offset = at - index * FRAME_SAMPLES;
      const count = Math.min(samples - from, FRAME_SAMPLES - offset);
      sum(this.slot(index, speaker).sums, offset * CHANNELS, pcm, from * CHANNELS, count * CHANNELS);
      from += count;
      at += count;
    }
  }

  /** Whatever ends by `place` leaves, in samples since the beginning. */
  advance(place: number): void {
    const until = Math.floor(place / FRAME_SAMPLES);
    let empty = 0;
    while (this.next < until) {
      if (this.slots.size === 0) {
        empty += until - this.next;
        this.next = until;
        break;
      }
      const slot = this.slots.get(this.next);
      if (slot) {
        this.leave(empty);
        empty = 0;
        this.target.audio(written(slot), FRAME_SAMPLES);
        this.slots.delete(this.next);
        slot.sums.fill(0);
        this.spare.push(slot);
      } else empty += 1;
      this.next += 1;
    }
    this.leave(empty);
  }

  /** Everything leaves, up to the end of the slot in which `place` lies. */
  finish(place: number): void {
    this.advance(Math.ceil(place / FRAME_SAMPLES) * FRAME_SAMPLES);
  }

  private leave(empty: number): void {
    if (empty > 0 && this.keepsSilence) this.target.silence(empty * FRAME_SAMPLES);
  }

  private slot(index: number, speaker: string): Slot {
    const known = this.slots.get(index);
    if (known) {
      if (known.speaker !== speaker) known.speaker = undefined;
      return known;
    }
    const slot = this.spare.pop() ?? { sums: new Int32Array(FRAME_SAMPLES * CHANNELS), speaker };
    slot.speaker = speaker;
    this.slots.set(index, slot);
    return slot;
  }
}

function sum(sums: Int32Array, at: number, pcm: Buffer, from: number, count: number): void {
  for (let index = 0; index < count; index += 1) {
    sums[at + index] = (sums[at + index] as number) + pcm.readInt16LE((from + index) * 2);
  }
}

function written({ sums, speaker }: Slot): Buffer {
  const pcm = Buffer.allocUnsafe(PCM_FRAME_BYTES);
  const isOne = speaker !== undefined;
  for (let index = 0; index < sums.length; index += 1) {
    const value = sums[index] as number;
    pcm.writeInt16LE(isOne || Math.abs(value) <= KNEE ? clamp(value) : limited(value), index * 2);
  }
  return pcm;
}

function clamp(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value));
}

/** Below the knee a straight line, from there on ever flatter, and never beyond full scale. */
function limited(value: number): number {
  const size = KNEE + ROOM * Math.tanh((Math.abs(value) - KNEE) / ROOM);
  return Math.round(Math.sign(value) * size);
}

/**
 * Gives each packet its place in time, by the speaker's own clock where that can be believed.
 *
 * A timestamp of RTP counts the samples since some beginning. Discord's apps let it run on through silence, so that the distance
 * of two packets is what it was when they were spoken, whatever the network did to them. Other bots stop it while they are
 * silent, and a speaker who reconnects has another one. The time of arrival tells these cases apart: where timestamp and
 * arrival disagree by more than any network explains, the arrival is right. After frames of silence, which end a spell, a fifth
 * of a second is enough for that; within a spell a network may well stand still for a moment, so it takes a second. A process
 * that was blocked for seconds finds everything at once that came meanwhile: packets that follow each other without a gap get a
 * moment to catch up with the time.
 */
import { distanceU32 } from '../transport/wrap-around';
import { FRAME_SAMPLES, SAMPLE_RATE, SILENCE_FRAME } from '../audio-frame';
import { MAX_PACKET_SAMPLES } from '../codec/opus-packet';
import { type OrderedPacket } from './jitter-buffer';

const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;
const BELIEVED_AFTER_SILENCE = 200 * SAMPLES_PER_MS;
const BELIEVED_IN_A_SPELL = 1_000 * SAMPLES_PER_MS;
/** More than a socket holds for who does not read it. */
const MOST_BEHIND = 10_000 * SAMPLES_PER_MS;
/** What waited in a socket is read within that. */
const CATCHING_UP_MS = 300;
/** Missing packets that are told one by one: two seconds. More than that is no loss, it is an absence. */
const MOST_TOLD = 100;

/** A packet's place, and those of the missing ones before it. In milliseconds since the first packet. */
export interface Place {
  readonly positionMs: number;
  readonly durationMs: number;
  /** How many of those that are missing are to be told. */
  readonly lost: number;
  readonly lostPositionMs: number;
  readonly lostDurationMs: number;
}

export class TimeLine {
  /** The time of arrival of the first packet. */
  anchorMs = 0;
  private isBegun = false;
  private timestamp = 0;
  /** In samples: where the last packet begins, and where it ends. */
  private position = 0;
  private end = 0;
  private samples = FRAME_SAMPLES;
  private isAfterSilence = false;
  /** Since when packets arrive too late for their timestamps. */
  private behindSinceMs: number | undefined;

  place({ packet, missing, isFirst }: OrderedPacket): Place {
    const { timestamp, arrivedAtMs, opus } = packet;
    const samples = packet.samples || this.samples;
    let position = 0;
    if (this.isBegun) {
      const arrival = (arrivedAtMs - this.anchorMs) * SAMPLES_PER_MS;
      const distance = distanceU32(this.timestamp, timestamp);
      const counted = this.position + distance;
      const follows = distance === (missing + 1) * this.samples;
      const isBelieved = !isFirst && this.isBelieved(arrival - counted, follows, arrivedAtMs);
      // Nothing is said before what was said before it has ended.
      position = Math.max(this.end, isBelieved ? counted : arrival);
    } else {
      this.isBegun = true;
      this.anchorMs = arrivedAtMs;
    }
    const lost = this.lostBefore(position, isFirst ? 0 : missing);
    this.timestamp = timestamp;
    this.position = position;
    this.end = position + samples;
    this.samples = samples;
    this.isAfterSilence = opus.equals(SILENCE_FRAME);
    return { positionMs: position / SAMPLES_PER_MS, durationMs: samples / SAMPLES_PER_MS, ...lost };
  }

  /** @param behind how much later it arrived than its timestamp says. */
  private isBelieved(behind: number, follows: boolean, arrivedAtMs: number): boolean {
    if (Math.abs(behind) <= (this.isAfterSilence ? BELIEVED_AFTER_SILENCE : BELIEVED_IN_A_SPELL)) {
      this.behindSinceMs = undefined;
      return true;
    }
    const sinceMs = this.behindSinceMs ?? arrivedAtMs;
    const mayCatchUp = follows && !this.isAfterSilence && behind > 0 && behind <= MOST_BEHIND;
    const isBelieved = mayCatchUp && arrivedAtMs - sinceMs <= CATCHING_UP_MS;
    this.behindSinceMs = isBelieved ? sinceMs : undefined;
    return isBelieved;
  }

  private lostBefore(position: number, missing: number): Omit<Place, 'positionMs' | 'durationMs'> {
    const gap = position - this.end;
    if (missing === 0 || missing > MOST_TOLD || gap <= 0) return NOTHING_LOST;
    const share = gap / missing;
    // They fill the gap, unless it holds a silence as well: then they are what ended a spell, or what began one.
    const samples = share <= MAX_PACKET_SAMPLES ? share : this.samples;
    const begin = this.isAfterSilence ? position - samples * missing : this.end;
    return { lost: missing, lostPositionMs: begin / SAMPLES_PER_MS, lostDurationMs: samples / SAMPLES_PER_MS };
  }
}

const NOTHING_LOST = { lost: 0, lostPositionMs: 0, lostDurationMs: 0 } as const;

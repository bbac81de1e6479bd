/**
 * Puts packets back into the order in which they were sent, and decides when one that is missing will not be waited for any
 * longer: a pure machine, which is told the time.
 *
 * A packet that follows the one before it goes on at once; nobody gains anything by holding it. Only where one is missing do
 * those behind it wait, each for `delayMs` at most. When that is over the hole is given up, and what comes for it is late. How
 * long is right depends on the network, and the network tells: each packet that comes after one that was sent later shows by how
 * much it was overtaken, whether in time or not. The delay grows at once to what would have been enough, and comes down slowly.
 *
 * Two things are not holes. The first packet of a stream may itself have overtaken others, so it waits once. And a sequence
 * that jumps by a thousand, or back with another time on it, or comes by another ssrc, is a new stream and not a loss: what is
 * held goes out, and counting begins anew.
 */
import { distanceU16, distanceU32 } from '../transport/wrap-around';

/** A packet that is authenticated and opened. */
export interface ArrivedPacket {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly arrivedAtMs: number;
  /** Of each channel; 0 when it could not be opened. */
  readonly samples: number;
  /** Empty when it could not be opened. */
  readonly opus: Buffer;
}

/** A packet whose turn it is. */
export interface OrderedPacket {
  readonly packet: ArrivedPacket;
  /** How many are missing before it, and were given up. */
  readonly missing: number;
  /** Whether it begins a stream: its timestamp has nothing to do with the one before. */
  readonly isFirst: boolean;
}

export interface JitterOptions {
  /** How long packets wait for one that is missing. 0: not at all, and it does not grow. */
  readonly baseMs: number;
  /** How far that may grow. */
  readonly mostMs: number;
}

/** What became of a packet that arrived. */
export type Arrival = 'taken' | 'late' | 'duplicate';

/** Added to what would have been just enough. */
const MARGIN_MS = 10;
/** How much of the delay goes per millisecond: a second off every hundred seconds. */
const DECAY = 0.01;
/** Packets forward, or samples back, that make a new stream: more than twenty seconds, more than thirty. */
const MOST_JUMP = 1_000;
const MOST_SAMPLES_BACK = 30 * 48_000;
/** Packets that wait at most, however long they may. */
const MOST_HELD = 512;
/** Holes that are remembered, to know what is late. */
const MOST_HOLES = 256;

interface Held {
  readonly index: number;
  readonly packet: ArrivedPacket;
}

export class JitterBuffer {
  private readonly ready: OrderedPacket[] = [];
  /** By index, which is the sequence number without its wrapping round. */
  private held: Held[] = [];
  /** The index whose turn it is; `undefined` while the beginning of a stream waits. */
  private next: number | undefined;
  private begins = true;
  private start = 0;
  /** The packet that is furthest ahead. */
  private head: Held | undefined;
  /** Missing ones, whether waited for or given up, and when that was noticed. */
  private readonly holes = new Map<number, number>();
  private grownMs: number;
  private grownAtMs = 0;

  constructor(private readonly options: JitterOptions) {
    this.grownMs = options.baseMs;
  }

  /** How long packets wait at most at this time. */
  delayMs(nowMs: number): number {
    return Math.max(this.options.baseMs, this.grownMs - (nowMs - this.grownAtMs) * DECAY);
  }

  /** When something falls due although nothing arrives; `undefined` while nothing waits. */
  dueAtMs(nowMs: number): number | undefined {
    if (this.held.length === 0) return undefined;
    let earliest = Infinity;
    for (const { packet } of this.held) earliest = Math.min(earliest, packet.arrivedAtMs);
    return earliest + this.delayMs(nowMs);
  }

  add(packet: ArrivedPacket, nowMs: number): Arrival {
    const { head } = this;
    const index = head ? head.index + distanceU16(head.packet.sequence, packet.sequence) : packet.sequence;
    if (head && isOther(head, index, packet)) {
      this.flush();
      this.restart();
      return this.add(packet, nowMs);
    }
    if (this.next !== undefined && index < this.next) {
      const noticedAtMs = this.holes.get(index);
      if (noticedAtMs === undefined) return index < this.start ? 'late' : 'duplicate';
      this.holes.delete(index);
      this.learn(nowMs - noticedAtMs, nowMs);
      return 'late';
    }
    const place = this.placeOf(index);
    if (place === undefined) return 'duplicate';
    const entry = { index, packet };
    this.held.splice(place, 0, entry);
    if (!head || index > head.index) {
      if (head) this.noticeHoles(head.index + 1, index, nowMs);
      this.head = entry;
    } else {
      const noticedAtMs = this.holes.get(index) ?? (this.held[place + 1] as Held).packet.arrivedAtMs;
      this.holes.delete(index);
      this.learn(nowMs - noticedAtMs, nowMs);
    }
    return 'taken';
  }

  /** The next packet whose turn has come; `undefined` when there is none. */
  take(nowMs: number): OrderedPacket | undefined {
    if (this.ready.length === 0) this.release(nowMs);
    return this.ready.shift();
  }

  /** Lets everything go that waits, with the holes in it. */
  flush(): void {
    this.letGo(this.held.length);
  }

  private restart(): void {
    this.next = undefined;
    this.begins = true;
    this.head = undefined;
    this.holes.clear();
  }

  private release(nowMs: number): void {
    const { held } = this;
    if (held.length === 0) return;
    // What has waited long enough takes with it whatever is before it.
    const limit = nowMs - this.delayMs(nowMs);
    let due = held.length > MOST_HELD ? held.length : 0;
    for (let at = held.length - 1; at >= due; at -= 1) {
      if ((held[at] as Held).packet.arrivedAtMs <= limit) due = at + 1;
    }
    if (due === 0 && this.next === undefined) return;
    let next = due === 0 ? (this.next as number) : (held[due - 1] as Held).index + 1;
    while (held[due]?.index === next) {
      due += 1;
      next += 1;
    }
    this.letGo(due);
  }

  private letGo(count: number): void {
    for (const { index, packet } of this.held.splice(0, count)) {
      if (this.next === undefined) this.start = index;
      const missing = this.next === undefined ? 0 : index - this.next;
      this.ready.push({ packet, missing, isFirst: this.begins });
      this.begins = false;
      this.next = index + 1;
    }
  }

  /** Where it belongs among those that wait; `undefined` when it is there already. Most belong at the end. */
  private placeOf(index: number): number | undefined {
    let place = this.held.length;
    while (place > 0 && (this.held[place - 1] as Held).index > index) place -= 1;
    return this.held[place - 1]?.index === index ? undefined : place;
  }

  private noticeHoles(from: number, to: number, nowMs: number): void {
    for (let index = Math.max(from, to - MOST_HOLES); index < to; index += 1) this.holes.set(index, nowMs);
    for (const index of this.holes.keys()) {
      if (this.holes.size <= MOST_HOLES) return;
      this.holes.delete(index);
    }
  }

  /** A packet came so long after one that was sent later. */
  private learn(lateByMs: number, nowMs: number): void {
    const { baseMs, mostMs } = this.options;
    if (baseMs === 0) return;
    const wanted = Math.min(mostMs, lateByMs + MARGIN_MS);
    if (wanted <= this.delayMs(nowMs)) return;
    this.grownMs = wanted;
    this.grownAtMs = nowMs;
  }
}

function isOther(head: Held, index: number, packet: ArrivedPacket): boolean {
  if (packet.ssrc !== head.packet.ssrc) return true;
  const ahead = index - head.index;
  if (ahead > 0) return ahead > MOST_JUMP;
  return Math.abs(distanceU32(head.packet.timestamp, packet.timestamp)) > MOST_SAMPLES_BACK;
}

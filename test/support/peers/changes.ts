/** Counts what listeners missed of somebody's numbered packets: between changes of a call's keys, and by each change. */
import { placeOfKnownFrame } from 'corduroy/testing';

/** From one packet to before another, by their numbers. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A change of the call's members: what was said from its beginning until all knew of it. */
export interface Change extends Stretch {
  readonly name: string;
}

export interface Missed {
  /** Packets that were said outside of all changes and not heard. */
  readonly between: readonly number[];
  /** By the name of the change: how many packets that were said meanwhile were not heard. */
  readonly byChange: Readonly<Record<string, number>>;
  /** Packets that came twice, or after a later one. */
  readonly misplaced: number;
  /** Packets that nobody of the test said. */
  readonly foreign: number;
}

/** @param presences when the listener was there */
export function missed(heard: readonly Buffer[], presences: readonly Stretch[], changes: readonly Change[]): Missed {
  const all = heard.map(indexOf);
  const indexes = all.filter((index) => index >= 0);
  const known = new Set(indexes);
  const between: number[] = [];
  const byChange: Record<string, number> = {};
  for (const { from, to } of presences) {
    for (let index = from; index < to; index += 1) {
      const name = changes.find((change) => index >= change.from && index < change.to)?.name;
      if (name !== undefined) byChange[name] = (byChange[name] ?? 0) + (known.has(index) ? 0 : 1);
      else if (!known.has(index)) between.push(index);
    }
  }
  const misplaced = indexes.filter((index, at) => index <= (indexes[at - 1] ?? -1)).length;
  return { between, byChange, misplaced, foreign: all.length - indexes.length };
}

/** Whether a packet was heard, or one that was said after it. */
export function hasHeard(heard: readonly Buffer[], index: number): boolean {
  return lastHeard(heard) >= index;
}

/** The number of the packet that was heard last; -1 before the first. */
export function lastHeard(heard: readonly Buffer[]): number {
  const last = heard.at(-1);
  return last === undefined ? -1 : indexOf(last);
}

/** -1 for what nobody of the test said. */
function indexOf(packet: Buffer): number {
  return placeOfKnownFrame(packet)?.index ?? -1;
}

/** What somebody heard in a soak: whether it was said, in this order and once. */
import { placeOfKnownFrame } from '../../../src/testing/simulator';

import { type EarsHeard } from '../voice-party/ears';

/** A stretch of time in which datagrams were tampered with. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Judgement {
  readonly heard: number;
  /** Frames that nobody said. */
  readonly foreign: number;
  /** Frames that came twice or behind a later one, although nobody tampered with datagrams. */
  readonly disorder: number;
  readonly undecryptable: number;
}

/** @param seeds of whoever was heard: files in the order they were played. */
export function judge(hearing: EarsHeard, windows: readonly Window[]): Judgement {
  let [foreign, disorder, last] = [0, 0, -1];
  for (const { opus, arrivedAtMs } of hearing.frames) {
    const place = placeOfKnownFrame(opus);
    if (!place) {
      foreign += 1;
      continue;
    }
    const position = placeInAll(place);
    const isTampered = windows.some(({ fromMs, toMs }) => arrivedAtMs >= fromMs && arrivedAtMs <= toMs);
    if (position <= last && !isTampered) disorder += 1;
    last = Math.max(last, position);
  }
  return { heard: hearing.frames.length, foreign, disorder, undecryptable: hearing.undecryptable };
}

/** How many frames are missing between the first and the last that were heard. */
export function missingWithin(frames: EarsHeard['frames']): number {
  let missing = 0;
  for (let index = 1; index < frames.length; index += 1) {
    const [before, now] = [frames[index - 1], frames[index]].map((frame) => frame && placeOfKnownFrame(frame.opus));
    if (before?.seed === now?.seed) missing += Math.abs((now?.index ?? 0) - (before?.index ?? 0) - 1);
    // The next file, from its beginning.
    else if (now?.index !== 0) missing += 1;
  }
  return missing;
}

function placeInAll({ seed, index }: { readonly seed: number; readonly index: number }): number {
  return seed * 100_000 + index;
}

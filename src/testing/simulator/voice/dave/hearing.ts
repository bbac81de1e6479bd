/** What a virtual member has heard of somebody, and how much of it is as it was said. */

export interface HeardFrame {
  /** The Opus packet, decrypted. */
  readonly opus: Buffer;
  readonly sequence: number;
  readonly timestamp: number;
  /** Milliseconds on the member's clock. */
  readonly arrivedAtMs: number;
  /** Whether it came as a frame of DAVE. */
  readonly sealed: boolean;
}

export interface Hearing {
  /** In the order of arrival. */
  readonly frames: readonly HeardFrame[];
  /** Packets that no key fitted. */
  readonly undecryptable: number;
  /** When those came: milliseconds on the member's clock. */
  readonly undecryptableAtMs: readonly number[];
}

export interface HearingReport {
  /** Of what was said, how many packets arrived, each counted once. */
  readonly heard: number;
  /** Indexes of packets that were said and never heard. */
  readonly missing: readonly number[];
  /** Indexes of packets that were heard more than once. */
  readonly duplicated: readonly number[];
  /** How many packets were heard after one that was said later. */
  readonly outOfOrder: number;
  /** How many packets were heard that nobody said. */
  readonly foreign: number;
  readonly undecryptable: number;
}

/** Compares what was heard with what was said, byte by byte. */
export function compareHearing(
  said: readonly Buffer[],
  hearing: { readonly frames: readonly { readonly opus: Buffer }[]; readonly undecryptable: number },
): HearingReport {
  const indexes = new Map(said.map((packet, index) => [packet.toString('latin1'), index]));
  const times = new Map<number, number>();
  let outOfOrder = 0;
  let foreign = 0;
  let furthest = -1;
  for (const { opus } of hearing.frames) {
    const index = indexes.get(opus.toString('latin1'));
    if (index === undefined) {
      foreign += 1;
      continue;
    }
    times.set(index, (times.get(index) ?? 0) + 1);
    if (index < furthest) outOfOrder += 1;
    furthest = Math.max(furthest, index);
  }
  return {
    heard: times.size,
    missing: said.flatMap((_, index) => (times.has(index) ? [] : [index])),
    duplicated: [...times].filter(([, count]) => count > 1).map(([index]) => index),
    outOfOrder,
    foreign,
    undecryptable: hearing.undecryptable,
  };
}

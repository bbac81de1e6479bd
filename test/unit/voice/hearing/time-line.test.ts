/** Where in time a packet belongs, by what its speaker says and by when it came. */
import fc from 'fast-check';
import { SILENCE_FRAME } from '../../../../src/voice';
import { type OrderedPacket } from '../../../../src/voice/hearing/jitter-buffer';
import { type Place, TimeLine } from '../../../../src/voice/hearing/time-line';

const OPUS = Buffer.from([0xfc, 1]);

interface Came {
  /** By the speaker's clock. */
  readonly spokenMs: number;
  readonly arrivedAtMs?: number;
  readonly samples?: number;
  readonly missing?: number;
  readonly opus?: Buffer;
  readonly isFirst?: boolean;
}

const START = 0xffff_f000;

function ordered({ spokenMs, arrivedAtMs = spokenMs, ...rest }: Came): OrderedPacket {
  const { samples = 960, missing = 0, opus = OPUS, isFirst = false } = rest;
  const timestamp = (START + spokenMs * 48) >>> 0;
  return { packet: { ssrc: 1, sequence: 0, timestamp, arrivedAtMs, samples, opus }, missing, isFirst };
}

function places(...came: readonly Came[]): Place[] {
  const line = new TimeLine();
  return came.map((one) => line.place(ordered(one)));
}

const positions = (...came: readonly Came[]): number[] => places(...came).map(({ positionMs }) => positionMs);

describe('A time line', () => {
  it('begins with what came first, and follows the speaker’s clock whatever the network does', () => {
    const came = [0, 20, 40, 60].map((spokenMs) => ({ spokenMs, arrivedAtMs: 1_000 + spokenMs + (spokenMs % 3) * 37 }));
    expect(positions(...came)).toEqual([0, 20, 40, 60]);
    const line = new TimeLine();
    line.place(ordered(came[0] as Came));
    expect(line.anchorMs).toBe(1_000);
  });

  it('takes packets of any length as long as they are', () => {
    const told = places(
      { spokenMs: 0, samples: 120 },
      { spokenMs: 2.5, samples: 5_760 },
      { spokenMs: 122.5, samples: 480 },
      { spokenMs: 132.5 },
    );
    expect(told.map(({ positionMs, durationMs }) => [positionMs, durationMs])).toEqual([
      [0, 2.5],
      [2.5, 120],
      [122.5, 10],
      [132.5, 20],
    ]);
  });

  it('counts a silence by the timestamps of who lets them run on', () => {
    expect(positions({ spokenMs: 0 }, { spokenMs: 20, opus: SILENCE_FRAME }, { spokenMs: 3_020 })).toEqual([
      0, 20, 3_020,
    ]);
  });

  it('counts a silence by the arrival of what follows where the timestamps stood still', () => {
    const paused = positions(
      { spokenMs: 0 },
      { spokenMs: 20, opus: SILENCE_FRAME },
      { spokenMs: 40, arrivedAtMs: 3_040 },
      { spokenMs: 60, arrivedAtMs: 3_060 },
    );
    expect(paused).toEqual([0, 20, 3_040, 3_060]);
    // Without silence before it, what is late for less than a second is late, and nothing else.
    expect(positions({ spokenMs: 0 }, { spokenMs: 20, arrivedAtMs: 720 })).toEqual([0, 20]);
    const stopped = Array.from({ length: 20 }, (_, index) => ({
      spokenMs: 20 * index,
      arrivedAtMs: 20 * index + 1_200,
    }));
    const told = positions({ spokenMs: -20, arrivedAtMs: -20 }, ...stopped);
    expect(told.slice(0, 17)).toEqual(Array.from({ length: 17 }, (_, index) => 20 * index));
    expect(told.slice(17)).toEqual([17, 18, 19, 20].map((index) => 20 * index + 1_200));
    expect(positions({ spokenMs: 0 }, { spokenMs: 20, arrivedAtMs: 12_000 })).toEqual([0, 12_000]);
  });

  it('takes what waited while the process was blocked for what was said meanwhile', () => {
    const said = Array.from({ length: 300 }, (_, index) => ({ spokenMs: 20 * index }));
    // Blocked from 1 s to 5 s; every tenth was lost.
    const came = said
      .map((one) => (one.spokenMs < 1_000 ? one : { ...one, arrivedAtMs: Math.max(5_000, one.spokenMs) }))
      .flatMap((one, index) => (index % 10 === 9 ? [] : [{ ...one, missing: index % 10 === 0 && index > 0 ? 1 : 0 }]));
    expect(positions(...came)).toEqual(came.map(({ spokenMs }) => spokenMs));
  });

  it('does not follow a timestamp that runs ahead of the time, nor one that goes back', () => {
    expect(
      positions({ spokenMs: 0 }, { spokenMs: 90_000, arrivedAtMs: 500 }, { spokenMs: 90_020, arrivedAtMs: 520 }),
    ).toEqual([0, 500, 520]);
    expect(positions({ spokenMs: 60_000 }, { spokenMs: 0, arrivedAtMs: 60_100 })).toEqual([0, 100]);
    expect(positions({ spokenMs: 0 }, { spokenMs: 10, arrivedAtMs: 20 })).toEqual([0, 20]);
  });

  it('begins another stream when it came, but not before the one before it ended', () => {
    expect(
      positions(
        { spokenMs: 0 },
        { spokenMs: 7_000_000, arrivedAtMs: 5_000, isFirst: true },
        { spokenMs: 7_000_020, arrivedAtMs: 5_020 },
        { spokenMs: 3, arrivedAtMs: 5_021, isFirst: true },
      ),
    ).toEqual([0, 5_000, 5_020, 5_040]);
  });

  it('fills the gap with those that are missing', () => {
    const [, place] = places({ spokenMs: 0 }, { spokenMs: 60, missing: 2 });
    expect(place).toMatchObject({ positionMs: 60, lost: 2, lostPositionMs: 20, lostDurationMs: 20 });
    const [, longer] = places({ spokenMs: 0 }, { spokenMs: 80, missing: 1 });
    expect(longer).toMatchObject({ positionMs: 80, lost: 1, lostPositionMs: 20, lostDurationMs: 60 });
  });

  it('lets those that are missing end the spell before a silence, or begin the one after it', () => {
    const [, ends] = places({ spokenMs: 0 }, { spokenMs: 2_000, missing: 1 });
    expect(ends).toMatchObject({ lost: 1, lostPositionMs: 20, lostDurationMs: 20 });
    const [, begins] = places({ spokenMs: 0, opus: SILENCE_FRAME }, { spokenMs: 2_000, missing: 2 });
    expect(begins).toMatchObject({ lost: 2, lostPositionMs: 1_960, lostDurationMs: 20 });
  });

  it('tells an absence of seconds as a silence and not piece by piece', () => {
    const [, place] = places({ spokenMs: 0 }, { spokenMs: 6_020, missing: 300 });
    expect(place).toMatchObject({ positionMs: 6_020, lost: 0 });
  });

  it('never goes back, whatever is said', () => {
    const came = fc.record({
      spokenMs: fc.integer({ min: 0, max: 100_000 }),
      stepMs: fc.integer({ min: 0, max: 2_000 }),
      samples: fc.constantFrom(0, 120, 480, 960, 2_880, 5_760),
      missing: fc.integer({ min: 0, max: 120 }),
      isSilence: fc.boolean(),
      isFirst: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(came, { maxLength: 60 }), (list) => {
        const line = new TimeLine();
        let [nowMs, endMs] = [0, 0];
        for (const { stepMs, isSilence, ...one } of list) {
          nowMs += stepMs;
          const opus = isSilence ? SILENCE_FRAME : OPUS;
          const place = line.place(ordered({ ...one, arrivedAtMs: nowMs, opus }));
          if (place.lost > 0) {
            expect(place.lostPositionMs).toBeGreaterThanOrEqual(endMs - 1e-6);
            expect(place.lostPositionMs + place.lost * place.lostDurationMs).toBeLessThanOrEqual(
              place.positionMs + 1e-6,
            );
          }
          expect(place.positionMs).toBeGreaterThanOrEqual(endMs - 1e-6);
          expect(place.durationMs).toBeGreaterThan(0);
          endMs = place.positionMs + place.durationMs;
        }
      }),
      { seed: 20_261_130, numRuns: 300 },
    );
  });
});

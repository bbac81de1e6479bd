/** Order, holes and patience: the machine alone, at times that the tests choose. */
import fc from 'fast-check';
import { type Arrival, type ArrivedPacket, JitterBuffer } from '../../../../src/voice/hearing/jitter-buffer';

const OPUS = Buffer.from([0xfc, 1]);
const OPTIONS = { baseMs: 60, mostMs: 200 };

const packet = (index: number, arrivedAtMs: number, changes: Partial<ArrivedPacket> = {}): ArrivedPacket => ({
  ...{ ssrc: 1, sequence: index & 0xffff, timestamp: (index * 960) >>> 0, arrivedAtMs, samples: 960, opus: OPUS },
  ...changes,
});

/** Each packet that has its turn, and how many are missing before it. */
type Told = [sequence: number, missing: number];

function taken(buffer: JitterBuffer, nowMs: number): Told[] {
  const told: Told[] = [];
  for (let next = buffer.take(nowMs); next; next = buffer.take(nowMs)) told.push([next.packet.sequence, next.missing]);
  return told;
}

/** A buffer whose stream has begun: packet 0 came at 0, and went at 60. */
function begun(options = OPTIONS): JitterBuffer {
  const buffer = new JitterBuffer(options);
  buffer.add(packet(0, 0), 0);
  taken(buffer, 60);
  return buffer;
}

const add = (buffer: JitterBuffer, index: number, atMs: number): Arrival => buffer.add(packet(index, atMs), atMs);

describe('A jitter buffer', () => {
  it('lets go at once what follows', () => {
    const buffer = begun();
    for (const index of [1, 2, 3]) {
      add(buffer, index, 60 + 20 * index);
      expect(taken(buffer, 60 + 20 * index)).toEqual([[index, 0]]);
    }
    expect(buffer.dueAtMs(200)).toBeUndefined();
  });

  it('holds the beginning of a stream, which may have overtaken others', () => {
    const buffer = new JitterBuffer(OPTIONS);
    add(buffer, 2, 0);
    add(buffer, 1, 10);
    expect(taken(buffer, 59)).toEqual([]);
    expect(buffer.dueAtMs(59)).toBe(60);
    expect(taken(buffer, 60)).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(add(buffer, 0, 61)).toBe('late');
  });

  it('waits for one that is missing, and puts it in its place', () => {
    const buffer = begun();
    add(buffer, 2, 100);
    add(buffer, 3, 120);
    expect(taken(buffer, 159)).toEqual([]);
    add(buffer, 1, 159);
    expect(taken(buffer, 159)).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
  });

  it('gives up one that does not come, and calls it late when it does', () => {
    const buffer = begun();
    add(buffer, 3, 100);
    add(buffer, 4, 120);
    expect(buffer.dueAtMs(130)).toBe(160);
    expect(taken(buffer, 160)).toEqual([
      [3, 2],
      [4, 0],
    ]);
    expect(add(buffer, 1, 170)).toBe('late');
    expect(add(buffer, 1, 171)).toBe('duplicate');
    expect(taken(buffer, 171)).toEqual([]);
  });

  it('takes nothing twice, whether it waits or has gone', () => {
    const buffer = begun();
    expect(add(buffer, 0, 61)).toBe('duplicate');
    expect(add(buffer, 2, 70)).toBe('taken');
    expect(add(buffer, 2, 71)).toBe('duplicate');
  });

  it('goes on over the end of the numbers', () => {
    const buffer = new JitterBuffer(OPTIONS);
    for (const index of [65_534, 65_535, 65_537, 65_536]) add(buffer, index, 0);
    expect(taken(buffer, 60).map(([sequence]) => sequence)).toEqual([65_534, 65_535, 0, 1]);
  });

  it('waits longer where packets come late, at once, and comes down again slowly', () => {
    const buffer = begun();
    expect(buffer.delayMs(60)).toBe(60);
    add(buffer, 2, 100);
    taken(buffer, 160);
    add(buffer, 1, 220);
    // It was overtaken by 120 ms.
    expect(buffer.delayMs(220)).toBe(130);
    add(buffer, 4, 240);
    expect(taken(buffer, 365)).toEqual([]);
    add(buffer, 3, 365);
    expect(taken(buffer, 365)).toHaveLength(2);
    expect(buffer.delayMs(365)).toBe(135);
    expect(buffer.delayMs(365 + 5_000)).toBe(85);
    expect(buffer.delayMs(365 + 60_000)).toBe(60);
  });

  it('grows no further than it may, and not at all where nothing is to wait', () => {
    const buffer = begun();
    add(buffer, 2, 100);
    taken(buffer, 160);
    add(buffer, 1, 3_000);
    expect(buffer.delayMs(3_000)).toBe(200);
    const patient = begun({ baseMs: 500, mostMs: 500 });
    expect(patient.delayMs(0)).toBe(500);
    const hasty = new JitterBuffer({ baseMs: 0, mostMs: 200 });
    add(hasty, 0, 0);
    expect(taken(hasty, 0)).toEqual([[0, 0]]);
    add(hasty, 2, 20);
    expect(taken(hasty, 20)).toEqual([[2, 1]]);
    expect(add(hasty, 1, 30)).toBe('late');
    expect(hasty.delayMs(30)).toBe(0);
  });

  it('is not taught patience by packets that never come', () => {
    const buffer = begun();
    for (let index = 1; index < 200; index += 1) {
      if (index % 5 !== 0) add(buffer, index, 60 + index * 20);
      taken(buffer, 60 + index * 20);
    }
    expect(buffer.delayMs(5_000)).toBe(60);
  });

  it.each<[string, Partial<ArrivedPacket>]>([
    ['by another ssrc', { ssrc: 2 }],
    ['whose numbers jump', { sequence: 5_000 }],
    ['whose numbers go back, with another time', { sequence: 65_500, timestamp: 0x7000_0000 }],
  ])('takes a stream %s for another one, which begins anew', (_name, changes) => {
    const buffer = begun();
    add(buffer, 2, 100);
    buffer.add(packet(0, 110, { timestamp: 77, ...changes }), 110);
    // What was held goes first, with its hole.
    expect(taken(buffer, 110)).toEqual([[2, 1]]);
    const next = buffer.take(170);
    expect(next).toMatchObject({ missing: 0, isFirst: true, packet: changes });
  });

  it('holds no more than it may, however long it waits', () => {
    const buffer = begun({ baseMs: 1_000, mostMs: 1_000 });
    let told = 0;
    for (let index = 2; index < 2_000; index += 1) {
      add(buffer, index, 100);
      told += taken(buffer, 100).length;
    }
    expect(told).toBeGreaterThan(1_400);
  });

  it('gives each packet once, in order, and lets none wait longer than its limit, whatever the network does', () => {
    const fate = fc.record({
      lost: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
      twice: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
      delayMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 55 }), fc.integer({ min: 0, max: 400 })),
      againMs: fc.integer({ min: 0, max: 300 }),
    });
    fc.assert(
      fc.property(
        fc.array(fate, { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 0, max: 65_535 }),
        fc.constantFrom(0, 20, 60, 200, 1_000),
        (fates, first, baseMs) => {
          const arrivals = fates
            .flatMap(({ lost, twice, delayMs, againMs }, index) => {
              const atMs = index * 20 + delayMs;
              return lost ? [] : [{ index, atMs }, ...(twice ? [{ index, atMs: atMs + againMs }] : [])];
            })
            .sort((a, b) => a.atMs - b.atMs);
          const buffer = new JitterBuffer({ baseMs, mostMs: Math.max(200, baseMs) });
          const order: number[] = [];
          const counts = { taken: 0, late: 0, duplicate: 0 };
          let missing = 0;
          const take = (nowMs: number): void => {
            for (let next = buffer.take(nowMs); next; next = buffer.take(nowMs)) {
              order.push((next.packet.sequence - first) & 0xffff);
              missing += next.missing;
              expect(nowMs - next.packet.arrivedAtMs).toBeLessThanOrEqual(Math.max(200, baseMs));
            }
          };
          let timeMs = 0;
          /** What falls due until then, when it falls due. */
          const pass = (untilMs: number): void => {
            for (let due = buffer.dueAtMs(timeMs); due !== undefined && due <= untilMs; due = buffer.dueAtMs(timeMs)) {
              timeMs = Math.max(timeMs, due);
              take(timeMs);
            }
            timeMs = untilMs;
          };
          for (const { index, atMs } of arrivals) {
            pass(atMs);
            counts[buffer.add(packet(index, atMs, { sequence: (first + index) & 0xffff }), atMs)] += 1;
            take(atMs);
          }
          pass(1e6);
          expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
          expect(counts.taken).toBe(order.length);
          expect(counts.taken + counts.late + counts.duplicate).toBe(arrivals.length);
          // Everything between the first and the last is told, or told as missing.
          if (order.length > 0) expect(missing + order.length).toBe((order.at(-1) ?? 0) - (order[0] ?? 0) + 1);
        },
      ),
      { seed: 20_261_130, numRuns: 400 },
    );
  });
});

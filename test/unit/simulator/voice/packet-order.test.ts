/** Whether packets are numbered as they should be, where some of them are lost, late or doubled on their way. */
import { PacketOrder } from '../../../../src/testing/simulator/voice/packet-order';

/** What is wrong with packets that come in this order, each 960 samples after the number before it. */
function judged(order: PacketOrder, sequences: readonly number[]): string[] {
  return sequences.flatMap((sequence) =>
    order.judge(sequence & 0xffff, (sequence * 960) >>> 0).map(({ problem, detail }) => `${problem}: ${detail}`),
  );
}

describe('The order of packets', () => {
  it('is right where each has the next number and the time of its frame, round the circle too', () => {
    expect(judged(new PacketOrder(), [65_534, 65_535, 65_536, 65_537])).toEqual([]);
  });

  it('is wrong where a number is left out, given again, or goes back', () => {
    expect(judged(new PacketOrder(), [37_996, 37_998])).toEqual(['sequence: packet 37998 came after 37996']);
    expect(judged(new PacketOrder(), [7, 7])).toEqual([
      'sequence: packet 7 came after 7',
      'timestamp: packet 7 is 0 samples after the one before',
    ]);
    expect(judged(new PacketOrder(), [7, 6])).toHaveLength(2);
  });

  it('is not to blame for what was lost on the way, however much later the next one comes', () => {
    const order = new PacketOrder();
    for (const lost of [65_535, 0, 1]) order.strike(lost);
    expect(judged(order, [65_533, 65_534, 65_538, 65_539])).toEqual([]);
  });

  it('is not to blame for what comes late or twice', () => {
    const order = new PacketOrder();
    order.strike(11);
    expect(judged(order, [10, 12, 13, 11, 11, 14])).toEqual([]);
  });

  it('is wrong where a number is left out beside one that was lost', () => {
    const order = new PacketOrder();
    order.strike(11);
    expect(judged(order, [10, 13])).toEqual(['sequence: packet 13 came after 10']);
  });

  it('remembers what was struck for minutes, and no longer', () => {
    const order = new PacketOrder();
    for (let sequence = 0; sequence < 30_000; sequence += 1) order.strike(sequence);
    expect([0, 9_999, 10_000, 29_999].map((sequence) => order.isStruck(sequence))).toEqual([false, false, true, true]);
  });
});

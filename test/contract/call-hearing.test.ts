/** Our ears, and those that only do as they are told, keep what is promised of the ears of a call. */
import { callHearingContract } from '../../src/testing/contracts/call-hearing';
import { type ContractCase } from '../../src/testing/contracts/contract-case';
import { FakeHearing, SILENCE_FRAME } from '../../src/voice';
import { HearingBench } from '../unit/voice/hearing/hearing-bench';
import { numberedPackets } from '../support/audio';

const [first, second] = numberedPackets(2) as [Buffer, Buffer];

function runs(name: string, cases: readonly ContractCase[]): void {
  describe(name, () => {
    for (const one of cases) it(one.name, () => one.run());
  });
}

runs(
  'FakeHearing',
  callHearingContract(() => {
    const hearing = new FakeHearing();
    return {
      hearing,
      say: async (userId, opus) => {
        hearing.hear(userId, { opus });
      },
      lose: async (userId) => {
        hearing.hear(userId, { isLost: true });
      },
      pause: async (userId, ms) => {
        hearing.pause(userId, ms);
      },
      talk: async (userId) => {
        hearing.talks(userId);
      },
      hush: async (userId) => {
        hearing.talks(userId, false);
      },
      words: [first, second],
    };
  }),
);

runs(
  'LocalHearing',
  callHearingContract(() => {
    const bench = new HearingBench();
    const places = new Map<string, { sequence: number; timestamp: number }>();
    const next = (userId: string): { sequence: number; timestamp: number } => {
      const place = places.get(userId) ?? { sequence: 65_534, timestamp: 0xffff_ff00 };
      places.set(userId, { sequence: place.sequence + 1, timestamp: place.timestamp + 960 });
      return place;
    };
    const say = async (userId: string, payload: Buffer): Promise<void> => {
      bench.users.set(Number(userId), userId);
      const isFirst = !places.has(userId);
      bench.arrive({ ...next(userId), payload, ssrc: Number(userId) });
      // What comes first is held, because it may have overtaken others.
      await bench.clock.advance(isFirst ? 80 : 20);
    };
    const pause = async (userId: string, ms: number): Promise<void> => {
      const place = next(userId);
      places.set(userId, { sequence: place.sequence, timestamp: place.timestamp + 48 * ms });
      await bench.clock.advance(ms);
    };
    return {
      hearing: bench.hearing,
      say,
      pause,
      lose: async (userId) => {
        next(userId);
        await bench.clock.advance(20);
      },
      talk: (userId) => say(userId, first),
      hush: async (userId) => {
        for (let index = 0; index < 5; index += 1) await say(userId, SILENCE_FRAME);
      },
      words: [first, second],
    };
  }),
);

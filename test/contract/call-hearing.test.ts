/** Our ears, and those that only do as they are told, keep what is promised of the ears of a call. */
import { callHearingContract, type CallHearingTrial } from '../../src/testing/contracts/call-hearing';
import { type ContractCase } from '../../src/testing/contracts/contract-case';
import { nullLogger } from '../../src/util';
import { type CallHearing, FakeHearing, SILENCE_FRAME } from '../../src/voice';
import { HostHearing } from '../../src/voice/worker/host/host-hearing';
import { type FromCall, type ToCall } from '../../src/voice/worker/messages';
import { RemoteHearing } from '../../src/voice/worker/remote-hearing';
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

function trialOf(bench: HearingBench, hearing: CallHearing): CallHearingTrial {
  const places = new Map<string, { sequence: number; timestamp: number }>();
  const next = (userId: string): { sequence: number; timestamp: number } => {
    const place = places.get(userId) ?? { sequence: 65_534, timestamp: 0xffff_ff00 };
    places.set(userId, { sequence: place.sequence + 1, timestamp: place.timestamp + 960 });
    return place;
  };
  const say = async (userId: string, payload: Buffer): Promise<void> => {
    await settle(bench);
    bench.users.set(Number(userId), userId);
    const isFirst = !places.has(userId);
    bench.arrive({ ...next(userId), payload, ssrc: Number(userId) });
    // What comes first is held, because it may have overtaken others.
    await bench.clock.advance(isFirst ? 80 : 20);
    await settle(bench);
  };
  const pause = async (userId: string, ms: number): Promise<void> => {
    const place = next(userId);
    places.set(userId, { sequence: place.sequence, timestamp: place.timestamp + 48 * ms });
    await bench.clock.advance(ms);
  };
  return {
    hearing,
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
}

/** For what crosses by messages. */
async function settle({ clock }: HearingBench): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await clock.advance(0);
}

runs(
  'LocalHearing',
  callHearingContract(() => {
    const bench = new HearingBench();
    return trialOf(bench, bench.hearing);
  }),
);

runs(
  'RemoteHearing',
  callHearingContract(() => {
    const bench = new HearingBench();
    const crossing = <M>(arrive: (message: M) => void) => {
      return (message: M): void => {
        const crossed = structuredClone(message);
        queueMicrotask(() => {
          arrive(crossed);
        });
      };
    };
    const host = new HostHearing({
      hearing: bench.hearing,
      say: crossing<FromCall>((message) => {
        hearing.hear(message as Parameters<RemoteHearing['hear']>[0]);
      }),
    });
    const hearing = new RemoteHearing({
      ...{ place: 'guild 10', logger: nullLogger, shiftMs: () => 0, isOver: () => false },
      post: crossing<ToCall>((message) => {
        if (message.type === 'listen') host.listen(message.request);
        else if (message.type === 'unlisten') host.unlisten(message.listener);
        else if (message.type === 'heard-credit') host.credit(message.listener, message.credit);
      }),
    });
    return trialOf(bench, hearing);
  }),
);

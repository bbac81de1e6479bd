/** What a change of keys costs who listens: three members with davey, a frame of audio every 20 ms, one who hears of the commit late. */
import { type DaveLibrary, loadDaveLibrary } from '../../../../src/voice';
import { DaveCall } from '../../../support/dave/dave-call';

let library: DaveLibrary;

beforeAll(async () => {
  library = await loadDaveLibrary();
});

interface Cost {
  /** Frames that the late listener could not open. */
  readonly late: number;
  /** Frames that another listener could not open. */
  readonly inTime: number;
  /** Frames that the sender held back. */
  readonly held: number;
}

/** 101 speaks for four seconds; meanwhile somebody comes. 102 hears of everything `lateMs` later than others. */
async function costOf(lateMs: number, commitGraceMs: number): Promise<Cost> {
  const call = new DaveCall(library);
  const [speaker, late, inTime] = [
    await call.join('101', { commitGraceMs }),
    await call.join('102', { commitGraceMs }),
    await call.join('103', { commitGraceMs }),
  ];
  call.service.faults.delay('102', lateMs);
  for (let frame = 0; frame < 200; frame++) {
    if (frame === 50) call.enter('104');
    const sealed = speaker.session.seal(Buffer.from(`frame ${frame}`));
    if (sealed !== 'held') for (const listener of [late, inTime]) listener.session.open('101', sealed);
    await call.clock.advance(20);
  }
  expect(call.privacyCodes.size).toBe(1);
  return { late: late.session.stats.failed, inTime: inTime.session.stats.failed, held: speaker.session.stats.held };
}

it.each<[number, number, number]>([
  [0, 100, 0],
  [40, 100, 0],
  [100, 100, 0],
  [200, 100, 5],
  [500, 100, 20],
  // What it would be with nothing done about it.
  [0, 0, 0],
  [40, 0, 2],
  [100, 0, 5],
  [200, 0, 10],
  [500, 0, 25],
])(
  'a listener who hears of a commit %d ms late, with %d ms of grace, misses %d frames, others none',
  async (lateMs, graceMs, lost) => {
    expect(await costOf(lateMs, graceMs)).toEqual({ late: lost, inTime: 0, held: 0 });
  },
);

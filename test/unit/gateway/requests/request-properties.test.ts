import fc from 'fast-check';
import { GatewayError } from '../../../../src/gateway';
import { ASKS, Play } from './play';

type MoveName =
  'ask' | 'leave' | 'write' | 'fail' | 'strand' | 'follow' | 'deliver' | 'strange' | 'newSession' | 'resumed' | 'pass';

interface Move {
  readonly says: string;
  readonly make: (play: Play) => void;
}

type Arbitraries<Values extends readonly unknown[]> = { [Index in keyof Values]: fc.Arbitrary<Values[Index]> };

/** A call of a method of the play, with arguments as the arbitraries have them. */
function move<Name extends MoveName>(name: Name, ...args: Arbitraries<Parameters<Play[Name]>>): fc.Arbitrary<Move> {
  return fc.tuple(...(args as readonly fc.Arbitrary<unknown>[])).map((values) => ({
    says: `${name}(${values.join(', ')})`,
    make: (play) => {
      Reflect.apply(play[name], play, values);
    },
  }));
}

const moves = fc.oneof(
  { weight: 5, arbitrary: move('ask', fc.nat(ASKS.length - 1), fc.boolean()) },
  {
    weight: 5,
    arbitrary: move(
      'write',
      fc.constantFrom('answered', 'answered', 'answered', 'lost', 'limited', 'limited without nonce'),
      fc.integer({ min: 1, max: 4 }),
    ),
  },
  { weight: 8, arbitrary: move('deliver', fc.nat(20), fc.boolean()) },
  { weight: 3, arbitrary: move('pass', fc.constantFrom(1, 2_000, 10_000, 35_000)) },
  move('leave', fc.nat(5)),
  move('strange', fc.nat(5)),
  move('fail', fc.constantFrom('not-ready', 'payload-too-large')),
  fc.oneof(move('newSession'), move('resumed')),
  fc.oneof(move('strand'), move('follow')),
);

describe('requests, whatever comes in whatever order', () => {
  it('settle every caller exactly once, with one whole answer to its own question, and keep nothing', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 60 }), fc.boolean(), (script, closes) => {
        const play = new Play();
        for (const { make } of script) make(play);
        if (closes) play.close(new GatewayError({ code: 'GATEWAY_CLOSED', kind: 'closed', message: 'closed' }));
        else play.calm();
        expect(play.callers.filter(({ outcome }) => outcome === undefined)).toEqual([]);
        expect(play.machine.size).toBe(0);
        expect(play.pendingTimers).toBe(0);
      }),
      { numRuns: 1_500, seed: 4 },
    );
  });
});

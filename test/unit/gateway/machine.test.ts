import fc from 'fast-check';
import { DEFAULT_DEADLINES } from '../../../src/gateway';
import { GatewayError } from '../../../src/gateway/gateway-error';
import { type ControlFrame } from '../../../src/gateway/protocol/frames';
import { MOST_RESUMES } from '../../../src/gateway/protocol/comeback';
import { step } from '../../../src/gateway/protocol/machine';
import {
  type Facts,
  IDLE_STATE,
  type ShardAction,
  type ShardInput,
  type ShardPhase,
  type ShardState,
} from '../../../src/gateway/protocol/shard-state';

const GATEWAY = 'wss://gateway.test';
const RESUME = 'wss://resume.test';
const LIMITS = DEFAULT_DEADLINES;
const HELLO: ShardInput = { type: 'frame', frame: { kind: 'hello', intervalMs: 40_000 } };
const READY: ShardInput = { type: 'frame', frame: { kind: 'ready', sessionId: 'one', resumeUrl: RESUME } };
const RESUMED: ShardInput = { type: 'frame', frame: { kind: 'resumed' } };
const ACK: ShardInput = { type: 'frame', frame: { kind: 'heartbeat-ack' } };
const OPENED: ShardInput = { type: 'opened' };
const PERMIT: ShardInput = { type: 'permit-granted' };
const DEADLINE: ShardInput = { type: 'timer', name: 'deadline' };
const BEAT: ShardInput = { type: 'timer', name: 'heartbeat' };
const LATER: ShardInput = { type: 'timer', name: 'reconnect' };
const closed = (code?: number, reason = ''): ShardInput => ({ type: 'closed', end: { code, reason } });
const invalid = (resumable: boolean): ShardInput => ({ type: 'frame', frame: { kind: 'invalid-session', resumable } });
const START: ShardInput = { type: 'start', gatewayUrl: GATEWAY };
const STORED: ShardInput = {
  type: 'start',
  gatewayUrl: GATEWAY,
  stored: { session: { id: 'old', resumeUrl: RESUME }, ageMs: 1_000 },
};

/** Plays inputs one after the other and remembers what the last one asked for. */
class Play {
  state: ShardState = IDLE_STATE;
  actions: readonly ShardAction[] = [];
  facts: Facts = { nowMs: 1_000_000, random: 0.5, sequence: null };

  feed(...inputs: ShardInput[]): this {
    for (const input of inputs) {
      const next = step(this.state, input, this.facts, LIMITS);
      this.state = next.state;
      this.actions = next.actions;
    }
    return this;
  }

  wait(ms: number): this {
    this.facts = { ...this.facts, nowMs: this.facts.nowMs + ms };
    return this;
  }

  know(facts: Partial<Facts>): this {
    this.facts = { ...this.facts, ...facts };
    return this;
  }

  of<T extends ShardAction['type']>(type: T): Extract<ShardAction, { type: T }>[] {
    return this.actions.filter((action): action is Extract<ShardAction, { type: T }> => action.type === type);
  }

  timer(name: string): number | undefined {
    return this.of('set-timer').find((action) => action.name === name)?.delayMs;
  }
}

/** A shard that has been ready for a minute. */
function readyPlay(): Play {
  return new Play().feed(START, OPENED, HELLO, PERMIT, READY).know({ sequence: 7 }).wait(60_000);
}

/** One shard in each state. */
const IN_STATE: Readonly<Record<Exclude<ShardPhase, 'idle'>, () => Play>> = {
  connecting: () => new Play().feed(START),
  hello: () => new Play().feed(START, OPENED),
  permit: () => new Play().feed(START, OPENED, HELLO),
  identifying: () => new Play().feed(START, OPENED, HELLO, PERMIT),
  resuming: () => readyPlay().feed(closed(4000), OPENED, HELLO),
  ready: readyPlay,
  closing: () => readyPlay().feed({ type: 'frame', frame: { kind: 'reconnect' } }),
  waiting: () => new Play().feed(START, closed()),
  stopped: () => readyPlay().feed(closed(4004)),
};

describe('a new session', () => {
  it('connects, waits for HELLO, asks for a permit, identifies and becomes ready', () => {
    const play = new Play().feed(START);
    expect(play.of('connect')).toEqual([{ type: 'connect', url: GATEWAY }]);
    play.feed(OPENED, HELLO);
    expect(play.state.phase).toBe('permit');
    expect(play.of('request-permit')).toHaveLength(1);
    play.feed(PERMIT);
    expect(play.actions.map((action) => action.type)).toEqual(['reset-sequence', 'send-identify', 'set-timer']);
    play.feed(READY);
    expect(play.state).toMatchObject({ phase: 'ready', session: { id: 'one', resumeUrl: RESUME }, reconnects: 0 });
    expect(play.of('ready')).toEqual([{ type: 'ready', resumed: false }]);
    expect(play.of('save-session')).toHaveLength(1);
  });

  it('resumes at the gateway’s own address when READY names none', () => {
    const play = IN_STATE.identifying().feed({
      type: 'frame',
      frame: { kind: 'ready', sessionId: 'one', resumeUrl: undefined },
    });
    expect(play.state.session?.resumeUrl).toBe(GATEWAY);
  });

  it('resumes a session that an earlier run left', () => {
    const play = new Play().know({ sequence: 41 }).feed(STORED);
    expect(play.of('connect')[0]?.url).toBe(RESUME);
    play.feed(OPENED, HELLO);
    expect(play.of('send-resume')).toEqual([{ type: 'send-resume', sessionId: 'old', sequence: 41 }]);
    play.feed(RESUMED);
    expect(play.state.phase).toBe('ready');
  });

  it('does not try a stored session that is older than can be', () => {
    const play = new Play().feed({
      type: 'start',
      gatewayUrl: GATEWAY,
      stored: { session: { id: 'old', resumeUrl: RESUME }, ageMs: LIMITS.sessionMs + 1 },
    });
    expect(play.of('connect')[0]?.url).toBe(GATEWAY);
    expect(play.of('clear-session')).toHaveLength(1);
    play.feed(OPENED, HELLO);
    expect(play.state.phase).toBe('permit');
  });
});

describe('close codes', () => {
  it.each([undefined, 1000, 1001, 1006, 4000, 4001, 4002, 4005, 4008, 4123])('resumes after close code %s', (code) => {
    const play = readyPlay().feed(closed(code));
    expect(play.of('connect')[0]?.url).toBe(RESUME);
    play.feed(OPENED, HELLO);
    expect(play.of('send-resume')).toEqual([{ type: 'send-resume', sessionId: 'one', sequence: 7 }]);
  });

  it.each([4003, 4007, 4009])('begins a new session after close code %i', (code) => {
    const play = readyPlay().feed(closed(code));
    expect(play.of('clear-session')).toHaveLength(1);
    expect(play.of('connect')[0]?.url).toBe(GATEWAY);
    play.feed(OPENED, HELLO);
    expect(play.state.phase).toBe('permit');
  });

  it.each([4004, 4010, 4011, 4012, 4013, 4014])('stops for good after close code %i', (code) => {
    for (const phase of ['hello', 'permit', 'identifying', 'resuming', 'ready', 'closing'] as const) {
      const play = IN_STATE[phase]().feed(closed(code, 'no'));
      expect(play.state.phase).toBe('stopped');
      expect(play.of('stopped')).toEqual([{ type: 'stopped', failure: { kind: 'close', code, reason: 'no' } }]);
      expect(play.of('connect')).toEqual([]);
      expect(play.of('clear-session')).toHaveLength(1);
    }
  });
});

describe('opcodes', () => {
  it('answers a request for a heartbeat at once, with the last sequence', () => {
    const play = readyPlay().feed({ type: 'frame', frame: { kind: 'heartbeat-request' } });
    expect(play.actions).toEqual([{ type: 'send-heartbeat', sequence: 7, requested: true }]);
  });

  it('does not judge a requested heartbeat when the scheduled one is due a moment later', () => {
    const play = readyPlay()
      .feed({ type: 'frame', frame: { kind: 'heartbeat-request' } })
      .wait(1)
      .feed(BEAT);
    expect(play.of('drain')).toEqual([]);
    expect(play.of('send-heartbeat')).toHaveLength(1);
  });

  it('closes with a code that keeps the session when Discord asks for a reconnect, and resumes at once', () => {
    const play = readyPlay().feed({ type: 'frame', frame: { kind: 'reconnect' } });
    expect(play.of('close')[0]?.code).toBe(4900);
    play.feed(closed(4900));
    expect(play.of('connect')[0]?.url).toBe(RESUME);
  });

  it('resumes on a new connection when the session is said to be resumable', () => {
    const play = readyPlay().feed(invalid(true), closed(4900));
    expect(play.of('connect')[0]?.url).toBe(RESUME);
  });

  it.each([
    [0, 1_000],
    [0.999, 4_996],
  ])('waits one to five seconds before a new session when the old one is invalid (random %d)', (random, delayMs) => {
    const play = readyPlay().know({ random }).feed(invalid(false));
    expect(play.of('clear-session')).toHaveLength(1);
    play.feed(closed(4900));
    expect(play.timer('reconnect')).toBe(delayMs);
    play.feed(LATER);
    expect(play.of('connect')[0]?.url).toBe(GATEWAY);
    play.feed(OPENED, HELLO);
    expect(play.state.phase).toBe('permit');
  });

  it('treats a resumable invalid session without a session as lost', () => {
    const play = IN_STATE.identifying().feed(invalid(true), closed(4900));
    expect(play.timer('reconnect')).toBe(3_000);
  });

  it('slows down when IDENTIFY is answered with an invalid session again and again', () => {
    const play = new Play().know({ random: 0 }).feed(START);
    const delays: (number | undefined)[] = [];
    for (let i = 0; i < 7; i++) {
      play.feed(OPENED, HELLO, PERMIT, invalid(false), closed(4900));
      delays.push(play.timer('reconnect'));
      play.feed(LATER);
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
  });

  it('ignores HELLO, READY and RESUMED where they make no sense', () => {
    expect(IN_STATE.ready().feed(HELLO).actions).toEqual([]);
    expect(IN_STATE.permit().feed(READY).state.phase).toBe('permit');
    expect(IN_STATE.identifying().feed(RESUMED).state.phase).toBe('identifying');
  });

  it('reads no frame once it is leaving', () => {
    const frames: ControlFrame[] = [
      { kind: 'hello', intervalMs: 1 },
      { kind: 'heartbeat-request' },
      { kind: 'reconnect' },
      { kind: 'ready', sessionId: 'x', resumeUrl: undefined },
    ];
    for (const frame of frames) expect(IN_STATE.closing().feed({ type: 'frame', frame }).actions).toEqual([]);
  });
});

describe('the heart', () => {
  it('beats first after a random part of the interval, then each interval', () => {
    const play = new Play().know({ random: 0.25 }).feed(START, OPENED, HELLO);
    expect(play.timer('heartbeat')).toBe(10_000);
    play.feed(BEAT);
    expect(play.of('send-heartbeat')).toEqual([{ type: 'send-heartbeat', sequence: null, requested: false }]);
    expect(play.timer('heartbeat')).toBe(40_000);
  });

  it('measures the latency from a beat to its answer', () => {
    const play = readyPlay().feed(BEAT).wait(37).feed(ACK);
    expect(play.state.heart.latencyMs).toBe(37);
  });

  it('reads the socket before it judges a beat without an answer', () => {
    const play = readyPlay().feed(BEAT).wait(40_000).feed(BEAT);
    expect(play.actions).toEqual([{ type: 'drain' }]);
    expect(play.state.phase).toBe('ready');
  });

  it('goes on beating when the answer was only unread', () => {
    const play = readyPlay().feed(BEAT).wait(40_000).feed(BEAT, ACK, { type: 'drained' });
    expect(play.of('send-heartbeat')).toHaveLength(1);
    expect(play.state.phase).toBe('ready');
  });

  it('closes a zombie with 4000 and resumes [seed 61]', () => {
    const play = readyPlay().feed(BEAT).wait(40_000).feed(BEAT, { type: 'drained' });
    expect(play.of('close')).toEqual([{ type: 'close', code: 4000 }]);
    play.feed(closed(4000));
    expect(play.of('connect')[0]?.url).toBe(RESUME);
  });

  it('saves the session with each beat, so that a crash loses little', () => {
    expect(readyPlay().feed(BEAT).of('save-session')).toHaveLength(1);
  });
});

describe('deadlines', () => {
  it.each([
    ['connecting', LIMITS.connectMs],
    ['hello', LIMITS.helloMs],
    ['permit', LIMITS.permitMs],
    ['identifying', LIMITS.readyMs],
    ['resuming', LIMITS.resumedMs],
    ['closing', LIMITS.closeMs],
  ] as const)('sets one on entering "%s"', (phase, limitMs) => {
    const play = IN_STATE[phase]();
    expect(play.state.phase).toBe(phase);
    expect(play.timer('deadline')).toBe(limitMs);
  });

  it('breaks off a socket that does not open, and tries again later', () => {
    const play = IN_STATE.connecting().feed(DEADLINE);
    expect(play.actions[0]).toEqual({ type: 'terminate' });
    expect(play.state.phase).toBe('waiting');
    expect(play.timer('reconnect')).toBe(750);
  });

  it.each(['hello', 'permit', 'identifying', 'resuming'] as const)('leaves a connection stuck in "%s"', (phase) => {
    const play = IN_STATE[phase]().feed(DEADLINE);
    expect(play.of('close')[0]?.code).toBe(4900);
    expect(play.of('log')[0]?.fields?.reason).toMatch(/for more than/);
    play.feed(closed(4900));
    expect(play.state.phase).toBe('waiting');
  });

  it('withdraws from the identify queue when it leaves', () => {
    expect(IN_STATE.permit().feed(DEADLINE).of('cancel-permit')).toHaveLength(1);
    expect(IN_STATE.permit().feed(closed(1006)).of('cancel-permit')).toHaveLength(1);
  });

  it('breaks off a close that is not answered, and goes on', () => {
    const play = IN_STATE.closing().feed(DEADLINE);
    expect(play.actions[0]).toEqual({ type: 'terminate' });
    expect(play.of('connect')[0]?.url).toBe(RESUME);
  });

  it('has none while it is ready', () => {
    const play = IN_STATE.identifying().feed(READY);
    expect(play.of('clear-timer')).toContainEqual({ type: 'clear-timer', name: 'deadline' });
    expect(play.feed(DEADLINE).state.phase).toBe('ready');
  });
});

describe('coming back', () => {
  it('gives a session up after three failed RESUMEs and identifies', () => {
    const play = readyPlay().feed(closed(4000));
    for (let i = 1; i <= MOST_RESUMES; i++) {
      play.feed(OPENED, HELLO);
      expect(play.state.phase).toBe('resuming');
      play.feed(closed(4000), LATER);
    }
    expect(play.state.session).toBeUndefined();
    expect(play.of('connect')[0]?.url).toBe(GATEWAY);
    play.feed(OPENED, HELLO);
    expect(play.state.phase).toBe('permit');
  });

  it('keeps the session while only the network is away, and tries the common address after three failures', () => {
    const play = readyPlay().feed(closed());
    const urls: string[] = [];
    for (let i = 0; i < 5; i++) {
      urls.push(play.of('connect')[0]?.url ?? '');
      play.feed(closed(), LATER);
    }
    expect(urls).toEqual([RESUME, RESUME, RESUME, GATEWAY, GATEWAY]);
    play.feed(OPENED, HELLO);
    expect(play.of('send-resume')).toHaveLength(1);
  });

  it('gives the session up when the network was away for too long', () => {
    const play = readyPlay()
      .feed(closed(), closed())
      .wait(LIMITS.sessionMs + 1)
      .feed(LATER);
    expect(play.of('clear-session')).toHaveLength(1);
    expect(play.of('connect')[0]?.url).toBe(GATEWAY);
  });

  it('doubles its delay up to a minute, whatever opens in between, until READY', () => {
    const play = new Play().know({ random: 0 }).feed(START);
    const delays: (number | undefined)[] = [];
    for (let i = 0; i < 8; i++) {
      play.feed(OPENED, closed());
      delays.push(play.timer('reconnect'));
      play.feed(LATER);
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    play.feed(OPENED, HELLO, PERMIT, READY).wait(60_000).feed(closed());
    expect(play.state.phase).toBe('connecting');
  });

  it('takes the random part off the delay, never onto it', () => {
    expect(new Play().know({ random: 0.999 }).feed(START, closed()).timer('reconnect')).toBeCloseTo(500.5);
  });

  it.each([
    [4000, [undefined, 1_000, 1_000, 1_000, 1_000, 1_000]],
    [4009, [undefined, 1_000, 2_000, 4_000, 8_000, 16_000]],
  ])('slows down when ready connections are lost at once again and again by %i', (code, expected) => {
    const play = new Play().know({ random: 0 }).feed(START);
    const delays: (number | undefined)[] = [];
    for (let i = 0; i < 6; i++) {
      play.feed(OPENED, HELLO, ...(play.state.session ? [RESUMED] : [PERMIT, READY]), closed(code));
      delays.push(play.timer('reconnect'));
      play.feed(LATER);
    }
    expect(delays).toEqual(expected);
  });

  it('waits as long as a refused upgrade asks', () => {
    const end = { code: undefined, reason: '', httpStatus: 429, retryAfterMs: 30_000 };
    const play = new Play().feed(START, { type: 'closed', end });
    expect(play.timer('reconnect')).toBe(30_000);
    expect(play.state.reason).toContain('429');
  });

  it('resumes after a stream that cannot be read', () => {
    const play = readyPlay().feed({ type: 'corrupt', problem: 'bad bytes' }, closed(4900));
    expect(play.of('connect')[0]?.url).toBe(RESUME);
  });
});

describe('the identify budget', () => {
  const refusal: ShardInput = {
    type: 'permit-refused',
    retryAfterMs: 3_600_000,
    error: new GatewayError({ code: 'GATEWAY_IDENTIFY_BUDGET', kind: 'budget', message: 'used up' }),
  };

  it('stops a shard that was never ready', () => {
    const play = IN_STATE.permit().feed(refusal);
    expect(play.state.phase).toBe('stopped');
    expect(play.of('stopped')[0]?.failure?.kind).toBe('refused');
  });

  it('makes a shard that was ready wait for the reset', () => {
    const play = readyPlay().feed(closed(4009), OPENED, HELLO, refusal, closed(4900));
    expect(play.state.phase).toBe('waiting');
    expect(play.timer('reconnect')).toBe(3_600_000);
  });
});

describe('closing', () => {
  it.each(['hello', 'permit', 'identifying', 'resuming', 'ready'] as const)('ends "%s" with 1000', (phase) => {
    const play = IN_STATE[phase]().feed({ type: 'close', resumable: false });
    expect(play.of('close')).toEqual([{ type: 'close', code: 1000 }]);
    play.feed(closed(1000));
    expect(play.state.phase).toBe('stopped');
    expect(play.of('clear-session')).toHaveLength(1);
    expect(play.of('stopped')).toEqual([{ type: 'stopped', failure: undefined }]);
  });

  it('keeps the session when asked to', () => {
    const play = readyPlay().feed({ type: 'close', resumable: true });
    expect(play.of('close')[0]?.code).toBe(4900);
    play.feed(closed(4900));
    expect(play.of('save-session')).toHaveLength(1);
    expect(play.of('clear-session')).toEqual([]);
    expect(play.state.session?.id).toBe('one');
  });

  it.each(['connecting', 'waiting'] as const)('stops at once in "%s"', (phase) => {
    expect(IN_STATE[phase]().feed({ type: 'close', resumable: false }).state.phase).toBe('stopped');
  });

  it('stops instead of reconnecting when it was leaving anyway', () => {
    const play = IN_STATE.closing().feed({ type: 'close', resumable: true }, closed(4900));
    expect(play.state.phase).toBe('stopped');
    expect(play.of('connect')).toEqual([]);
  });

  it('does not hang on a close that is not answered', () => {
    const play = readyPlay().feed({ type: 'close', resumable: false }, DEADLINE);
    expect(play.state.phase).toBe('stopped');
    expect(play.of('terminate')).toHaveLength(1);
  });

  it('leaves the stored session alone when it never started', () => {
    const play = new Play().feed({ type: 'close', resumable: false });
    expect(play.actions).toEqual([{ type: 'stopped', failure: undefined }]);
  });

  it('answers nothing once it has stopped', () => {
    for (const input of [START, OPENED, HELLO, READY, closed(4000), DEADLINE, BEAT, LATER, PERMIT]) {
      expect(IN_STATE.stopped().feed(input).actions).toEqual([]);
    }
  });
});

describe('whatever happens', () => {
  const frames: ControlFrame[] = [
    { kind: 'hello', intervalMs: 40_000 },
    { kind: 'heartbeat-request' },
    { kind: 'heartbeat-ack' },
    { kind: 'reconnect' },
    { kind: 'invalid-session', resumable: true },
    { kind: 'invalid-session', resumable: false },
    { kind: 'ready', sessionId: 'one', resumeUrl: RESUME },
    { kind: 'resumed' },
  ];
  const anyInput: fc.Arbitrary<ShardInput> = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...frames).map((frame): ShardInput => ({ type: 'frame', frame })) },
    { weight: 3, arbitrary: fc.constantFrom<ShardInput>(OPENED, PERMIT, HELLO) },
    { weight: 2, arbitrary: fc.constantFrom<ShardInput>(DEADLINE, BEAT, LATER, { type: 'drained' }) },
    fc.constantFrom(undefined, 1000, 4000, 4007, 4009).map((code) => closed(code)),
    fc.constant<ShardInput>({ type: 'corrupt', problem: 'bad' }),
  );

  it('always has a timer that gets it out of a state that is not ready', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyInput, fc.nat(50_000)), { maxLength: 80 }), (script) => {
        const play = new Play().feed(START);
        const set = new Set(['deadline']);
        for (const [input, passMs] of script) {
          if (input.type === 'timer') {
            // A timer fires only if it is set.
            if (!set.delete(input.name)) continue;
          }
          play.wait(passMs).feed(input);
          for (const action of play.actions) {
            if (action.type === 'set-timer') set.add(action.name);
            if (action.type === 'clear-timer') set.delete(action.name);
          }
          const { phase, heart } = play.state;
          if (phase === 'waiting') expect(set).toContain('reconnect');
          else if (phase === 'ready') expect(set.has('heartbeat') || heart.judging).toBe(true);
          else expect(set).toContain('deadline');
          expect(phase === 'ready').toBe(play.state.awaySinceMs === undefined);
        }
      }),
      { numRuns: 500 },
    );
  });
});

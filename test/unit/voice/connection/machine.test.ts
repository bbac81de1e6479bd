import fc from 'fast-check';
import { type VoiceInput, type VoicePhase } from '../../../../src/voice/connection/connection-state';
import {
  A,
  ack,
  B,
  closed,
  DEADLINE,
  DESCRIPTION,
  DISCOVERED,
  HELLO,
  IN_STATE,
  JOIN,
  LEAVE,
  LIMITS,
  play,
  READY,
  readyPlay,
  RESUMED,
  server,
  SERVER,
  SESSION,
  state,
  STATE,
  timer,
  SENT,
} from './play';

const PHASES = Object.keys(IN_STATE) as VoicePhase[];

describe('a join', () => {
  it.each([
    ['state first', [STATE, SERVER]],
    ['server first', [SERVER, STATE]],
  ])('goes from opcode 4 to ready, %s', (_order, answers) => {
    const join = play().feed(JOIN);
    expect(join.signals).toEqual([A]);
    expect(join.timer('deadline')).toBe(LIMITS.signalMs);
    join.feed(answers[0]!);
    expect(join.state.phase).toBe('signalling');
    join.feed(answers[1]!);
    expect(join.of('open')).toEqual([{ type: 'open', endpoint: 'one.test:443' }]);
    join.feed(HELLO);
    expect(join.of('send-identify')).toEqual([
      { type: 'send-identify', channelId: A, sessionId: 'session', token: 'first' },
    ]);
    join.feed(READY);
    expect(join.of('open-udp')).toEqual([{ type: 'open-udp', address: '10.0.0.1', port: 50_000, ssrc: 7 }]);
    join.feed(DISCOVERED);
    expect(join.of('select')).toEqual([{ type: 'select', address: '8.8.8.8', port: 4_000, mode: 'mode' }]);
    join.feed(DESCRIPTION);
    expect(join.actions.map(({ type }) => type)).toEqual(['begin', 'clear-timer', 'set-timer', 'ready', 'log']);
    expect(join.state).toMatchObject({ phase: 'ready', reconnects: 0, canResume: true });
    expect(join.signals).toEqual([A]);
  });

  it('waits as long again when opcode 4 had to wait for its turn', () => {
    const join = play().feed(JOIN).wait(9_000).feed({ type: 'signal-sent' });
    expect(join.timer('deadline')).toBe(LIMITS.signalMs);
  });

  it('ends at once when opcode 4 cannot be sent', () => {
    const join = play().feed(JOIN, { type: 'signal-failed', error: new Error('the gateway is closed') });
    expect(join.of('stopped')).toMatchObject([{ reason: 'no-answer', failure: { kind: 'not-sent' } }]);
  });

  it('does not take an answer to something earlier for its own', () => {
    const join = play().feed(JOIN, state(null), SERVER);
    expect(join.state.phase).toBe('signalling');
    expect(join.feed(STATE).state.phase).toBe('opening');
  });

  it('goes where a moderator has moved it before it arrived', () => {
    const join = play().feed(JOIN, state(B), SERVER, HELLO);
    expect(join.of('send-identify')).toMatchObject([{ channelId: B }]);
  });

  it('waits for a server that Discord looks for, and never talks to an old one [seed 106]', () => {
    const join = play().feed(JOIN, STATE, server('none', null));
    expect(join.state.phase).toBe('waiting-server');
    expect(join.timer('deadline')).toBe(LIMITS.serverMs);
    join.feed(server('next', 'two.test:443'));
    expect(join.of('open')).toEqual([{ type: 'open', endpoint: 'two.test:443' }]);
  });

  it('still needs its own state when the server was looked for first', () => {
    const join = play().feed(JOIN, server('none', null), server('next', 'two.test:443'));
    expect(join.state.phase).toBe('signalling');
    expect(join.feed(STATE).of('open')).toHaveLength(1);
  });

  it('ends when no server comes within its limit, and leaves the channel', () => {
    const join = play().feed(JOIN, STATE, server('none', null), DEADLINE);
    expect(join.of('stopped')).toMatchObject([{ reason: 'server-gone' }]);
    expect(join.signals).toEqual([A, null]);
  });

  it('ends with what was offered when no encryption is common', () => {
    const none: VoiceInput = {
      type: 'frame',
      frame: { kind: 'ready', ssrc: 7, address: '10.0.0.1', port: 50_000, mode: undefined, offered: ['plain'] },
    };
    const join = play().feed(JOIN, STATE, SERVER, HELLO, none);
    expect(join.of('stopped')).toEqual([
      { type: 'stopped', reason: 'no-cipher', failure: { kind: 'no-cipher', offered: ['plain'] } },
    ]);
  });
});

describe('discovery of the own address', () => {
  it('asks six times, each time waiting longer', () => {
    const discovery = IN_STATE.discovering();
    const waits = [discovery.timer('discovery')];
    for (let again = 0; again < 5; again += 1) {
      discovery.feed(timer('discovery'));
      expect(discovery.of('discover')).toHaveLength(1);
      waits.push(discovery.timer('discovery'));
    }
    expect(waits).toEqual([300, 600, 900, 1_200, 1_500, 1_800]);
    discovery.feed(timer('discovery'));
    expect(discovery.state.phase).toBe('backoff');
    expect(discovery.of('discover')).toHaveLength(0);
  });

  it('calls UDP blocked when a second session has no answer either', () => {
    const discovery = IN_STATE.discovering();
    for (let again = 0; again < 6; again += 1) discovery.feed(timer('discovery'));
    discovery.feed(timer('retry'), HELLO, READY);
    for (let again = 0; again < 6; again += 1) discovery.feed(timer('discovery'));
    expect(discovery.of('stopped')).toMatchObject([{ reason: 'udp-blocked' }]);
    expect(discovery.signals).toEqual([A, null]);
  });

  it('begins a new session when the UDP socket fails', () => {
    const failed = readyPlay().feed({ type: 'udp-failed', error: new Error('ENETUNREACH') });
    expect(failed.state).toMatchObject({ phase: 'backoff', next: 'identify' });
    expect(failed.of('reconnecting')).toMatchObject([{ reason: 'udp-failed' }]);
  });
});

describe('close codes of a ready connection', () => {
  it.each([undefined, 1000, 1001, 1006, 3000, 4015, 4500])(
    '%s: resumes at once, with what it has seen [seed 116]',
    (code) => {
      const lost = readyPlay().know({ sequence: 11 }).feed(closed(code));
      expect(lost.state.phase).toBe('opening');
      expect(lost.of('open')).toEqual([{ type: 'open', endpoint: 'one.test:443' }]);
      lost.feed(HELLO);
      expect(lost.of('send-resume')).toEqual([
        { type: 'send-resume', channelId: A, sessionId: 'session', token: 'first', sequence: 11 },
      ]);
      lost.feed(RESUMED);
      expect(lost.of('ready')).toEqual([{ type: 'ready', resumed: true }]);
      expect(lost.signals).toEqual([A]);
      expect(lost.state.reconnects).toBe(1);
    },
  );

  it.each([4006, 4009, 4011])('%s: a new session by opcode 4, after a wait [seed 116]', (code) => {
    const lost = readyPlay().feed(closed(code));
    expect(lost.state).toMatchObject({ phase: 'backoff', next: 'signal', attempt: 1 });
    expect(lost.timer('retry')).toBe(1_500);
    expect(lost.of('drop-session')).toHaveLength(1);
    expect(lost.signals).toEqual([A]);
    lost.feed(timer('retry'));
    expect(lost.signals).toEqual([A, A]);
    // The own state has not changed, so Discord need not repeat it.
    expect(lost.feed(server('second')).state.phase).toBe('opening');
    expect(lost.feed(...SESSION).state.phase).toBe('ready');
  });

  it.each([4001, 4002, 4003, 4004, 4005, 4012, 4016, 4020])('%s: one more try, then the end', (code) => {
    const lost = readyPlay().know({ lastSent: 'select-protocol' }).feed(closed(code, 'no'));
    expect(lost.state).toMatchObject({ phase: 'backoff', next: 'signal', faults: 1 });
    lost.feed(timer('retry'), server('second'), HELLO, closed(code, 'no'));
    expect(lost.of('stopped')).toEqual([
      {
        type: 'stopped',
        reason: 'protocol',
        failure: { kind: 'close', code, reason: 'no', lastSent: 'select-protocol' },
      },
    ]);
    expect(lost.signals).toEqual([A, A, null]);
  });

  it('4014: waits five seconds for a move, then stops without opcode 4', () => {
    const lost = readyPlay().feed(closed(4014));
    expect(lost.state.phase).toBe('lingering');
    expect(lost.timer('deadline')).toBe(5_000);
    lost.feed(DEADLINE);
    expect(lost.of('stopped')).toMatchObject([{ reason: 'kicked' }]);
    expect(lost.signals).toEqual([A]);
  });

  it.each([4014, 4022])('%s: follows a server that is named within the wait', (code) => {
    const moved = readyPlay().feed(closed(code), server('second', 'two.test:443'));
    expect(moved.of('open')).toEqual([{ type: 'open', endpoint: 'two.test:443' }]);
    expect(moved.of('reconnecting')).toMatchObject([{ reason: 'server-moved' }]);
    expect(moved.feed(...SESSION).state.phase).toBe('ready');
    expect(moved.signals).toEqual([A]);
  });

  it('4014: follows into another channel, whose state comes after the close', () => {
    const moved = readyPlay().feed(closed(4014), state(B));
    expect(moved.state.phase).toBe('signalling');
    moved.feed(server('second'), HELLO);
    expect(moved.of('send-identify')).toMatchObject([{ channelId: B, token: 'second' }]);
  });

  it('4014 after a state without a channel: kicked, at once [seed 108]', () => {
    const kicked = readyPlay().feed(state(null), closed(4014));
    expect(kicked.of('stopped')).toMatchObject([{ reason: 'kicked' }]);
    expect(kicked.signals).toEqual([A]);
  });

  it('4014 before a state without a channel: kicked, without the rest of the wait', () => {
    expect(readyPlay().feed(closed(4014), state(null)).of('stopped')).toMatchObject([{ reason: 'kicked' }]);
  });

  it('4014 of a channel that was deleted is no kick [seed 108]', () => {
    const gone = readyPlay().feed({ type: 'channel-deleted', channelId: A }, closed(4014));
    expect(gone.of('stopped')).toMatchObject([{ reason: 'channel-deleted' }]);
  });

  it('4014 with the main session lost: waits for a new one, and joins again', () => {
    const lost = readyPlay().know({ mainSessionId: undefined }).feed(closed(4014));
    expect(lost.state.phase).toBe('waiting-session');
    lost.know({ mainSessionId: 'other' }).feed({ type: 'main-session-renewed' });
    expect(lost.state.phase).toBe('signalling');
    expect(lost.signals).toEqual([A, A]);
    expect(lost.feed(server('second')).state.phase).toBe('signalling');
    expect(lost.feed(state(A, 'session-2'), HELLO).of('send-identify')).toMatchObject([{ sessionId: 'session-2' }]);
  });

  it('ends when no new main session comes [seed 108]', () => {
    expect(IN_STATE['waiting-session']().feed(DEADLINE).of('stopped')).toMatchObject([{ reason: 'session-lost' }]);
  });

  it.each([
    [4017, 'dave-required'],
    [4021, 'rate-limited'],
  ])('%s: stops at once', (code, reason) => {
    const lost = readyPlay().feed(closed(code));
    expect(lost.of('stopped')).toMatchObject([{ reason, failure: { code } }]);
    expect(lost.of('open')).toHaveLength(0);
    expect(lost.signals).toEqual([A, null]);
  });

  it('4022: stops when no server follows', () => {
    const lost = readyPlay().feed(closed(4022), DEADLINE);
    expect(lost.of('stopped')).toMatchObject([{ reason: 'call-terminated' }]);
    expect(lost.signals).toEqual([A]);
  });
});

describe('failures in a row', () => {
  it('begin a new session after five RESUMEs that did not last', () => {
    const lost = readyPlay();
    const waits: (number | undefined)[] = [];
    for (let resume = 0; resume < 5; resume += 1) {
      lost.feed(closed(1006));
      waits.push(lost.timer('retry'));
      if (lost.state.phase === 'backoff') lost.feed(timer('retry'));
      expect(lost.feed(HELLO).of('send-resume')).toHaveLength(1);
    }
    expect(waits).toEqual([undefined, 1_500, 3_000, 6_000, 12_000]);
    lost.feed(closed(1006), timer('retry'), HELLO);
    expect(lost.of('send-identify')).toHaveLength(1);
    expect(lost.signals).toEqual([A]);
  });

  it.each([4006, 4004, 1006, undefined, 4015])(
    'of a server that closes with %s after Identify end in an error, after few joins',
    (code) => {
      const loop = play().feed(JOIN, STATE, SERVER);
      let sockets = 0;
      for (let turn = 0; turn < 50 && loop.state.phase !== 'stopped'; turn += 1) {
        if (loop.state.phase === 'opening') {
          sockets += 1;
          loop.feed(HELLO, closed(code));
        } else if (loop.state.phase === 'backoff') loop.wait(60_000).feed(timer('retry'));
        else loop.feed(server(`t${turn}`));
      }
      expect(loop.state.phase).toBe('stopped');
      expect(loop.state.end).toBe(code === 4004 ? 'protocol' : 'unreachable');
      expect(sockets).toBeLessThanOrEqual(6);
      expect(loop.signals.filter((channelId) => channelId !== null).length).toBeLessThanOrEqual(6);
      expect(loop.signals.at(-1)).toBeNull();
    },
  );

  it('are remembered over a connection that was ready for a moment only', () => {
    const flapping = readyPlay();
    let ready = 0;
    while (flapping.feed(closed(4006)).state.end === undefined && ready < 50) {
      flapping.feed(timer('retry'), server(`t${ready}`), ...SESSION).wait(1_000);
      ready += 1;
    }
    expect(ready).toBe(5);
  });

  it('are forgotten after half a minute of being ready', () => {
    const lost = readyPlay().feed(closed(4006), timer('retry'), server('second'), ...SESSION);
    expect(lost.state.attempt).toBe(1);
    expect(lost.feed(timer('stable')).state.attempt).toBe(0);
  });

  it('send no opcode 4 for which there is no room', () => {
    const lost = readyPlay().know({ signalWaitMs: 40_000 }).feed(closed(4006));
    expect(lost.timer('retry')).toBe(40_000);
    lost.know({ signalWaitMs: 7_000 }).feed(timer('retry'));
    expect(lost.timer('retry')).toBe(7_000);
    expect(lost.signals).toEqual([A]);
    lost.know({ signalWaitMs: 0 }).feed(timer('retry'));
    expect(lost.signals).toEqual([A, A]);
  });

  it('of the main gateway end in an error that says what was heard', () => {
    const silent = readyPlay().feed(closed(4006));
    for (let turn = 0; turn < 20 && silent.state.phase !== 'stopped'; turn += 1) {
      silent.feed(...(silent.state.phase === 'backoff' ? [timer('retry')] : [SENT, DEADLINE]));
    }
    expect(silent.of('stopped')).toMatchObject([
      { reason: 'no-answer', failure: { kind: 'unanswered', heardServer: false } },
    ]);
    expect(silent.signals.length).toBeLessThanOrEqual(7);
  });
});

describe('a server that is asked for anew and not named', () => {
  it('is asked for by leaving and joining, once', () => {
    const silent = readyPlay().feed(closed(4006), timer('retry'), SENT).feed(timer('rejoin'));
    expect(silent.signals).toEqual([A, A, null]);
    silent.feed(state(null));
    expect(silent.signals).toEqual([A, A, null, A]);
    expect(silent.state.phase).toBe('signalling');
    silent.feed(timer('rejoin'));
    expect(silent.signals).toHaveLength(4);
    expect(silent.feed(server('second')).state.phase).toBe('signalling');
    expect(silent.feed(STATE).state.phase).toBe('opening');
  });

  it('is asked for again also when the leave is not confirmed', () => {
    const silent = readyPlay().feed(closed(4006), timer('retry'), SENT, timer('rejoin'), timer('rejoin'));
    expect(silent.signals).toEqual([A, A, null, A]);
  });

  it('is not asked for so by a bot that was never let in', () => {
    expect(play().feed(JOIN, SENT, timer('rejoin')).signals).toEqual([A]);
  });

  it('needs no second leave when the bot leaves on the way', () => {
    const left = readyPlay().feed(closed(4006), timer('retry'), SENT, timer('rejoin'), LEAVE);
    expect(left.signals).toEqual([A, A, null]);
    expect(left.of('stopped')).toMatchObject([{ reason: 'left' }]);
  });
});

describe('moves', () => {
  it('of the bot itself keep the old call until Discord has moved it', () => {
    const move = readyPlay().feed({ type: 'join', channelId: B });
    expect(move.state.phase).toBe('ready');
    expect(move.signals).toEqual([A, B]);
    move.feed(state(B));
    expect(move.state.phase).toBe('signalling');
    expect(move.of('reconnecting')).toMatchObject([{ reason: 'channel-moved' }]);
    move.feed(server('second'), HELLO);
    expect(move.of('send-identify')).toMatchObject([{ channelId: B, token: 'second' }]);
    expect(move.signals).toEqual([A, B]);
  });

  it('are understood when the server is told before the state', () => {
    const move = readyPlay().feed({ type: 'join', channelId: B }, server('second'), state(B), HELLO);
    expect(move.of('send-identify')).toMatchObject([{ channelId: B, token: 'second' }]);
    expect(move.of('open', move.log)).toHaveLength(2);
  });

  it('begin the session anew when the state comes after it was begun for the old channel', () => {
    const move = readyPlay().feed(server('second'), ...SESSION, state(B), ...SESSION);
    expect(move.state).toMatchObject({ phase: 'ready', sessionChannelId: B });
    expect(move.of('open', move.log)).toHaveLength(3);
  });

  it('that were not sent, or not answered in time, are asked for again when somebody asks again', () => {
    const toB: VoiceInput = { type: 'join', channelId: B };
    const moving = readyPlay().feed(toB);
    const asked = moving.signals.length;
    expect(moving.wait(LIMITS.signalMs - 1).feed(toB).signals.length).toBe(asked);
    expect(moving.wait(1).feed(toB).signals.length).toBe(asked + 1);
    moving.feed({ type: 'signal-failed', error: new Error('no') });
    expect(moving.feed(toB).signals.length).toBe(asked + 2);
    expect(moving.state.phase).toBe('ready');
  });

  it('back by a moderator, amid a move of the bot, are believed', () => {
    const moving = readyPlay().feed(server('gone', null), { type: 'join', channelId: B });
    expect(moving.state).toMatchObject({ phase: 'signalling', channelBefore: A });
    moving.feed(state(A));
    expect(moving.state.wanted).toBe(B);
    moving.feed(state(B), state(A), server('second'), ...SESSION);
    expect(moving.state).toMatchObject({ phase: 'ready', wanted: A, channelId: A });
  });

  it('that are not answered leave everything as it was', () => {
    const move = readyPlay().feed({ type: 'join', channelId: B }, { type: 'stay' });
    expect(move.state).toMatchObject({ phase: 'ready', wanted: A, channelId: A });
  });

  it('of the server end the session and wait, without a try meanwhile', () => {
    const gone = readyPlay().feed(server('none', null));
    expect(gone.state.phase).toBe('waiting-server');
    expect(gone.of('drop-socket')).toEqual([{ type: 'drop-socket', code: 1000 }]);
    expect(gone.of('open')).toHaveLength(0);
    expect(gone.of('reconnecting')).toMatchObject([{ reason: 'server-moved', next: 'wait' }]);
    gone.feed(closed(4014), timer('retry'), HELLO);
    expect(gone.state.phase).toBe('waiting-server');
    gone.feed(server('second', 'two.test:443'));
    expect(gone.of('open')).toEqual([{ type: 'open', endpoint: 'two.test:443' }]);
    expect(gone.of('reconnecting')).toHaveLength(0);
    expect(gone.feed(HELLO).of('send-identify')).toMatchObject([{ token: 'second' }]);
  });

  it('of the server are told from others when the region was changed [seed 108]', () => {
    const moved = readyPlay().feed({ type: 'region-changed' }, server('second', 'two.test:443'));
    expect(moved.of('reconnecting')).toMatchObject([{ reason: 'region-changed' }]);
  });

  it('begin a new session for a new token of the same server [seed 98]', () => {
    const renewed = readyPlay().feed(server('second'));
    expect(renewed.of('drop-socket')).toEqual([{ type: 'drop-socket', code: 1000 }]);
    expect(renewed.of('reconnecting')).toMatchObject([{ reason: 'token-renewed' }]);
    expect(renewed.feed(HELLO).of('send-identify')).toMatchObject([{ token: 'second' }]);
  });

  it('are not what a repeated server update means', () => {
    const before = readyPlay();
    expect(before.feed(SERVER).actions).toEqual([]);
  });
});

describe('the heart', () => {
  it('beats at the interval of HELLO with the number that was seen last', () => {
    const beating = IN_STATE.identifying();
    expect(beating.timer('heartbeat')).toBe(20_000);
    beating.feed(timer('heartbeat'));
    expect(beating.of('send-heartbeat')).toEqual([{ type: 'send-heartbeat', nonce: 1, sequence: -1 }]);
    expect(beating.timer('heartbeat')).toBe(40_000);
    beating.wait(80).feed(ack(1)).know({ sequence: 0 }).wait(39_920).feed(timer('heartbeat'));
    expect(beating.state.heart.latencyMs).toBe(80);
    expect(beating.of('send-heartbeat')).toEqual([{ type: 'send-heartbeat', nonce: 2, sequence: 0 }]);
  });

  it('ends a silent socket resumably, but reads it first', () => {
    const silent = readyPlay().feed(timer('heartbeat'), timer('heartbeat'));
    expect(silent.of('drain')).toHaveLength(1);
    silent.feed({ type: 'drained' });
    expect(silent.of('drop-socket')).toEqual([{ type: 'drop-socket', code: 4900 }]);
    expect(silent.feed(HELLO).of('send-resume')).toHaveLength(1);
  });

  it('goes on when the answer was only unread', () => {
    const late = readyPlay().feed(timer('heartbeat'), timer('heartbeat'), ack(1), { type: 'drained' });
    expect(late.state.phase).toBe('ready');
    expect(late.of('send-heartbeat')).toHaveLength(1);
  });

  it('tells no time by an answer to another beat', () => {
    expect(readyPlay().feed(timer('heartbeat')).wait(50).feed(ack(99)).state.heart.latencyMs).toBeUndefined();
  });
});

describe('the end', () => {
  it.each(PHASES.filter((phase) => !['idle', 'stopped'].includes(phase)))(
    'of a connection that is %s: one leave, no timer, no socket',
    (phase) => {
      const leaving = IN_STATE[phase]().feed(LEAVE);
      expect(leaving.state).toMatchObject({ phase: 'stopped', end: 'left' });
      expect(leaving.of('signal')).toEqual([{ type: 'signal', channelId: null }]);
      expect(leaving.of('set-timer')).toEqual([]);
      expect(leaving.of('stopped')).toHaveLength(1);
      expect(leaving.feed(LEAVE).actions).toEqual([]);
    },
  );

  it('closes the socket so that the session ends with it', () => {
    expect(readyPlay().feed(LEAVE).of('drop-socket')).toEqual([{ type: 'drop-socket', code: 1000 }]);
  });

  it('after a kick is no leave, and sends nothing', () => {
    const kicked = readyPlay().feed(state(null));
    expect(kicked.state.phase).toBe('ready');
    kicked.feed(LEAVE);
    expect(kicked.of('stopped')).toMatchObject([{ reason: 'kicked' }]);
    expect(kicked.signals).toEqual([A]);
  });

  it.each<readonly [string, readonly VoiceInput[]]>([
    ['its datagrams do not get through', [{ type: 'udp-failed', error: new Error('no') }]],
    ['its server falls silent', [timer('heartbeat'), timer('heartbeat'), { type: 'drained' }]],
    ['nobody agrees on its encryption', [{ type: 'dave-stuck', waitedMs: 1 }]],
    ['the main session is renewed', [{ type: 'main-session-renewed' }]],
  ])('after a kick that the hooks overlooked comes when %s, and does not bring the bot back', (_when, inputs) => {
    const kicked = readyPlay().feed(state(null));
    const before = kicked.signals.length;
    expect(kicked.state.phase).toBe('ready');
    kicked.feed(...inputs);
    expect(kicked.state).toMatchObject({ phase: 'stopped', end: 'kicked' });
    expect(kicked.signals.length).toBe(before);
  });

  it('after a kick is taken back by a new join', () => {
    const back = readyPlay().feed(state(null), JOIN);
    expect(back.state.phase).toBe('signalling');
    expect(back.signals).toEqual([A, A]);
  });

  it('of a call without encryption that was agreed on comes after one more try', () => {
    const stuck = readyPlay().feed({ type: 'dave-stuck', waitedMs: 10_000 });
    expect(stuck.state).toMatchObject({ phase: 'backoff', next: 'identify' });
    stuck.feed(timer('retry'), ...SESSION, { type: 'dave-stuck', waitedMs: 10_000 });
    expect(stuck.of('stopped')).toMatchObject([{ reason: 'dave-failed' }]);
  });
});

describe('any order of inputs', () => {
  const anything = fc.constantFrom<VoiceInput>(
    JOIN,
    { type: 'join', channelId: B },
    { type: 'stay' },
    STATE,
    state(B),
    state(null),
    SERVER,
    server('second'),
    server('third', 'two.test:443'),
    server('none', null),
    HELLO,
    READY,
    DISCOVERED,
    DESCRIPTION,
    RESUMED,
    ack(1),
    ...[undefined, 1006, 4004, 4006, 4014, 4015, 4022].map((code) => closed(code)),
    ...(['deadline', 'rejoin', 'discovery', 'heartbeat', 'retry', 'stable'] as const).map(timer),
    { type: 'drained' },
    { type: 'signal-sent' },
    { type: 'signal-failed', error: new Error('no') },
    { type: 'udp-failed', error: new Error('no') },
    { type: 'dave-stuck', waitedMs: 1 },
    { type: 'main-session-renewed' },
    { type: 'region-changed' },
    { type: 'channel-deleted', channelId: A },
  );

  it('leaves a deadline in every state that has to end', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 60 }), (inputs) => {
        const random = play();
        const timers = new Set<string>();
        for (const input of inputs) {
          if (input.type === 'timer') {
            // A timer that is not set does not fire.
            if (!timers.has(input.name)) continue;
            timers.delete(input.name);
          }
          random.wait(100).feed(input);
          for (const action of random.actions) {
            if (action.type === 'set-timer') timers.add(action.name);
            if (action.type === 'clear-timer') timers.delete(action.name);
          }
          const { phase } = random.state;
          if (phase === 'backoff') expect(timers).toContain('retry');
          else if (phase === 'discovering') expect(timers).toContain('discovery');
          else if (phase === 'stopped') expect([...timers]).toEqual([]);
          else if (phase !== 'idle' && phase !== 'ready') expect(timers).toContain('deadline');
        }
      }),
      { seed: 20_261_130, numRuns: 2_000 },
    );
  });

  it('never leaves by opcode 4 twice', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (inputs) => {
        const sent = inputs.filter(({ type }) => type !== 'signal-failed');
        const random = play().feed(JOIN, ...sent, LEAVE, LEAVE);
        expect(random.state.phase).toBe('stopped');
        const last = random.signals.slice(-2);
        expect(last).not.toEqual([null, null]);
      }),
      { seed: 20_261_130, numRuns: 2_000 },
    );
  });
});

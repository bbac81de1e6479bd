/** What comes at a bad moment: a kick on the way, a socket that fails while another is opened, states of a session that is gone. */
import {
  A,
  B,
  closed,
  DEADLINE,
  DESCRIPTION,
  DISCOVERED,
  HELLO,
  JOIN,
  play,
  READY,
  readyPlay,
  RESUMED,
  server,
  SENT,
  SESSION,
  state,
  STATE,
  timer,
} from './play';

describe('a kick', () => {
  it('right after a move by a moderator ends the call, which never comes back by itself', () => {
    const kicked = readyPlay().feed(state(B), state(null));
    expect(kicked.of('stopped')).toMatchObject([{ reason: 'kicked' }]);
    expect(kicked.feed(DEADLINE, timer('retry')).signals).toEqual([A]);
  });

  it('between the state and the server of a join ends it, and gives up the place that may still be handed out', () => {
    const kicked = play().feed(JOIN, STATE, state(null));
    expect(kicked.of('stopped')).toMatchObject([{ reason: 'kicked' }]);
    expect(kicked.signals).toEqual([A, null]);
  });

  it('while a server is asked for anew ends the call', () => {
    const kicked = readyPlay().feed(closed(4006), timer('retry'), state(null));
    expect(kicked.of('stopped')).toMatchObject([{ reason: 'kicked' }]);
    expect(kicked.signals).toEqual([A, A, null]);
  });

  it('is not what the end of an older session’s state means, to a call that waits to be joined anew', () => {
    const renewed = readyPlay().know({ signalWaitMs: 5_000 }).feed({ type: 'main-session-renewed' }, state(null));
    expect(renewed.state.phase).toBe('backoff');
    expect(renewed.know({ signalWaitMs: 0 }).feed(timer('retry')).signals).toEqual([A, A]);
  });
});

describe('a command that waits in the queue of its shard', () => {
  it('is not asked for again, which would only cost its place, until it cannot be waited for any more', () => {
    const queued = play().feed(JOIN).wait(10_000).feed(DEADLINE);
    expect([queued.state.phase, queued.timer('deadline')]).toEqual(['signalling', 10_000]);
    expect(queued.wait(60_000).feed(SENT).timer('deadline')).toBe(10_000);
    expect(queued.wait(10_000).feed(DEADLINE).of('reconnecting')).toMatchObject([{ reason: 'no-answer' }]);
    const stuck = play().feed(JOIN).wait(90_000).feed(DEADLINE);
    expect(stuck.state.phase).toBe('backoff');
  });

  it('is no reason to leave and join: nobody has been asked yet', () => {
    const queued = readyPlay().feed(closed(4006), timer('retry')).feed(timer('rejoin'));
    expect(queued.signals).toEqual([A, A]);
    expect(queued.feed(SENT).timer('rejoin')).toBe(5_000);
    expect(queued.feed(timer('rejoin')).signals).toEqual([A, A, null]);
  });
});

describe('a UDP socket that fails', () => {
  it('while the voice socket is opened again is no session to resume: a new one is begun', () => {
    const failed = readyPlay().feed(closed(1006), { type: 'udp-failed', error: new Error('gone') }, HELLO);
    expect(failed.of('send-resume')).toEqual([]);
    expect(failed.of('send-identify')).toHaveLength(1);
    expect(failed.feed(READY, DISCOVERED, DESCRIPTION).state.phase).toBe('ready');
  });

  it('of an old session says nothing of the one that is begun', () => {
    const begun = readyPlay().feed(server('second'), { type: 'udp-failed', error: new Error('gone') }, ...SESSION);
    expect(begun.state).toMatchObject({ phase: 'ready', udpFailures: 0 });
    expect(begun.feed(closed(1006), HELLO, RESUMED).state.phase).toBe('ready');
  });
});

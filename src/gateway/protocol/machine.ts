/**
 * The life of a shard as a pure function: a state and what happened go in, the next state and what to do come out.
 *
 * A session is Discord's memory of a client; a connection is the socket that serves it. Sockets come and go, and a
 * session outlives them: whoever comes back within a few minutes with the session's id and the number of the last event
 * it saw is sent what it missed (RESUME). Whoever cannot must begin a new session (IDENTIFY), of which there are only a
 * thousand a day; a bot that uses them up has its token reset. So everything here tries to keep the session: own
 * closes use a code that keeps it, unknown ends are resumed, and only a session that Discord calls invalid, that failed
 * three times, or that is too old is given up.
 *
 * Every state but `ready` and `stopped` has a deadline, so that no shard hangs in one and no shard is called ready that
 * is not. How a connection ends is in `ending.ts`, how a lost one is replaced in `comeback.ts`.
 * https://discord.com/developers/docs/events/gateway#connection-lifecycle
 */
import { type ShardDeadlines } from '../deadlines';
import { acknowledged, beat, LONGEST_INTERVAL_MS, requestedBeat, STILL_HEART } from './heartbeat';
import { OwnCloseCode } from './close-codes';
import { connect, leave } from './comeback';
import { onClosed, onCloseRequest } from './ending';
import { type ControlFrame } from './frames';
import {
  type Facts,
  type ShardAction,
  type ShardInput,
  type ShardState,
  type Step,
  type TimerName,
} from './shard-state';
import { clearTimers, enter, isConnected, setTimer, stay } from './steps';

/** Discord asks for a random wait of one to five seconds before a new session. */
const INVALID_SESSION_MS = { least: 1_000, spread: 4_000 } as const;

/** Advances a shard by one input. */
export function step(state: ShardState, input: ShardInput, facts: Facts, limits: ShardDeadlines): Step {
  switch (input.type) {
    case 'start':
      return start(state, input, facts, limits);
    case 'opened':
      if (state.phase !== 'connecting') return stay(state);
      return {
        state: enter(state, 'hello', facts, { reason: 'it waits for HELLO' }),
        actions: [setTimer('deadline', limits.helloMs)],
      };
    case 'frame':
      return onFrame(state, input.frame, facts, limits);
    case 'closed':
      return onClosed(state, input.end, facts, limits);
    case 'corrupt':
      if (!isConnected(state.phase)) return stay(state);
      return leave(state, facts, limits, { code: OwnCloseCode.resumable, reason: input.problem });
    case 'timer':
      return onTimer(state, input.name, facts, limits);
    case 'drained':
      return onDrained(state, facts, limits);
    case 'permit-granted':
      if (state.phase !== 'permit') return stay(state);
      return {
        state: enter(state, 'identifying', facts, { reason: 'it waits for READY' }),
        actions: [{ type: 'reset-sequence' }, { type: 'send-identify' }, setTimer('deadline', limits.readyMs)],
      };
    case 'permit-refused':
      return onPermitRefused(state, input, facts, limits);
    case 'close':
      return onCloseRequest(state, input.resumable, facts, limits);
  }
}

function start(
  state: ShardState,
  input: Extract<ShardInput, { type: 'start' }>,
  facts: Facts,
  limits: ShardDeadlines,
): Step {
  if (state.phase !== 'idle') return stay(state);
  const { gatewayUrl, stored } = input;
  const begun: ShardState = {
    ...state,
    gatewayUrl,
    session: stored?.session,
    aliveAtMs: facts.nowMs - (stored?.ageMs ?? 0),
    awaySinceMs: facts.nowMs,
    // The first connection is no reconnect.
    reconnects: -1,
  };
  return connect(begun, facts, limits);
}

function onFrame(state: ShardState, frame: ControlFrame, facts: Facts, limits: ShardDeadlines): Step {
  if (!isConnected(state.phase)) return stay(state);
  switch (frame.kind) {
    case 'hello':
      return onHello(state, frame.intervalMs, facts, limits);
    case 'heartbeat-request':
      // One that does not leave has no answer to wait for; the next scheduled one is as good.
      if (facts.isLimited) return stay(state);
      return {
        state: { ...state, heart: requestedBeat(state.heart, facts.nowMs) },
        actions: [{ type: 'send-heartbeat', sequence: facts.sequence, requested: true }],
      };
    case 'heartbeat-ack':
      return { state: { ...state, heart: acknowledged(state.heart, facts.nowMs) }, actions: [] };
    case 'reconnect':
      return leave(state, facts, limits, {
        code: OwnCloseCode.resumable,
        reason: 'Discord asked for a reconnect',
        level: 'info',
        asked: true,
      });
    case 'invalid-session':
      return onInvalidSession(state, frame.resumable, facts, limits);
    case 'ready':
      if (state.phase === 'hello' || state.phase === 'permit') return stay(state);
      return becomeReady(
        { ...state, session: { id: frame.sessionId, resumeUrl: frame.resumeUrl ?? state.gatewayUrl } },
        false,
        facts,
      );
    case 'resumed':
      return state.phase === 'resuming' ? becomeReady(state, true, facts) : stay(state);
  }
}

function onHello(state: ShardState, toldMs: number, facts: Facts, limits: ShardDeadlines): Step {
  if (state.phase !== 'hello') return stay(state);
  const intervalMs = Math.min(toldMs, LONGEST_INTERVAL_MS);
  const heart = { ...STILL_HEART, intervalMs, latencyMs: state.heart.latencyMs };
  const firstBeat = setTimer('heartbeat', intervalMs * facts.random);
  const greeted = { ...state, connectFailures: 0 };
  if (!state.session) {
    return {
      state: enter(greeted, 'permit', facts, { heart, reason: 'it waits for its turn to identify' }),
      actions: [firstBeat, setTimer('deadline', limits.permitMs), { type: 'request-permit' }],
    };
  }
  return {
    state: enter(greeted, 'resuming', facts, { heart, resumedFrom: facts.sequence, reason: 'it waits for RESUMED' }),
    actions: [
      firstBeat,
      setTimer('deadline', limits.resumedMs),
      { type: 'send-resume', sessionId: state.session.id, sequence: facts.sequence ?? 0 },
    ],
  };
}

function becomeReady(state: ShardState, resumed: boolean, facts: Facts): Step {
  const ready = enter(state, 'ready', facts, {
    awaySinceMs: undefined,
    aliveAtMs: facts.nowMs,
    attempt: 0,
    resumeFailures: 0,
    everReady: true,
    reason: '',
  });
  return {
    state: ready,
    actions: [
      { type: 'clear-timer', name: 'deadline' },
      { type: 'save-session' },
      { type: 'ready', resumed },
      {
        type: 'log',
        level: resumed ? 'info' : 'debug',
        message: resumed ? 'the session is resumed' : 'a new session is ready',
      },
    ],
  };
}

function onInvalidSession(state: ShardState, resumable: boolean, facts: Facts, limits: ShardDeadlines): Step {
  const keep = resumable && state.session !== undefined;
  return leave(state, facts, limits, {
    code: OwnCloseCode.resumable,
    reason: keep ? 'Discord asked for a new RESUME' : 'Discord calls the session invalid',
    dropSession: !keep,
    leastDelayMs: keep ? 0 : INVALID_SESSION_MS.least + INVALID_SESSION_MS.spread * facts.random,
  });
}

function onTimer(state: ShardState, name: TimerName, facts: Facts, limits: ShardDeadlines): Step {
  switch (name) {
    case 'reconnect':
      return state.phase === 'waiting' ? connect(state, facts, limits) : stay(state);
    case 'heartbeat':
      if (!isConnected(state.phase) || state.phase === 'hello') return stay(state);
      if (!state.heart.awaitingAck) return sendBeat(state, facts);
      return { state: { ...state, heart: { ...state.heart, judging: true } }, actions: [{ type: 'drain' }] };
    case 'deadline':
      return onDeadline(state, facts, limits);
  }
}

function onDrained(state: ShardState, facts: Facts, limits: ShardDeadlines): Step {
  if (!isConnected(state.phase) || !state.heart.judging) return stay(state);
  if (!state.heart.awaitingAck) return sendBeat(state, facts);
  return leave(state, facts, limits, {
    code: OwnCloseCode.zombie,
    reason: 'a heartbeat was not acknowledged',
  });
}

function sendBeat(state: ShardState, facts: Facts): Step {
  const actions: ShardAction[] = [
    { type: 'send-heartbeat', sequence: facts.sequence, requested: false },
    setTimer('heartbeat', state.heart.intervalMs),
  ];
  // What a crash leaves behind is then at most one interval old.
  if (state.phase === 'ready') actions.push({ type: 'save-session' });
  return { state: { ...state, heart: beat(state.heart, facts.nowMs) }, actions };
}

function onDeadline(state: ShardState, facts: Facts, limits: ShardDeadlines): Step {
  switch (state.phase) {
    case 'connecting': {
      const end = { code: undefined, reason: `the socket did not open within ${limits.connectMs} ms` };
      const lost = onClosed(state, end, facts, limits);
      return { state: lost.state, actions: [{ type: 'terminate' }, ...lost.actions] };
    }
    case 'hello':
    case 'permit':
    case 'identifying':
    case 'resuming':
      return leave(state, facts, limits, {
        code: OwnCloseCode.resumable,
        reason: `${state.reason} for more than ${facts.nowMs - state.phaseSinceMs} ms`,
      });
    case 'closing': {
      const ended = onClosed(state, { code: undefined, reason: 'the close was not answered' }, facts, limits);
      return { state: ended.state, actions: [{ type: 'terminate' }, ...ended.actions] };
    }
    default:
      return stay(state);
  }
}

function onPermitRefused(
  state: ShardState,
  input: Extract<ShardInput, { type: 'permit-refused' }>,
  facts: Facts,
  limits: ShardDeadlines,
): Step {
  if (state.phase !== 'permit') return stay(state);
  const { error, retryAfterMs } = input;
  if (!state.everReady && error.kind === 'budget') {
    return {
      state: enter(state, 'stopped', facts, { reason: error.message }),
      actions: [...clearTimers(), { type: 'terminate' }, { type: 'stopped', failure: { kind: 'refused', error } }],
    };
  }
  return leave(state, facts, limits, {
    code: OwnCloseCode.resumable,
    reason: `no new session may be started: ${error.message}`,
    leastDelayMs: retryAfterMs ?? 0,
  });
}

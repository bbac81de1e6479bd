/**
 * How a connection ends, and how a shard does: the socket is gone, Discord refused for good, or somebody closes it.
 * https://discord.com/developers/docs/events/gateway#disconnecting
 */
import { type ShardDeadlines } from '../deadlines';
import { afterClose, OwnCloseCode } from './close-codes';
import { bookLoss, reconnect } from './comeback';
import { type ConnectionEnd, type Facts, type ShardAction, type ShardState, type Step } from './shard-state';
import { clearTimers, endConnection, enter, setTimer, stay } from './steps';

/** Somebody wants the shard to end. */
export function onCloseRequest(state: ShardState, resumable: boolean, facts: Facts, limits: ShardDeadlines): Step {
  switch (state.phase) {
    case 'stopped':
      return stay(state);
    case 'idle':
      // What an earlier run left in the session store is not this shard's to touch.
      return {
        state: enter(state, 'stopped', facts, { reason: 'it was closed' }),
        actions: [{ type: 'stopped', failure: undefined }],
      };
    case 'waiting':
      return stop(state, resumable, facts);
    case 'connecting': {
      const stopped = stop(state, resumable, facts);
      return { state: stopped.state, actions: [{ type: 'terminate' }, ...stopped.actions] };
    }
    case 'closing': {
      // What was closed with 1000 cannot be resumed, whatever a second call wishes.
      const keeps = resumable && (state.next?.kind !== 'stop' || state.next.resumable);
      return { state: { ...state, next: { kind: 'stop', resumable: keeps } }, actions: [] };
    }
    default:
      return {
        state: enter(state, 'closing', facts, {
          next: { kind: 'stop', resumable },
          awaySinceMs: state.awaySinceMs ?? facts.nowMs,
          aliveAtMs: state.phase === 'ready' ? facts.nowMs : state.aliveAtMs,
          reason: 'it is being closed',
        }),
        actions: [
          ...endConnection(state),
          { type: 'close', code: resumable ? OwnCloseCode.resumable : OwnCloseCode.done },
          setTimer('deadline', limits.closeMs),
        ],
      };
  }
}

/** The connection is gone, whoever ended it. */
export function onClosed(state: ShardState, end: ConnectionEnd, facts: Facts, limits: ShardDeadlines): Step {
  if (state.phase === 'idle' || state.phase === 'waiting' || state.phase === 'stopped') return stay(state);
  if (state.phase === 'closing' && state.next?.kind === 'stop') return stop(state, state.next.resumable, facts);

  const rule = afterClose(end.code);
  if (rule === 'fatal' && end.code !== undefined) {
    const failure = { kind: 'close', code: end.code, reason: end.reason } as const;
    return {
      state: enter(state, 'stopped', facts, {
        session: undefined,
        awaySinceMs: state.awaySinceMs ?? facts.nowMs,
        reason: `Discord closed it with code ${end.code}`,
      }),
      actions: [...endConnection(state), ...clearTimers(), { type: 'clear-session' }, { type: 'stopped', failure }],
    };
  }
  if (state.phase === 'closing') {
    const delayMs = state.next?.kind === 'reconnect' ? state.next.delayMs : 0;
    return reconnect(state, delayMs, facts, limits);
  }

  const reason = describeEnd(end);
  const {
    state: lost,
    delayMs,
    actions,
  } = bookLoss(state, facts, {
    reason,
    dropSession: rule === 'new-session',
    leastDelayMs: end.retryAfterMs ?? 0,
  });
  const log: ShardAction = {
    type: 'log',
    level: 'warn',
    message: state.phase === 'connecting' ? 'the connection could not be opened' : 'the connection was lost',
    fields: { reason, next: rule === 'resume' && lost.session ? 'resume' : 'identify', inMs: Math.round(delayMs) },
  };
  return reconnect(lost, delayMs, facts, limits, [...endConnection(state), ...actions, log]);
}

function stop(state: ShardState, resumable: boolean, facts: Facts): Step {
  const actions = clearTimers();
  if (!resumable) actions.push({ type: 'clear-session' });
  else if (state.session) actions.push({ type: 'save-session' });
  actions.push({ type: 'stopped', failure: undefined });
  return {
    state: enter(state, 'stopped', facts, {
      next: undefined,
      session: resumable ? state.session : undefined,
      reason: 'it was closed',
    }),
    actions,
  };
}

function describeEnd(end: ConnectionEnd): string {
  const reason = end.reason ? `: ${end.reason}` : '';
  if (end.httpStatus !== undefined) return `the server answered ${end.httpStatus}${reason}`;
  return end.code === undefined ? `the socket ended without a close code${reason}` : `close code ${end.code}${reason}`;
}

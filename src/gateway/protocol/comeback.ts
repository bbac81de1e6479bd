/**
 * How a shard comes back after its connection is lost, or is left on purpose.
 *
 * Failed tries are spaced by a growing, random delay, which only READY or RESUMED resets: a socket that opens proves
 * nothing. A shard that becomes ready and is lost again at once is slowed down as well, because a loop of new sessions
 * would use up the day's. The session is kept over failures of the network, which say nothing about it; it is given
 * up when RESUMEs themselves fail, or when it is older than Discord remembers.
 */
import { backoffMs } from '../../util';
import { type ShardDeadlines } from '../deadlines';
import { type Facts, type ShardAction, type ShardState, type Step } from './shard-state';
import { endConnection, enter, setTimer } from './steps';

/** RESUMEs that may fail before a new session is begun; also connections before another address is tried. */
export const MOST_RESUMES = 3;
/** A connection that was ready for less than this has flapped. */
const STABLE_MS = 30_000;
/** RESUMEs cost nothing of the day's sessions, so a connection that flaps is not held back for longer than this. */
const RESUME_CAP_MS = 1_000;
const BACKOFF = { baseMs: 1_000, capMs: 60_000 } as const;

/** Why and how a connection ended. */
interface Loss {
  readonly reason: string;
  readonly dropSession?: boolean;
  readonly leastDelayMs?: number;
  /** Discord wanted it, so it says nothing about the session. */
  readonly asked?: boolean;
}

/** Counts the end of a connection and says how long to wait before the next one. */
export function bookLoss(
  state: ShardState,
  facts: Facts,
  loss: Loss,
): { state: ShardState; delayMs: number; actions: ShardAction[] } {
  const wasReady = state.phase === 'ready';
  const attempt = wasReady ? 0 : state.attempt + 1;
  const flapped = wasReady && facts.nowMs - state.phaseSinceMs < STABLE_MS;
  const flaps = !wasReady ? state.flaps : flapped ? state.flaps + 1 : 0;
  const resumeFailures = countResume(state, facts, loss);
  const wasGreeted = state.phase !== 'connecting' && state.phase !== 'hello';
  const connectFailures = state.connectFailures + (wasGreeted ? 0 : 1);
  const exhausted = state.session !== undefined && resumeFailures >= MOST_RESUMES;
  const drop = state.session !== undefined && (loss.dropSession === true || exhausted);

  const tries = attempt > 0 ? attempt - 1 : flaps - 2;
  const resumesAgain = wasReady && state.session !== undefined && !drop;
  const capMs = resumesAgain ? RESUME_CAP_MS : BACKOFF.capMs;
  const random = (): number => facts.random;
  const delayMs = Math.max(loss.leastDelayMs ?? 0, tries >= 0 ? backoffMs(tries, { ...BACKOFF, capMs, random }) : 0);

  const actions: ShardAction[] = [];
  if (drop) {
    actions.push({ type: 'clear-session' });
    if (exhausted) {
      actions.push({ type: 'log', level: 'warn', message: `${MOST_RESUMES} RESUMEs failed: the session is given up` });
    }
  }
  return {
    state: {
      ...state,
      attempt,
      flaps,
      resumeFailures: drop ? 0 : resumeFailures,
      connectFailures,
      session: drop ? undefined : state.session,
      aliveAtMs: wasReady ? facts.nowMs : state.aliveAtMs,
      awaySinceMs: state.awaySinceMs ?? facts.nowMs,
      reason: loss.reason,
    },
    delayMs,
    actions,
  };
}

/** A RESUME that was answered with events that were missing has not failed: the next one begins where it ended. */
function countResume(state: ShardState, facts: Facts, loss: Loss): number {
  if (state.phase !== 'resuming' || loss.asked) return state.resumeFailures;
  return (facts.sequence ?? 0) > (state.resumedFrom ?? 0) ? 0 : state.resumeFailures + 1;
}

/** Closes the connection from this side, to come back afterwards. */
export function leave(
  state: ShardState,
  facts: Facts,
  limits: ShardDeadlines,
  options: Loss & { readonly code: number; readonly level?: 'info' | 'warn' },
): Step {
  const { state: lost, delayMs, actions } = bookLoss(state, facts, options);
  return {
    state: enter(lost, 'closing', facts, { next: { kind: 'reconnect', delayMs } }),
    actions: [
      ...endConnection(state),
      ...actions,
      {
        type: 'log',
        level: options.level ?? 'warn',
        message: 'the connection is being left',
        fields: {
          reason: options.reason,
          next: lost.session ? 'resume' : 'identify',
          inMs: Math.round(delayMs),
        },
      },
      { type: 'close', code: options.code },
      setTimer('deadline', limits.closeMs),
    ],
  };
}

/** Opens the next connection after a delay, or at once. */
export function reconnect(
  state: ShardState,
  delayMs: number,
  facts: Facts,
  limits: ShardDeadlines,
  before: readonly ShardAction[] = [],
): Step {
  if (delayMs <= 0) return connect(state, facts, limits, before);
  return {
    state: enter(state, 'waiting', facts, { next: undefined }),
    actions: [...before, { type: 'clear-timer', name: 'deadline' }, setTimer('reconnect', delayMs)],
  };
}

/** Opens a connection: to resume, where there is something to resume. */
export function connect(
  state: ShardState,
  facts: Facts,
  limits: ShardDeadlines,
  before: readonly ShardAction[] = [],
): Step {
  const actions = [...before];
  let { session } = state;
  if (session && facts.nowMs - state.aliveAtMs > limits.sessionMs) {
    session = undefined;
    actions.push(
      { type: 'clear-session' },
      { type: 'log', level: 'info', message: 'the session is too old to be resumed' },
    );
  }
  // The address that READY named may be dead while Discord lives on: the common one resumes as well.
  const url = session && state.connectFailures < MOST_RESUMES ? session.resumeUrl : state.gatewayUrl;
  actions.push({ type: 'connect', url }, setTimer('deadline', limits.connectMs));
  return {
    state: enter(state, 'connecting', facts, { session, next: undefined, reconnects: state.reconnects + 1 }),
    actions,
  };
}

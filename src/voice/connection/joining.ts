/**
 * The part of a connection's life that the main gateway decides: where the bot is, and which server serves it.
 *
 * Opcode 4 is answered by two events, in any order: the own voice state, with the session id, and the voice server, with
 * its address and a token. Both have to come before a server can be told who is there. Later they come unasked: a moderator
 * moves the bot (a state with another channel, then a token), the server moves (an update without an endpoint, then one
 * with), or only the token changes, and with it the session, also when the endpoint stays. A token belongs to the endpoint
 * that it came with: an old endpoint never gets a new token.
 * https://discord.com/developers/docs/topics/voice-connections#retrieving-voice-server-information
 */
import { connect, endSession, retry, signal, waitFor } from './comeback';
import {
  type ConnectionState,
  type ReconnectReason,
  type VoiceAction,
  type VoiceFacts,
  type VoiceInput,
  type VoiceStep,
} from './connection-state';
import { isOut, reasonOfExclusion, stop } from './ending';
import { type VoiceLimits } from './limits';
import { isOnSocket, isQueued, setTimer, stay } from './steps';

/** How long before a move of the server a change of region is its explanation. */
const REGION_EXPLAINS_MS = 30_000;
/** How long a command may wait in the shard's queue: longer than the minute for which its rate limit may be used up. */
const QUEUED_MS = 90_000;
/** How long the main gateway may take to tell that the bot left, on the way to joining again. */
const LEAVING_MS = 1_000;

/** Somebody wants to be in a channel. A connection that is ready stays so until Discord has moved it. */
export function onJoin(
  state: ConnectionState,
  { channelId, hasFlags = false }: Extract<VoiceInput, { type: 'join' }>,
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  if (state.phase === 'stopped') return stay(state);
  if (state.phase === 'idle' || isOut(state)) return signal(fresh(state), channelId, facts, limits);
  if (channelId === state.wanted && !isMoveOverdue(state, facts, limits)) {
    // Where no command is on its way any more, mute and deafness have to be told by one of their own.
    return hasFlags && channelId === state.channelId
      ? { state, actions: [{ type: 'signal', channelId }] }
      : stay(state);
  }
  if (state.phase !== 'ready') return signal(fresh(state), channelId, facts, limits);
  const moving = { ...state, wanted: channelId, movingSinceMs: facts.nowMs };
  return { state: moving, actions: [{ type: 'signal', channelId }] };
}

/** Whether a move that was asked for was not sent, or not answered in time: then it is worth asking for once more. */
function isMoveOverdue(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): boolean {
  if (state.phase !== 'ready' || state.channelId === state.wanted) return false;
  return state.movingSinceMs === undefined || facts.nowMs - state.movingSinceMs >= limits.signalMs;
}

/** What the caller asks for anew has all its tries, and nothing of the old channel explains anything. */
function fresh(state: ConnectionState): ConnectionState {
  return { ...state, attempt: 0, faults: 0, channelDeleted: false, closeCode: undefined, failure: undefined };
}

export function onState(
  state: ConnectionState,
  input: Extract<VoiceInput, { type: 'state' }>,
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  const { channelId, sessionId } = input;
  const known: ConnectionState = { ...state, channelId, sessionId };
  if (state.phase === 'idle' || state.phase === 'stopped') return stay(known);
  if (channelId === null) return onStateWithout(state, known, facts, limits);
  // Of two places, the one that Discord tells is true.
  const wanted = channelId === state.channelId ? state.wanted : channelId;
  if (state.phase === 'signalling') {
    // What repeats the place that was to be left was told before the answer; after the answer it is a move back.
    const isOld = channelId === state.channelBefore && channelId !== state.wanted && !state.heardState;
    if (isOld) return stay(known);
    return openWhenBoth({ ...known, wanted: channelId, heardState: true }, facts, limits);
  }
  if (channelId === state.channelId) return stay(known);
  return onMoved({ ...known, wanted }, facts, limits);
}

/** Discord says that the bot is in no channel. Whether that ends everything is for the hooks, as long as the server holds. */
function onStateWithout(
  before: ConnectionState,
  known: ConnectionState,
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  if (isOnSocket(known.phase)) return stay(known);
  if (known.phase === 'signalling') {
    if (known.rejoin === 'leaving') return joinAgain(known, facts, limits);
    // Until a state has come that answers, it is an answer to something earlier: to the own leave, or that of a ghost.
    if (!known.heardState) return stay({ ...known, channelId: undefined });
    // Where the state is only known from before, opcode 4 may still be answered by a place, which has to be given up.
    return stop(known, facts, reasonOfExclusion(known), known.rejoin === 'none');
  }
  // A call whose main session is gone is in no channel anyway, and will be joined anew.
  const waitsToJoin =
    known.phase === 'waiting-session' || (known.phase === 'backoff' && before.channelId === undefined);
  return waitsToJoin ? stay({ ...known, channelId: undefined }) : stop(known, facts, reasonOfExclusion(known));
}

function onMoved(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (!isOnSocket(state.phase)) {
    // A move explains what was waited for; its server is on its way, or is here.
    if (state.phase !== 'lingering') return stay(state);
    return waitFor(state, 'signalling', limits.signalMs, facts, toldState(state));
  }
  const serverIsNew = state.server && facts.nowMs - state.serverSinceMs <= limits.rejoinMs;
  if (!state.server || !serverIsNew) {
    const told = waitFor(state, 'signalling', limits.signalMs, facts, toldState(state));
    return { state: told.state, actions: [...told.actions, ...announce(state, 'channel-moved')] };
  }
  // The server was told before the channel. What has not been said to it yet is said right.
  if (state.sessionChannelId === undefined) return stay(state);
  return connect(state, state.server, facts, limits, announce(state, 'channel-moved'));
}

function toldState(state: ConnectionState): Partial<ConnectionState> {
  return { heardState: true, heardServer: false, server: undefined, rejoin: 'done', channelBefore: state.channelId };
}

export function onServer(
  state: ConnectionState,
  input: Extract<VoiceInput, { type: 'server' }>,
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  const { endpoint, token } = input;
  if (state.phase === 'idle' || state.phase === 'stopped') return stay(state);
  // Late: the place that this server is for has been given up, and is asked for again at once.
  if (state.phase === 'signalling' && state.rejoin === 'leaving') return stay(state);
  const before = state.server;
  if (endpoint === null) return onServerGone(state, facts, limits);
  if (before?.endpoint === endpoint && before.token === token && isOnSocket(state.phase)) return stay(state);

  const told: ConnectionState = {
    ...state,
    server: { endpoint, token },
    serverSinceMs: facts.nowMs,
    heardServer: true,
  };
  if (state.phase === 'signalling') return openWhenBoth(told, facts, limits);
  if (state.phase === 'waiting-server' && !state.heardState && !state.everReady) {
    return waitFor(told, 'signalling', limits.signalMs, facts);
  }
  const reason = before?.endpoint === endpoint ? 'token-renewed' : whyServerMoved(state, facts);
  // From the wait that a lost server began, the reconnect has been told.
  const announced = state.phase === 'waiting-server' ? [] : announce(state, reason);
  return openWhenBoth({ ...told, heardState: true }, facts, limits, announced);
}

/** The server is gone, and Discord looks for another: nothing is tried meanwhile. */
function onServerGone(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (state.phase === 'waiting-server') return stay(state);
  const heardState = state.phase === 'signalling' ? state.heardState : true;
  const step = waitFor(state, 'waiting-server', limits.serverMs, facts, { server: undefined, heardState });
  return { state: step.state, actions: [...step.actions, ...announce(state, whyServerMoved(state, facts))] };
}

function openWhenBoth(
  state: ConnectionState,
  facts: VoiceFacts,
  limits: VoiceLimits,
  before: readonly VoiceAction[] = [],
): VoiceStep {
  const { server, sessionId, channelId } = state;
  const isComplete = state.heardState && server && sessionId !== undefined && typeof channelId === 'string';
  if (isComplete) return connect(state, server, facts, limits, before);
  if (state.phase === 'signalling') return { state, actions: before };
  const step = waitFor(state, 'signalling', limits.signalMs, facts, { heardState: false, rejoin: 'done' });
  return { state: step.state, actions: [...before, ...step.actions] };
}

/** A server that was asked for has not been named: from the same channel Discord may see no reason to. */
export function onRejoin(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (state.phase !== 'signalling') return stay(state);
  if (state.rejoin === 'leaving') return joinAgain(state, facts, limits);
  const isSilent = state.isSent && !state.heardServer && state.rejoin === 'none' && state.channelId === state.wanted;
  if (!isSilent || facts.signalWaitMs > 0) return stay(state);
  return {
    state: { ...state, rejoin: 'leaving' },
    actions: [
      { type: 'log', level: 'info', message: 'no voice server was named: leaving the channel to join it again' },
      { type: 'signal', channelId: null },
      setTimer('rejoin', LEAVING_MS),
    ],
  };
}

function joinAgain(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (state.wanted === undefined) return stay(state);
  const step = signal({ ...state, channelId: undefined }, state.wanted, facts, limits);
  return { state: { ...step.state, rejoin: 'done' }, actions: step.actions };
}

/** The main gateway was silent, or told half. */
export function onUnanswered(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (state.rejoin === 'leaving') return joinAgain(state, facts, limits);
  const { heardState, heardServer } = state;
  // Whoever asks again now only loses the place in the shard's queue.
  if (isQueued(state) && facts.nowMs - state.phaseSinceMs < QUEUED_MS) {
    return { state, actions: [setTimer('deadline', limits.signalMs)] };
  }
  return retry(state, facts, limits, {
    next: 'signal',
    reason: 'no-answer',
    failure: { kind: 'unanswered', heardState, heardServer },
  });
}

/** The bot's main session is a new one, which is in no channel yet. */
export function onMainSessionRenewed(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  const { wanted } = state;
  if (state.phase === 'idle' || state.phase === 'stopped' || wanted === undefined) return stay(state);
  // Who was sent away is not back because the gateway is.
  if (isOut(state)) return stop(state, facts, reasonOfExclusion(state));
  const told = announce(state, 'main-session-renewed');
  const known = { ...state, channelId: undefined, next: 'signal' } as const;
  if (facts.signalWaitMs <= 0) return signal(known, wanted, facts, limits, told);
  return {
    state: { ...known, phase: 'backoff', phaseSinceMs: facts.nowMs, canResume: false, server: undefined },
    actions: [...told, ...endSession(state), setTimer('retry', facts.signalWaitMs)],
  };
}

function whyServerMoved(state: ConnectionState, facts: VoiceFacts): ReconnectReason {
  const at = state.regionChangedAtMs;
  return at !== undefined && facts.nowMs - at <= REGION_EXPLAINS_MS ? 'region-changed' : 'server-moved';
}

/** Tells of a reconnect that no failure caused. A first connection is none. */
function announce(state: ConnectionState, reason: ReconnectReason): VoiceAction[] {
  if (!state.everReady) return [];
  return [{ type: 'reconnecting', reason, next: 'wait', attempt: 0, delayMs: 0, closeCode: state.closeCode }];
}

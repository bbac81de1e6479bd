/**
 * The life of a voice connection as a pure function: a state and what happened go in, the next state and what to do come out.
 *
 * A connection has three parts that live and die apart. The place in a channel is the main gateway's: opcode 4 asks for it
 * (`joining.ts`). The session is the voice server's: Identify, the own address over UDP, Select Protocol, and the session
 * description with the keys. The socket serves the session, and a session outlives its socket by a RESUME. What is lost is
 * replaced from the cheapest part on: socket, session, place (`losing.ts`, `comeback.ts`).
 *
 * Every state but `idle`, `ready` and `stopped` has a deadline, and every way back is counted, so that nothing hangs and
 * nothing loops: see `comeback.ts`. Whatever audio there is waits meanwhile; that is the driver's and the player's part.
 * https://discord.com/developers/docs/topics/voice-connections
 */
import { goOn, retry } from './comeback';
import {
  type ConnectionState,
  type VoiceAction,
  type VoiceControlFrame,
  type VoiceFacts,
  type VoiceInput,
  type VoiceStep,
  type VoiceTimerName,
} from './connection-state';
import { onChannelDeleted, onLeave, stop } from './ending';
import { acknowledged, beat, STILL_VOICE_HEART } from './heartbeat';
import { onJoin, onMainSessionRenewed, onRejoin, onServer, onState, onUnanswered } from './joining';
import { type VoiceLimits } from './limits';
import { onClosed, onDaveStuck, onDiscoveryTimer, onLingered, onSilence, onUdpFailed } from './losing';
import { onRestore } from './restoring';
import { enter, isGreeted, isOnSocket, setTimer, stay } from './steps';

/** Advances a connection by one input. */
export function step(state: ConnectionState, input: VoiceInput, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  switch (input.type) {
    case 'join':
      return onJoin(state, input, facts, limits);
    case 'stay':
      return stay(state.channelId ? { ...state, wanted: state.channelId } : state);
    case 'state':
      return onState(state, input, facts, limits);
    case 'server':
      return onServer(state, input, facts, limits);
    case 'signal-sent':
      return onSignalSent(state, facts, limits);
    case 'signal-failed':
      return onSignalFailed(state, input.error, facts, limits);
    case 'frame':
      return onFrame(state, input.frame, facts, limits);
    case 'closed':
      return onClosed(state, input, facts, limits);
    case 'discovered':
      return onDiscovered(state, input, facts, limits);
    case 'udp-failed':
      return onUdpFailed(state, input, facts, limits);
    case 'timer':
      return onTimer(state, input.name, facts, limits);
    case 'drained':
      return onDrained(state, facts, limits);
    case 'dave-stuck':
      return onDaveStuck(state, input.waitedMs, facts, limits);
    case 'main-session-renewed':
      return onMainSessionRenewed(state, facts, limits);
    case 'region-changed':
      return stay({ ...state, regionChangedAtMs: facts.nowMs });
    case 'channel-deleted':
      return onChannelDeleted(state, input.channelId, facts);
    case 'restore':
      return onRestore(input.from, facts, limits);
    case 'leave':
      return onLeave(state, input.reason, facts);
  }
}

/** The limits of its answers begin now: it may have waited for its turn. */
function onSignalSent(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (state.phase !== 'signalling') return stay(state);
  const actions = [setTimer('deadline', limits.signalMs)];
  if (state.rejoin === 'none') actions.push(setTimer('rejoin', limits.rejoinMs));
  return { state: enter(state, 'signalling', facts, { isSent: true }), actions };
}

function onSignalFailed(state: ConnectionState, error: Error, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  // A move that could not be asked for leaves everything as it is, and may be asked for again.
  if (state.phase !== 'signalling') return stay({ ...state, movingSinceMs: undefined });
  const failure = { kind: 'not-sent', error } as const;
  // A caller waits, and the main gateway has waited for its own recovery before it refused.
  if (!state.everReady) return stop({ ...state, failure }, facts, 'no-answer');
  return retry(state, facts, limits, { next: 'signal', reason: 'no-answer', failure });
}

function onFrame(state: ConnectionState, frame: VoiceControlFrame, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (!isOnSocket(state.phase)) return stay(state);
  switch (frame.kind) {
    case 'hello':
      return onHello(state, frame.intervalMs, facts, limits);
    case 'heartbeat-ack':
      return stay({ ...state, heart: acknowledged(state.heart, frame.nonce, facts.nowMs) });
    case 'ready':
      return onReady(state, frame, facts, limits);
    case 'session-description':
      return onSessionDescription(state, facts, limits);
    case 'resumed':
      return state.phase === 'resuming' ? becomeReady(state, true, facts, limits) : stay(state);
  }
}

function onHello(state: ConnectionState, intervalMs: number, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  const { server, sessionId, sessionChannelId } = state;
  const channelId = state.channelId ?? state.wanted;
  if (state.phase !== 'opening' || !server || sessionId === undefined || channelId === undefined) return stay(state);
  const heart = { ...STILL_VOICE_HEART, intervalMs, latencyMs: state.heart.latencyMs };
  const firstBeat = setTimer('heartbeat', intervalMs * facts.random);
  const { token } = server;
  if (state.canResume && sessionChannelId !== undefined) {
    return {
      state: enter(state, 'resuming', facts, { heart }),
      actions: [
        { type: 'send-resume', channelId: sessionChannelId, sessionId, token, sequence: facts.sequence },
        firstBeat,
        setTimer('deadline', limits.resumeMs),
      ],
    };
  }
  return {
    state: enter(state, 'identifying', facts, { heart }),
    actions: [
      { type: 'send-identify', channelId, sessionId, token },
      firstBeat,
      setTimer('deadline', limits.identifyMs),
    ],
  };
}

function onReady(
  state: ConnectionState,
  frame: Extract<VoiceControlFrame, { kind: 'ready' }>,
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  if (state.phase !== 'identifying') return stay(state);
  const { address, port, ssrc, mode, offered } = frame;
  if (mode === undefined) {
    return stop({ ...state, failure: { kind: 'no-cipher', offered } }, facts, 'no-cipher');
  }
  return {
    state: enter(state, 'discovering', facts, { mode, discoveries: 1 }),
    actions: [
      { type: 'clear-timer', name: 'deadline' },
      { type: 'open-udp', address, port, ssrc },
      { type: 'discover' },
      setTimer('discovery', limits.discoveryMs),
    ],
  };
}

function onDiscovered(
  state: ConnectionState,
  input: Extract<VoiceInput, { type: 'discovered' }>,
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  if (state.phase !== 'discovering' || state.mode === undefined) return stay(state);
  const { address, port } = input;
  return {
    state: enter(state, 'selecting', facts),
    actions: [
      { type: 'clear-timer', name: 'discovery' },
      { type: 'select', address, port, mode: state.mode },
      setTimer('deadline', limits.selectMs),
    ],
  };
}

/** Keys. They may come anew while the connection is ready; then they replace the old ones. */
function onSessionDescription(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  const channelId = state.channelId ?? state.wanted;
  if ((state.phase !== 'selecting' && state.phase !== 'ready') || channelId === undefined) return stay(state);
  const begin: VoiceAction = { type: 'begin', channelId };
  const begun = { ...state, sessionChannelId: channelId };
  if (state.phase === 'ready') return { state: begun, actions: [begin] };
  const ready = becomeReady(begun, false, facts, limits);
  return { state: ready.state, actions: [begin, ...ready.actions] };
}

function becomeReady(state: ConnectionState, resumed: boolean, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  return {
    state: enter(state, 'ready', facts, { canResume: true, everReady: true, closeCode: undefined }),
    actions: [
      { type: 'clear-timer', name: 'deadline' },
      setTimer('stable', limits.stableMs),
      { type: 'ready', resumed },
      {
        type: 'log',
        level: 'debug',
        message: resumed ? 'the voice session is resumed' : 'a new voice session is ready',
      },
    ],
  };
}

function onTimer(state: ConnectionState, name: VoiceTimerName, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  switch (name) {
    case 'retry':
      return state.phase === 'backoff' ? goOn(state, facts, limits) : stay(state);
    case 'rejoin':
      return onRejoin(state, facts, limits);
    case 'discovery':
      return onDiscoveryTimer(state, facts, limits);
    case 'stable':
      if (state.phase !== 'ready') return stay(state);
      return stay({ ...state, attempt: 0, resumes: 0, faults: 0, udpFailures: 0, daveFailures: 0, failure: undefined });
    case 'heartbeat':
      if (!isGreeted(state.phase)) return stay(state);
      if (!state.heart.awaitingAck) return sendBeat(state, facts);
      return { state: { ...state, heart: { ...state.heart, judging: true } }, actions: [{ type: 'drain' }] };
    case 'deadline':
      return onDeadline(state, facts, limits);
  }
}

function onDrained(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (!isGreeted(state.phase) || !state.heart.judging) return stay(state);
  return state.heart.awaitingAck ? onSilence(state, facts, limits) : sendBeat(state, facts);
}

function sendBeat(state: ConnectionState, facts: VoiceFacts): VoiceStep {
  const heart = beat(state.heart, facts.nowMs);
  return {
    state: { ...state, heart },
    actions: [
      { type: 'send-heartbeat', nonce: heart.nonce, sequence: facts.sequence },
      setTimer('heartbeat', heart.intervalMs),
    ],
  };
}

function onDeadline(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  switch (state.phase) {
    case 'signalling':
      return onUnanswered(state, facts, limits);
    case 'waiting-server':
      return stop(state, facts, 'server-gone');
    case 'waiting-session':
      return stop(state, facts, 'session-lost');
    case 'lingering':
      return onLingered(state, facts, limits);
    case 'opening':
    case 'identifying':
    case 'selecting':
    case 'resuming':
      return onSilence(state, facts, limits);
    default:
      return stay(state);
  }
}

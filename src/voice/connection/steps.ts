/** Small pieces that the machine's steps are made of. */
import { type CallState } from '../call/call-connection';
import {
  type ConnectionState,
  type VoiceAction,
  type VoiceFacts,
  type VoicePhase,
  type VoiceStep,
  type VoiceTimerName,
} from './connection-state';

const ON_SOCKET: ReadonlySet<VoicePhase> = new Set<VoicePhase>([
  'opening',
  'identifying',
  'discovering',
  'selecting',
  'resuming',
  'ready',
]);

const TIMERS: readonly VoiceTimerName[] = ['deadline', 'rejoin', 'discovery', 'heartbeat', 'retry', 'stable'];

/** Whether there is a socket, open or opening. */
export function isOnSocket(phase: VoicePhase): boolean {
  return ON_SOCKET.has(phase);
}

/** Whether the voice server has greeted and is being talked to. */
export function isGreeted(phase: VoicePhase): boolean {
  return phase !== 'opening' && ON_SOCKET.has(phase);
}

/** Whether the command still waits for its turn: for a session, or for room under the rate limit. */
export function isQueued(state: CallState): boolean {
  return state.phase === 'signalling' && !state.isSent && !state.heardServer && state.rejoin !== 'done';
}

export function enter(
  state: ConnectionState,
  phase: VoicePhase,
  facts: VoiceFacts,
  patch: Partial<ConnectionState> = {},
): ConnectionState {
  return { ...state, ...patch, phase, phaseSinceMs: facts.nowMs };
}

export function stay(state: ConnectionState): VoiceStep {
  return { state, actions: [] };
}

export function setTimer(name: VoiceTimerName, delayMs: number): VoiceAction {
  return { type: 'set-timer', name, delayMs };
}

export function clearTimers(): VoiceAction[] {
  return TIMERS.map((name) => ({ type: 'clear-timer', name }));
}

/** Ends the socket, if there is one, and what beats with it. */
export function dropSocket(state: ConnectionState, code: number): VoiceAction[] {
  const cleared = clearTimers();
  return isOnSocket(state.phase) ? [...cleared, { type: 'drop-socket', code }] : cleared;
}

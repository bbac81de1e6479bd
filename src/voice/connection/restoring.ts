/**
 * Takes a connection up where another one like it was lost with the thread that it worked in.
 *
 * The voice server may still hold the session, but a RESUME would bring nothing back: the session's key and the keys of the
 * encryption end to end were in the memory that is gone, and are not told again. The place in the channel is not lost, and
 * neither are the server's address and token: a new session begins there, as after a socket that could not be resumed.
 * What waited for the main gateway waits again; what was on its way to it is asked for anew.
 */
import { connect, signal, waitFor } from './comeback';
import {
  type ConnectionState,
  type NextTry,
  type VoiceAction,
  type VoiceFacts,
  type VoiceStep,
} from './connection-state';
import { isOut, reasonOfExclusion, stop } from './ending';
import { type VoiceLimits } from './limits';
import { enter, setTimer, stay } from './steps';

/** How long what waited for its next try waits again: how much of the wait was over is not known. */
const RETRY_MS = 1_000;

export function onRestore(from: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  const { phase, wanted, server, sessionId, channelId } = from;
  // No socket and no timer of the old one is left to be ended.
  const bare: ConnectionState = { ...from, phase: 'idle', canResume: false };
  // Discord took the bot out, and nothing may bring it back uninvited.
  if (isOut(from) && phase !== 'stopped') return stop(bare, facts, reasonOfExclusion(from));
  switch (phase) {
    case 'idle':
    case 'stopped':
      return stay(from);
    case 'waiting-server':
      return waitFor(bare, phase, limits.serverMs, facts);
    case 'waiting-session':
      return waitFor(bare, phase, limits.mainSessionMs, facts);
    case 'lingering':
      return waitFor(bare, phase, limits.lingerMs, facts);
    case 'backoff':
      return wait(bare, from.next === 'signal' ? 'signal' : 'identify', facts);
    default:
  }
  const told = announce(from);
  const isServed = phase !== 'signalling' && server !== undefined && sessionId !== undefined;
  if (isServed && channelId) return connect(bare, server, facts, limits, told);
  if (wanted !== undefined && facts.signalWaitMs <= 0) return signal(bare, wanted, facts, limits, told);
  return wait(bare, 'signal', facts);
}

function wait(bare: ConnectionState, next: NextTry, facts: VoiceFacts): VoiceStep {
  const delayMs = Math.max(RETRY_MS, facts.signalWaitMs);
  return { state: enter(bare, 'backoff', facts, { next }), actions: [setTimer('retry', delayMs)] };
}

/** How it looks while no thread works on it. */
export function interrupted(state: ConnectionState): ConnectionState {
  if (state.phase === 'idle' || state.phase === 'stopped') return state;
  return { ...state, phase: 'backoff', next: 'identify', canResume: false };
}

function announce(from: ConnectionState): VoiceAction[] {
  if (!from.everReady) return [];
  const next = from.phase === 'signalling' ? 'signal' : 'identify';
  return [{ type: 'reconnecting', reason: 'worker-died', next, attempt: 0, delayMs: 0, closeCode: undefined }];
}

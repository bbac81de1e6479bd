/** What a connection does when its socket ends, its server is silent, or its datagrams get lost. */
import { afterVoiceClose } from './close-codes';
import { MOST_TRIES, retry, waitFor } from './comeback';
import {
  type ConnectionState,
  type VoiceFacts,
  type VoiceFailure,
  type VoiceInput,
  type VoiceStep,
} from './connection-state';
import { isOut, reasonOfExclusion, stop } from './ending';
import { type VoiceLimits } from './limits';
import { isOnSocket, setTimer, stay } from './steps';

/** Tries to learn the own address before UDP counts as blocked. */
export const MOST_DISCOVERIES = 6;
/** Sessions whose server may be silent over UDP: one server can be broken, two say that something is in the way. */
const MOST_UDP_FAILURES = 2;
/** Closes in a row for something that we sent. */
const MOST_FAULTS = 2;
/** Sessions in a row in which nobody agreed on the encryption. */
const MOST_DAVE_FAILURES = 2;

/** The socket ended. */
export function onClosed(
  state: ConnectionState,
  end: { readonly code: number | undefined; readonly reason: string },
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  if (!isOnSocket(state.phase)) return stay(state);
  const { code } = end;
  const failure: VoiceFailure = { kind: 'close', code, reason: end.reason, lastSent: facts.lastSent };
  const lost: ConnectionState = { ...state, failure, closeCode: code };
  const rule = afterVoiceClose(code);
  if (rule === 'rate-limited' || rule === 'dave-required') return stop(lost, facts, rule);
  if (isOut(lost) || (lost.channelDeleted && rule !== 'resume')) return stop(lost, facts, reasonOfExclusion(lost));
  switch (rule) {
    case 'disconnected':
    case 'call-terminated':
      if (lost.mainSessionId !== undefined && facts.mainSessionId !== lost.mainSessionId) {
        return waitFor(lost, 'waiting-session', limits.mainSessionMs, facts);
      }
      return waitFor(lost, 'lingering', limits.lingerMs, facts, { server: undefined });
    case 'fault': {
      const faults = state.faults + 1;
      if (faults >= MOST_FAULTS) return stop(lost, facts, 'protocol');
      return retry({ ...lost, faults }, facts, limits, { next: 'signal', reason: 'protocol', failure });
    }
    case 'new-session':
      return retry(lost, facts, limits, { next: 'signal', reason: 'session-invalid', failure });
    case 'resume': {
      const reason = code === 4015 ? 'server-crashed' : 'connection-lost';
      return retry(lost, facts, limits, { next: state.canResume ? 'resume' : 'identify', reason, failure });
    }
  }
}

/** A state lasted longer than it may. */
export function onSilence(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  const waitedMs = Math.round(facts.nowMs - state.phaseSinceMs);
  const failure: VoiceFailure = { kind: 'silence', phase: state.phase, waitedMs, lastSent: facts.lastSent };
  const next = state.canResume ? 'resume' : 'identify';
  return retry({ ...state, failure }, facts, limits, { next, reason: 'connection-lost', failure });
}

/** The wait for an explanation of a disconnect is over: there is none but that the bot was sent away. */
export function onLingered(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (state.mainSessionId !== undefined && facts.mainSessionId !== state.mainSessionId) {
    return waitFor(state, 'waiting-session', limits.mainSessionMs, facts);
  }
  return stop(state, facts, reasonOfExclusion(state));
}

/** No answer over UDP yet. Each wait is longer, because what delays one datagram may delay the next. */
export function onDiscoveryTimer(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  if (state.phase !== 'discovering') return stay(state);
  if (state.discoveries < MOST_DISCOVERIES) {
    const discoveries = state.discoveries + 1;
    return {
      state: { ...state, discoveries },
      actions: [{ type: 'discover' }, setTimer('discovery', limits.discoveryMs * discoveries)],
    };
  }
  const problem = `none of ${MOST_DISCOVERIES} requests for the own address was answered`;
  return onUdpTrouble(state, problem, facts, limits);
}

export function onUdpFailed(
  state: ConnectionState,
  input: Extract<VoiceInput, { type: 'udp-failed' }>,
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  if (state.phase === 'identifying') return stay(state);
  // A session without its datagrams is not worth a RESUME.
  if (state.phase === 'opening') return stay({ ...state, canResume: false });
  if (!isOnSocket(state.phase)) {
    // The session is of no use without it.
    return state.phase === 'backoff' && state.next === 'resume' ? stay({ ...state, next: 'identify' }) : stay(state);
  }
  return onUdpTrouble(state, input.error.message, facts, limits);
}

function onUdpTrouble(state: ConnectionState, problem: string, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  const failure: VoiceFailure = { kind: 'udp', problem };
  const udpFailures = state.udpFailures + 1;
  const failed = { ...state, udpFailures, failure };
  if (udpFailures >= MOST_UDP_FAILURES && state.phase === 'discovering') return stop(failed, facts, 'udp-blocked');
  return retry(failed, facts, limits, { next: 'identify', reason: 'udp-failed', failure });
}

/** Audio could not be encrypted for longer than it may take. */
export function onDaveStuck(
  state: ConnectionState,
  waitedMs: number,
  facts: VoiceFacts,
  limits: VoiceLimits,
): VoiceStep {
  if (state.phase !== 'ready') return stay(state);
  const failure: VoiceFailure = { kind: 'dave', waitedMs };
  const daveFailures = state.daveFailures + 1;
  const failed = { ...state, daveFailures, failure };
  if (daveFailures >= MOST_DAVE_FAILURES || state.attempt >= MOST_TRIES) return stop(failed, facts, 'dave-failed');
  return retry(failed, facts, limits, { next: 'identify', reason: 'encryption', failure });
}

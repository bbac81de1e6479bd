/** How a connection ends for good: it leaves, it is sent away, or everything was tried. */
import { type CallState } from '../call/call-connection';
import { type ChannelId } from '../../models';
import {
  type ConnectionState,
  type VoiceAction,
  type VoiceEndReason,
  type VoiceFacts,
  type VoiceStep,
} from './connection-state';
import { OwnVoiceCloseCode } from './close-codes';
import { clearTimers, dropSocket, enter, stay } from './steps';

/** Ends in which Discord has taken the bot out of its channel, so that there is nothing to leave. */
const IS_OUT: ReadonlySet<VoiceEndReason> = new Set<VoiceEndReason>([
  'kicked',
  'channel-deleted',
  'session-lost',
  'call-terminated',
]);

/** Somebody wants the connection to end. When Discord took the bot out before, that is the reason and not this. */
export function onLeave(state: ConnectionState, reason: 'left' | 'join-given-up', facts: VoiceFacts): VoiceStep {
  if (state.phase === 'stopped') return stay(state);
  if (isOut(state)) return stop(state, facts, reasonOfExclusion(state));
  return stop(state, facts, reason);
}

/** Ends for good. A place in a channel that would stay behind is given up, by exactly one opcode 4. */
export function stop(
  state: ConnectionState,
  facts: VoiceFacts,
  reason: VoiceEndReason,
  leaves = holdsPlace(state) && !IS_OUT.has(reason),
): VoiceStep {
  const actions: VoiceAction[] = [
    ...dropSocket(state, OwnVoiceCloseCode.done),
    ...clearTimers(),
    { type: 'drop-session' },
  ];
  if (leaves) actions.push({ type: 'signal', channelId: null });
  actions.push({ type: 'stopped', reason, failure: state.failure });
  return {
    state: enter(state, 'stopped', facts, { end: reason, wanted: undefined, server: undefined, canResume: false }),
    actions,
  };
}

/** Whether Discord said that the bot is in no channel, and nobody has asked for one since. */
export function isOut(state: CallState): boolean {
  return state.channelId === null;
}

/** Why the bot is out of its channel although it did not leave. */
export function reasonOfExclusion(state: ConnectionState): VoiceEndReason {
  if (state.channelDeleted) return 'channel-deleted';
  return state.closeCode === 4022 ? 'call-terminated' : 'kicked';
}

export function onChannelDeleted(state: ConnectionState, channelId: ChannelId, facts: VoiceFacts): VoiceStep {
  const current = state.channelId ?? state.wanted;
  if (state.phase === 'stopped' || state.phase === 'idle' || channelId !== current) return stay(state);
  const known = { ...state, channelDeleted: true };
  // What follows, a close or a state without a channel, has its explanation now.
  return state.phase === 'lingering' || isOut(state) ? stop(known, facts, 'channel-deleted') : stay(known);
}

/** Whether Discord may believe that the bot is in a channel, or may yet put it there. */
export function holdsPlace(state: ConnectionState): boolean {
  const isLeaving = state.phase === 'signalling' && state.rejoin === 'leaving';
  return state.phase !== 'idle' && state.phase !== 'stopped' && !isOut(state) && !isLeaving;
}

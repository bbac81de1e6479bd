/** Small pieces that the machine's steps are made of. */
import {
  type Facts,
  type ShardAction,
  type ShardPhase,
  type ShardState,
  type Step,
  type TimerName,
} from './shard-state';

/** Whether a socket is open and Discord is talked to. */
export function isConnected(phase: ShardPhase): boolean {
  return (
    phase === 'hello' || phase === 'permit' || phase === 'identifying' || phase === 'resuming' || phase === 'ready'
  );
}

/** What ends with a connection, whoever ended it. */
export function endConnection(state: ShardState): ShardAction[] {
  const actions: ShardAction[] = [{ type: 'clear-timer', name: 'heartbeat' }];
  if (state.phase === 'permit') actions.push({ type: 'cancel-permit' });
  return actions;
}

export function enter(state: ShardState, phase: ShardPhase, facts: Facts, patch: Partial<ShardState>): ShardState {
  return { ...state, ...patch, phase, phaseSinceMs: facts.nowMs };
}

export function stay(state: ShardState): Step {
  return { state, actions: [] };
}

export function setTimer(name: TimerName, delayMs: number): ShardAction {
  return { type: 'set-timer', name, delayMs };
}

export function clearTimers(): ShardAction[] {
  return [
    { type: 'clear-timer', name: 'deadline' },
    { type: 'clear-timer', name: 'heartbeat' },
    { type: 'clear-timer', name: 'reconnect' },
  ];
}

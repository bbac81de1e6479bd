/** A connection's timers by name, and the reading of what has arrived before a silence is judged. */
import { type Clock, type Timer } from '../../util';
import { type VoiceTimerName } from './connection-state';

/** Something that delivers: how often it has. */
export interface Delivering {
  readonly received: number;
}

/** Turns of the event loop in which nothing arrives before an answer counts as missing. */
const QUIET_TURNS = 2;
/** A socket that goes on delivering is not read for ever. */
const MOST_TURNS = 1_000;

export class VoiceTimers {
  private readonly timers = new Map<VoiceTimerName, Timer>();

  constructor(private readonly clock: Clock) {}

  set(name: VoiceTimerName, delayMs: number, fire: () => void): void {
    this.clear(name);
    const timer = this.clock.setTimer(delayMs, () => {
      this.timers.delete(name);
      fire();
    });
    this.timers.set(name, timer);
  }

  clear(name: VoiceTimerName): void {
    this.timers.get(name)?.cancel();
    this.timers.delete(name);
  }
}

/** Calls back when what `source` holds has been read, unless another one has taken its place meanwhile. */
export function afterReading(source: () => Delivering | undefined, then: () => void): void {
  const line = source();
  let seen = line?.received;
  let quietTurns = 0;
  let turns = 0;
  const turn = (): void => {
    if (line !== source()) return;
    turns += 1;
    quietTurns = line?.received === seen ? quietTurns + 1 : 0;
    seen = line?.received;
    if (quietTurns >= QUIET_TURNS || turns >= MOST_TURNS) then();
    else setImmediate(turn);
  };
  setImmediate(turn);
}

/** The system's clock, but waits of up to a second take a tenth of it; the longer ones, which are limits, stay as they are. */
import { type Clock, systemClock } from 'corduroy/util';

export const hastyClock: Clock = {
  now: () => systemClock.now(),
  wallMs: () => systemClock.wallMs(),
  setTimer: (delayMs, callback, options) =>
    systemClock.setTimer(delayMs <= 1_000 ? delayMs / 10 : delayMs, callback, options),
};

/** How busy the event loop of a thread is: that of the thread which sends audio must have time left. */
'use strict';
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');

/** How often it looks; a turn seems longer by up to that much. */
const LOOK_MS = 5;
const NS_PER_MS = 1e6;
/** Between a worker and the main thread. */
const CHANNEL = 'corduroy-bench-turns';

class Turns {
  constructor() {
    this.delay = monitorEventLoopDelay({ resolution: LOOK_MS });
    this.delay.enable();
    this.reset();
  }

  reset() {
    this.delay.reset();
    this.before = performance.eventLoopUtilization();
  }

  read() {
    const { utilization } = performance.eventLoopUtilization(this.before);
    return { busyPercent: 100 * utilization, longestTurnMs: this.delay.max / NS_PER_MS };
  }
}

/** In a worker: does what the main thread asks for. */
function watchHere() {
  const turns = new Turns();
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (data === 'reset') turns.reset();
    else if (data === 'read') channel.postMessage(turns.read());
  };
  channel.unref();
}

/** In the main thread: the turns of the one worker that there is. */
class TurnsOfWorker {
  constructor() {
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.unref();
  }

  reset() {
    this.channel.postMessage('reset');
  }

  read() {
    return new Promise((resolve) => {
      this.channel.onmessage = ({ data }) => {
        if (typeof data === 'object') resolve(data);
      };
      this.channel.postMessage('read');
    });
  }
}

module.exports = { Turns, TurnsOfWorker, watchHere };

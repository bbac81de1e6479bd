/** Starts the processes of a benchmark, and talks to them. */
'use strict';
const { fork } = require('node:child_process');

/** Bot tokens of the right form; nothing but this machine ever sees them. */
const TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAw.GbenCh.not_a_real_token_only_a_benchmark_00';

const LAST_WORDS = 2_000;
const LONGEST_EXIT_MS = 10_000;

/**
 * A process with a script and its settings. `next(type)` waits for a message; a process that ends without it, or takes
 * too long, rejects with the last that it printed.
 */
class Child {
  constructor(script, settings, { limitMs = 60_000, execArgv = [], env = {} } = {}) {
    this.limitMs = limitMs;
    this.printed = '';
    this.waiting = new Map();
    this.arrived = new Map();
    this.over = undefined;
    this.process = fork(script, [JSON.stringify(settings)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [...process.execArgv, ...execArgv],
      env: { ...process.env, ...env },
    });
    const listen = (chunk) => {
      this.printed = (this.printed + chunk.toString()).slice(-LAST_WORDS);
    };
    this.process.stdout.on('data', listen);
    this.process.stderr.on('data', listen);
    this.process.on('message', (message) => {
      const waiter = this.waiting.get(message.type);
      if (waiter) waiter.resolve(message);
      else this.arrived.set(message.type, message);
    });
    this.ended = new Promise((resolve) => {
      this.process.on('close', (code, signal) => {
        this.over = `ended (${signal ?? code})`;
        for (const waiter of this.waiting.values()) waiter.reject(this.failure(this.over));
        resolve();
      });
    });
  }

  next(type) {
    const early = this.arrived.get(type);
    if (early) {
      this.arrived.delete(type);
      return Promise.resolve(early);
    }
    if (this.over) return Promise.reject(this.failure(this.over));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        done();
        reject(this.failure(`said nothing for ${this.limitMs / 1_000} s`));
      }, this.limitMs);
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(type);
      };
      this.waiting.set(type, {
        resolve: (message) => {
          done();
          resolve(message);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
    });
  }

  send(message) {
    this.process.send(message);
  }

  /** Asks the process to end, which lets it write its profile, and ends it when it does not. */
  async stop() {
    if (this.over) return;
    this.process.send({ type: 'exit' }, () => undefined);
    const timer = setTimeout(() => this.process.kill('SIGKILL'), LONGEST_EXIT_MS);
    await this.ended;
    clearTimeout(timer);
  }

  failure(what) {
    return new Error(`${what}${this.printed.trim() ? `: ${this.printed.trim()}` : ''}`);
  }
}

/** What the process was told, for the child's side; from here on it ends when it is asked to. */
function settings() {
  process.on('message', ({ type }) => {
    if (type === 'exit') process.exit(0);
  });
  // The parent was interrupted.
  process.on('disconnect', () => process.exit(0));
  return JSON.parse(process.argv[2]);
}

function tell(type, values = {}) {
  process.send({ type, ...values });
}

/** CPU time of this process so far, user and system, in microseconds. */
function cpuUs() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function rssMb() {
  return process.memoryUsage.rss() / 2 ** 20;
}

/** What JavaScript holds, buffers included, after garbage is collected; `undefined` in a process without `--expose-gc`. */
function heapMb() {
  if (!globalThis.gc) return undefined;
  // Twice: what a finalizer lets go is collected by the next.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

module.exports = { Child, cpuUs, heapMb, rssMb, settings, tell, TOKEN };

/** A bot that runs, and the server that it is at. */
'use strict';
const { spawn } = require('node:child_process');
const { dirname, join } = require('node:path');
const { setTimeout } = require('node:timers/promises');
const { Child, TOKEN } = require('../../lib/children.cjs');
const { CORES, onCore, pin } = require('../../lib/cores.cjs');
const { usageOf } = require('../../lib/usage.cjs');
const { Search } = require('./search.cjs');

const LAST_WORDS = 2_000;
const SETTLE_MS = 300;
/** How long writing a profile may take. */
const PROFILE_MS = 10_000;

class Running {
  constructor(server, child, tail, isProfiled) {
    this.isProfiled = isProfiled;
    this.server = server;
    this.child = child;
    this.tail = tail;
    this.search = new Search();
    /** Of the highest rate that held. */
    this.best = undefined;
    this.over = new Promise((resolve) => child.once('close', resolve));
  }

  static async start(bot, { execArgv = [] }) {
    const file = bot.make();
    const server = new Child(join(__dirname, 'server.cjs'), { knows: bot.knows ?? false }, { limitMs: 90_000 });
    const { port } = await server.next('listening');
    pin(server.process.pid, CORES.generator);
    const profiling = execArgv.length > 0 ? [...execArgv, '--require', join(__dirname, 'ends.cjs')] : [];
    const args = [...profiling, ...(bot.point ? ['--require', bot.point] : []), file];
    const child = spawn(...onCore(CORES.bot, process.execPath, args), {
      cwd: dirname(file),
      env: { ...process.env, DISCORD_TOKEN: TOKEN, BENCH_PORT: port, CORDUROY_API: `http://127.0.0.1:${port}/api/v10` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const tail = { text: '' };
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (data) => (tail.text = (tail.text + data.toString()).slice(-LAST_WORDS)));
    }
    const one = new Running(server, child, tail, execArgv.length > 0);
    try {
      const { problem } = await one.orOver(server.next('ready'));
      if (problem) throw new Error(problem);
    } catch (error) {
      await one.close();
      throw error;
    }
    await setTimeout(SETTLE_MS);
    return one;
  }

  /** One step, and what it cost the bot. @throws {Error} where the bot said what it should not, which no rate excuses. */
  async load(rate, forMs) {
    const { pid } = this.child;
    const before = usageOf(pid);
    this.server.send({ type: 'load', rate, forMs });
    const { figures } = await this.orOver(this.server.next('load'));
    figures.cpuUs = ((usageOf(pid).cpuMs - before.cpuMs) * 1_000) / figures.sent;
    if (figures.wrong > 0) throw new Error(`${figures.wrong} answers were wrong: ${figures.example}`);
    if (figures.twice > 0) throw new Error(`${figures.twice} callbacks to what was answered or never sent`);
    return figures;
  }

  async orOver(promise) {
    const over = this.over.then(() => {
      throw new Error(`ended: ${this.tail.text.trim()}`);
    });
    // Whichever comes second is nobody's.
    over.catch(() => undefined);
    promise.catch(() => undefined);
    return Promise.race([promise, over]);
  }

  async close() {
    if (this.isProfiled) {
      this.child.kill('SIGUSR2');
      await Promise.race([this.over.catch(() => undefined), setTimeout(PROFILE_MS)]);
    }
    this.child.kill('SIGKILL');
    await this.over;
    await this.server.stop();
  }
}

module.exports = { Running };

/**
 * How many interactions a second a bot answers in time: a command with a guard, three options and a reply, at rates that are found by
 * doubling and halving. The bot has one core, and what makes the load another.
 */
'use strict';
const { spawn } = require('node:child_process');
const { dirname, join } = require('node:path');
const { setTimeout } = require('node:timers/promises');
const { Child, TOKEN } = require('../../lib/children.cjs');
const { CORES, isPinned, onCore, pin } = require('../../lib/cores.cjs');
const { missing } = require('../../lib/peers.cjs');
const { notes, table } = require('../../lib/table.cjs');
const { usageOf } = require('../../lib/usage.cjs');
const { BOTS, clean } = require('./bots.cjs');
const { Search } = require('./search.cjs');

const LAST_WORDS = 2_000;
/** A rate holds when all that is open at its end is answered so soon: a queue that grew takes longer. */
const DRAIN_MS = 150;
const SETTLE_MS = 300;
const WARM_UP_RATE = 1_000;

async function bench({ quick, rounds, only, profile, log }) {
  const size = quick ? { warmUps: 2, stepMs: 1_000, commonMs: 2_000 } : { warmUps: 4, stepMs: 3_000, commonMs: 5_000 };
  log('interactions: how many are answered in time');
  clean();
  const results = new Map();
  for (const { name, needs } of BOTS.filter((bot) => only(bot.name))) {
    const absent = missing(needs);
    results.set(name, absent ? { problem: `${absent} is not installed` } : { runs: [] });
  }
  try {
    for (let round = 1; round <= rounds; round += 1)
      await runRound(results, size, profile, `round ${round}/${rounds}`, log);
    return [render(results)];
  } finally {
    clean();
  }
}

async function runRound(results, size, profile, title, log) {
  const running = new Map();
  /** Each that is there and has not failed, in turn. */
  const each = async (act) => {
    for (const bot of BOTS) {
      const result = results.get(bot.name);
      if (!result || result.problem) continue;
      try {
        await act(bot, running.get(bot.name), result);
      } catch (error) {
        result.problem = `failed: ${error.message.split('\n')[0].slice(0, 200)}`;
        log(`  ${title} ${bot.name} failed: ${error.message}`);
      }
    }
  };
  try {
    await each(async (bot) => void running.set(bot.name, await Running.start(bot, profile)));
    await findHighest(each, size, title, log);
    const highest = [...running.values()].filter((one) => one.search.isOver).map((one) => one.search.highest);
    const rate = Math.round(Math.min(...highest) / 2);
    await each(async ({ name }, one, { runs }) => {
      const { late, lost, p50Ms, p99Ms } = await one.load(rate, size.commonMs);
      const { busy, cpuUs } = one.best;
      const { rssMb } = usageOf(one.child.pid);
      const figures = { highest: one.search.highest, busy, cpuUs, rssMb, rate, late, lost, p50Ms, p99Ms };
      runs.push(figures);
      log(`  ${title} ${name}: ${describe(figures)}`);
    });
  } finally {
    for (const one of running.values()) await one.close();
  }
}

/** One step of each bot, then one more of each, so that what else the machine does falls on all alike. */
async function findHighest(each, { warmUps, stepMs }, title, log) {
  // For the compiler: twice as many as a slow bot can take, so that all have had some thousands.
  for (let i = 0; i < warmUps; i += 1) await each((_bot, one) => one.load(WARM_UP_RATE, stepMs));
  for (let isOver = false; !isOver;) {
    isOver = true;
    await each(async ({ name }, one) => {
      if (one.search.isOver) return;
      isOver = false;
      const { rate } = one.search;
      const figures = await one.load(rate, stepMs);
      const held = holds(figures);
      if (held && rate > one.search.highest) one.best = figures;
      one.search.record(held);
      log(`  ${title} ${name}: ${rate} a second ${held ? 'held' : 'did not hold'}: ${describe(figures)}`);
    });
  }
}

function holds({ late, lost, hopeless, drainMs }) {
  return late === 0 && lost === 0 && !hopeless && drainMs <= DRAIN_MS;
}

/** A bot, and the server that it is at. */
class Running {
  constructor(server, child, tail) {
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
    const args = [...execArgv, ...(bot.point ? ['--require', bot.point] : []), file];
    const child = spawn(...onCore(CORES.bot, process.execPath, args), {
      cwd: dirname(file),
      env: { ...process.env, DISCORD_TOKEN: TOKEN, BENCH_PORT: port, CORDUROY_API: `http://127.0.0.1:${port}/api/v10` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const tail = { text: '' };
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (data) => (tail.text = (tail.text + data.toString()).slice(-LAST_WORDS)));
    }
    const one = new Running(server, child, tail);
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
    // Asked kindly, it has time to write its profile.
    this.child.kill('SIGINT');
    await Promise.race([this.over, setTimeout(3_000)]);
    this.child.kill('SIGKILL');
    await this.over;
    await this.server.stop();
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function describe(figures) {
  return Object.entries(figures)
    .filter(([, value]) => typeof value === 'number')
    .map(([key, value]) => `${key} ${Number.isInteger(value) ? value : value.toFixed(2)}`)
    .join(', ');
}

function render(results) {
  const medians = new Map();
  for (const [name, { runs = [], problem }] of results) {
    if (problem || runs.length === 0) continue;
    medians.set(
      name,
      Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))])),
    );
  }
  const own = medians.get('corduroy')?.highest;
  const rate = [...medians.values()][0]?.rate;
  const rows = [
    [
      'bot',
      'highest, a second',
      'x corduroy',
      `p50 ms at ${rate}`,
      `p99 ms at ${rate}`,
      'CPU µs each',
      'RSS MB',
      'generator busy %',
    ],
  ];
  for (const name of results.keys()) {
    const figures = medians.get(name);
    if (!figures) {
      rows.push([name, ...rows[0].slice(1).map(() => '–')]);
      continue;
    }
    const { highest, p50Ms, p99Ms, cpuUs, rssMb, busy } = figures;
    const ratio = own ? (highest / own).toFixed(2) : '–';
    const rest = [p50Ms.toFixed(1), p99Ms.toFixed(1), cpuUs.toFixed(0), rssMb.toFixed(0), (busy * 100).toFixed(0)];
    rows.push([name, highest.toFixed(0), ratio, ...rest]);
  }
  const cores = isPinned ? 'one core each' : 'not kept to a core: no taskset, or one core alone';
  return `### Interactions: how many are answered in time (${cores})\n\n${table(rows)}${notes(results)}`;
}

module.exports = { bench };

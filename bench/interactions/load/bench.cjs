/**
 * How many interactions a second a bot answers in time: a command with a guard, three options and a reply, at rates that are found by
 * doubling and halving. The bot has one core, and what makes the load another.
 */
'use strict';
const { isPinned } = require('../../lib/cores.cjs');
const { missing } = require('../../lib/peers.cjs');
const { notes, table } = require('../../lib/table.cjs');
const { usageOf } = require('../../lib/usage.cjs');
const { BOTS, clean } = require('./bots.cjs');
const { Running } = require('./running.cjs');

/** A rate holds when all that is open at its end is answered so soon: a queue that grew takes longer. */
const DRAIN_MS = 150;
const WARM_UP_RATE = 1_000;

async function bench({ quick, rounds, only, profile, log }) {
  const size = quick ? { warmUps: 2, stepMs: 1_000, commonMs: 2_000 } : { warmUps: 3, stepMs: 3_000, commonMs: 5_000 };
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

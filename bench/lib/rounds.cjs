/**
 * Runs clients in turns: every round runs each of them once, so that whatever else the machine does falls on all alike.
 * What is reported is the median of the rounds.
 */
'use strict';
const { missing } = require('./peers.cjs');

/** Figures of which the worst round counts. */
const WORST = new Set(['lost', 'stale']);

/**
 * @param clients `{ name, needs, lacks }[]`; one whose packages are missing, or that says what it lacks, is left out and
 * reported.
 * @param run `(client) => Promise<{ [figure]: number }>`
 * @returns by name: the medians, or what went wrong.
 */
async function inRounds(clients, rounds, run, log) {
  const results = presentOf(clients, log);
  for (let round = 1; round <= rounds; round += 1) {
    await takeTurns(clients, results, run, `round ${round}/${rounds}`, log);
  }
  return mediansOf(results);
}

/**
 * The same with all clients open at once, who take turns many times in each round: what disturbs the machine for a
 * second or two then falls on all of them. What is reported is the median of all slices but the first `warmUp` of each
 * round: a process that waited while the others began runs slower for a while, the more code it has the longer.
 * @param open `(client) => Promise<{ run: () => Promise<{ [figure]: number }>, close: () => Promise<void> }>`
 */
async function inSlices(clients, { rounds, slices, warmUp = 0 }, open, log) {
  const results = presentOf(clients, log);
  for (let round = 1; round <= rounds; round += 1) {
    const opened = new Map();
    try {
      const begin = async (client) => void opened.set(client.name, await open(client));
      await takeTurns(clients, results, begin, `round ${round}/${rounds}, start`, log);
      for (let slice = 1; slice <= warmUp; slice += 1) {
        const run = async ({ name }) => void (await opened.get(name).run());
        await takeTurns(clients, results, run, `round ${round}/${rounds}, warm-up ${slice}/${warmUp}`, log);
      }
      for (let slice = 1; slice <= slices; slice += 1) {
        const run = ({ name }) => opened.get(name).run();
        await takeTurns(clients, results, run, `round ${round}/${rounds}, slice ${slice}/${slices}`, log);
      }
    } finally {
      for (const each of opened.values()) await each.close();
    }
  }
  return mediansOf(results);
}

function presentOf(clients, log) {
  const results = new Map();
  for (const { name, needs, lacks } of clients) {
    const absent = missing(needs);
    const problem = absent ? `${absent} is not installed` : lacks?.();
    if (problem) log(`  ${name}: ${problem}, left out`);
    results.set(name, problem ? { problem } : { runs: [] });
  }
  return results;
}

/** Each client once. One that fails is left out from then on. */
async function takeTurns(clients, results, run, turn, log) {
  for (const client of clients) {
    const result = results.get(client.name);
    if (result.problem) continue;
    try {
      const figures = await run(client);
      if (figures === undefined) continue;
      result.runs.push(figures);
      log(`  ${turn} ${client.name}: ${describe(figures)}`);
    } catch (error) {
      result.problem = `failed: ${firstLine(error.message)}`;
      log(`  ${turn} ${client.name} failed: ${error.message}`);
    }
  }
}

function mediansOf(results) {
  for (const [name, { runs, problem }] of results) results.set(name, problem ? { problem } : medians(runs));
  return results;
}

function medians(runs) {
  const figures = {};
  for (const key of Object.keys(runs[0])) {
    const values = runs.map((run) => run[key]);
    // What was lost once is not made good by two rounds without a loss.
    figures[key] = WORST.has(key) ? Math.max(...values) : median(values);
  }
  return figures;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function describe(figures) {
  return Object.entries(figures)
    .map(([key, value]) => `${key} ${short(value)}`)
    .join(', ');
}

function short(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1);
}

function firstLine(text) {
  return text.split('\n')[0].slice(0, 100);
}

module.exports = { inRounds, inSlices, short };

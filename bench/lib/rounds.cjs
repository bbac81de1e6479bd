/**
 * Runs clients in turns: every round runs each of them once, so that whatever else the machine does falls on all alike.
 * What is reported is the median of the rounds.
 */
'use strict';
const { missing } = require('./peers.cjs');

/**
 * @param clients `{ name, needs }[]`; one whose packages are missing is left out and reported.
 * @param run `(client) => Promise<{ [figure]: number }>`
 * @returns by name: the medians, or what went wrong.
 */
async function inRounds(clients, rounds, run, log) {
  const results = new Map();
  const present = [];
  for (const client of clients) {
    const absent = missing(client.needs);
    if (absent) {
      log(`  ${client.name}: ${absent} is not installed, left out`);
      results.set(client.name, { problem: `${absent} is not installed` });
    } else {
      present.push(client);
      results.set(client.name, { runs: [] });
    }
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const client of present) {
      const result = results.get(client.name);
      if (result.problem) continue;
      try {
        const figures = await run(client);
        result.runs.push(figures);
        log(`  round ${round}/${rounds} ${client.name}: ${describe(figures)}`);
      } catch (error) {
        result.problem = `failed: ${firstLine(error.message)}`;
        log(`  round ${round}/${rounds} ${client.name} failed: ${error.message}`);
      }
    }
  }
  for (const [name, { runs, problem }] of results) results.set(name, problem ? { problem } : medians(runs));
  return results;
}

function medians(runs) {
  const figures = {};
  for (const key of Object.keys(runs[0])) {
    const values = runs.map((run) => run[key]);
    // What was lost once is not made good by two rounds without a loss.
    figures[key] = key === 'lost' ? Math.max(...values) : median(values);
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

module.exports = { inRounds, short };

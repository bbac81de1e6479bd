/** Interactions: what one costs, and how many a bot answers in time. */
'use strict';
const { bench: cost } = require('./cost/bench.cjs');

async function bench(options) {
  return [...(await cost(options))];
}

module.exports = { bench };

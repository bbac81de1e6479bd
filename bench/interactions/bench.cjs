/** Interactions: what one costs, and how many a bot answers in time. */
'use strict';
const { bench: cost } = require('./cost/bench.cjs');
const { bench: load } = require('./load/bench.cjs');

async function bench(options) {
  return [...(await cost(options)), ...(await load(options))];
}

module.exports = { bench };

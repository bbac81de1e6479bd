/** The gateway: what events cost, what guilds hold, and how soon a client is there. */
'use strict';
const { bench: firehose } = require('./firehose.cjs');
const { bench: memory } = require('./memory.cjs');
const { bench: start } = require('./start.cjs');

const GUILDS = { whole: 1_000, quick: 50 };

async function bench(options) {
  const guilds = options.quick ? GUILDS.quick : GUILDS.whole;
  return [
    ...(await firehose({ ...options, guilds })),
    ...(await memory({ ...options, guilds })),
    ...(await start({ ...options, guilds })),
  ];
}

module.exports = { bench };

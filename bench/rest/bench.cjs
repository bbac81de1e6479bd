/** Message creates: CPU per request, how much of the limits is used, and how long a burst takes. */
'use strict';
const { join } = require('node:path');
const { Child } = require('../lib/children.cjs');
const { inRounds } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');

const CLIENTS = [
  { name: 'floor: undici Pool', file: 'floor', needs: ['undici'] },
  { name: 'corduroy, in order', file: 'corduroy', needs: ['corduroy'] },
  { name: "corduroy, { order: 'any' }", file: 'corduroy-any', needs: ['corduroy'] },
  { name: '@discordjs/core', file: 'discordjs-core', needs: ['@discordjs/core'] },
  { name: 'eris', file: 'eris', needs: ['eris'] },
  { name: 'seyfert', file: 'seyfert', needs: ['seyfert'] },
  { name: 'oceanic.js', file: 'oceanic', needs: ['oceanic.js'] },
  { name: '@discordeno/bot', file: 'discordeno', needs: ['@discordeno/bot'] },
];

const LIMIT = { limit: 5, windowMs: 200 };

function variants(quick) {
  const channels = 50;
  const each = quick ? 25 : 50;
  return {
    free: {
      title: `limits out of reach, one message in flight in each of ${channels} channels`,
      // Some clients are slow when an answer has no headers about limits; on this route Discord always sends them.
      server: { limit: 1_000_000, windowMs: 3_600_000 },
      plan: { shape: 'closed loop', channels, each: quick ? 60 : 300, warmUp: quick ? 25 : 100 },
    },
    limited: {
      title: `${LIMIT.limit} per ${LIMIT.windowMs} ms a channel, ${each} messages for each of ${channels} channels at once`,
      server: LIMIT,
      plan: { shape: 'at once', channels, each, warmUp: 20 },
      /** The last window can open that long after the first, and is used up at once. */
      optimumMs: (each / LIMIT.limit - 1) * LIMIT.windowMs,
    },
    burst: {
      title: 'burst of 5 on a channel not seen before, 50 ms latency',
      server: { limit: 5, windowMs: 5_000, latencyMs: 50 },
      plan: { shape: 'at once', channels: 1, each: 5, warmUp: 4 },
    },
  };
}

async function bench({ quick, rounds, only, profile, log }) {
  const clients = CLIENTS.filter(({ name }) => only(name));
  const results = {};
  const all = variants(quick);
  for (const [key, variant] of Object.entries(all)) {
    log(`REST: ${variant.title}`);
    const server = new Child(join(__dirname, 'server.cjs'), variant.server);
    try {
      const { port } = await server.next('listening');
      const run = (client) => runOnce({ server, port, client, variant, profile });
      results[key] = await inRounds(clients, rounds, run, log);
    } finally {
      await server.stop();
    }
  }
  return [render(results)];
}

async function runOnce({ server, port, client, variant, profile }) {
  const { plan, optimumMs } = variant;
  const child = new Child(join(__dirname, 'client.cjs'), { client: client.file, port, plan }, profile);
  try {
    await child.next('warm');
    server.send({ type: 'reset' });
    await server.next('reset');
    child.send({ type: 'go' });
    const { cpuUs, wallMs } = await child.next('done');
    server.send({ type: 'count' });
    const { answered, refused, tookMs } = await server.next('count');
    const wanted = plan.channels * plan.each;
    if (answered !== wanted) throw new Error(`${answered} messages arrived of ${wanted}`);
    return {
      'µs/request': cpuUs / wanted,
      'wall ms': wallMs,
      '429s': refused,
      ...(optimumMs === undefined ? {} : { '% of optimum': (100 * optimumMs) / tookMs }),
    };
  } finally {
    await child.stop();
  }
}

function render({ free, limited, burst }) {
  const floor = free.values().next().value;
  const rows = [
    [
      'client',
      'limits out of reach: CPU µs/request',
      'x floor',
      '5 per 200 ms: % of optimum',
      '429s',
      'burst of 5, ms',
    ],
  ];
  for (const name of free.keys()) {
    const cost = free.get(name)['µs/request'];
    rows.push([
      name,
      figure(free.get(name), 'µs/request', 0),
      cost === undefined || floor.problem ? '' : (cost / floor['µs/request']).toFixed(2),
      figure(limited.get(name), '% of optimum', 1),
      figure(limited.get(name), '429s', 0),
      figure(burst.get(name), 'wall ms', 0),
    ]);
  }
  return `### REST: message creates\n\n${table(rows)}${notes(free, limited, burst)}`;
}

function figure(figures, key, digits) {
  return figures.problem ? '–' : figures[key].toFixed(digits);
}

module.exports = { bench };

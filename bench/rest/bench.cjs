/** Message creates: CPU per request, how much of the limits is used, and how long a burst takes. */
'use strict';
const { join } = require('node:path');
const { Child } = require('../lib/children.cjs');
const { inRounds, inSlices } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');

const CLIENTS = [
  { name: 'floor: undici Pool', file: 'floor', needs: ['undici'] },
  { name: 'corduroy, in order', file: 'corduroy', needs: ['corduroy'] },
  { name: "corduroy, { order: 'any' }", file: 'corduroy-any', needs: ['corduroy'] },
  { name: '@discordjs/core', file: 'discordjs-core', needs: ['@discordjs/core'] },
  { name: 'discord.js', file: 'discordjs', needs: ['discord.js'] },
  { name: 'eris', file: 'eris', needs: ['eris'] },
  { name: 'seyfert', file: 'seyfert', needs: ['seyfert'] },
  { name: 'oceanic.js', file: 'oceanic', needs: ['oceanic.js'] },
  { name: '@discordeno/bot', file: 'discordeno', needs: ['@discordeno/bot'] },
];

// Some clients are slow when an answer has no headers about limits; on this route Discord always sends them.
const OUT_OF_REACH = { limit: 1_000_000, windowMs: 3_600_000 };
const LIMIT = { limit: 5, windowMs: 200 };
const GLOBAL_LIMIT = 800;
const LATENCY_MS = 50;

function variants(quick) {
  const channels = 50;
  const each = quick ? 25 : 50;
  const loop = { load: 'closed loop', channels, each: quick ? 20 : 40, warmUp: quick ? 50 : 200 };
  const slices = quick ? { warmUp: 2, slices: 2 } : { warmUp: 4, slices: 6 };
  const heap = { load: 'at once', shape: 'text', channels, each, warmUp: 100 };
  const burst = { load: 'at once', shape: 'text', channels: 1, each: 5, warmUp: 4 };
  /** The last window of a channel can open that long after the first, and is used up at once. */
  const bucketsMs = (each / LIMIT.limit - 1) * LIMIT.windowMs;
  const globalMs = (Math.ceil((channels * each) / GLOBAL_LIMIT) - 1) * 1_000;
  return {
    text: { title: 'limits out of reach, a text', server: OUT_OF_REACH, plan: { ...loop, shape: 'text' }, slices },
    card: {
      title: 'limits out of reach, a text and an embed',
      server: OUT_OF_REACH,
      plan: { ...loop, shape: 'card' },
      slices,
    },
    buckets: {
      title: `${LIMIT.limit} per ${LIMIT.windowMs} ms a channel, ${each} messages for each of ${channels} channels at once`,
      server: LIMIT,
      plan: heap,
      optimumMs: bucketsMs,
    },
    global: {
      title: `the same, and ${GLOBAL_LIMIT} a second over all`,
      server: { ...LIMIT, globalLimit: GLOBAL_LIMIT },
      plan: heap,
      globalPerSecond: GLOBAL_LIMIT,
      optimumMs: Math.max(bucketsMs, globalMs),
    },
    cold: {
      title: `burst of 5 on a channel and a route not used before, ${LATENCY_MS} ms latency`,
      server: { limit: 5, windowMs: 5_000, latencyMs: LATENCY_MS },
      plan: { ...burst, warmUpWith: 'reads' },
    },
    known: {
      title: `burst of 5 on a channel not used before, on a route that was, ${LATENCY_MS} ms latency`,
      server: { limit: 5, windowMs: 5_000, latencyMs: LATENCY_MS },
      plan: burst,
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
      const open = (client) => openOne({ server, port, client, variant, profile });
      results[key] = variant.slices
        ? await inSlices(clients, { rounds, ...variant.slices }, open, log)
        : await inRounds(clients, rounds, (client) => runOnce(open, client), log);
    } finally {
      await server.stop();
    }
  }
  return [renderCost(results), renderLimits(results)];
}

async function runOnce(open, client) {
  const opened = await open(client);
  try {
    return await opened.run();
  } finally {
    await opened.close();
  }
}

/** A client in a process of its own, warm and ready to send what the plan says. */
async function openOne({ server, port, client, variant, profile }) {
  const { plan, globalPerSecond } = variant;
  const settings = { client: client.file, port, plan, globalPerSecond };
  const child = new Child(join(__dirname, 'client.cjs'), settings, profile);
  try {
    await child.next('warm');
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { run: () => runPlan(server, child, variant), close: () => child.stop() };
}

async function runPlan(server, child, { plan, optimumMs }) {
  server.send({ type: 'reset' });
  await server.next('reset');
  child.send({ type: 'go' });
  const { cpuUs, wallMs } = await child.next('done');
  server.send({ type: 'count' });
  const { answered, refused, refusedGlobally, tookMs } = await server.next('count');
  const wanted = plan.channels * plan.each;
  if (answered !== wanted) throw new Error(`${answered} messages arrived of ${wanted}`);
  return {
    'µs/request': cpuUs / wanted,
    'wall ms': wallMs,
    'took ms': tookMs,
    '429s': refused,
    'global 429s': refusedGlobally,
    ...(optimumMs === undefined ? {} : { '% of optimum': (100 * optimumMs) / tookMs }),
  };
}

function renderCost({ text, card }) {
  const rows = [['client', 'a text: CPU µs/request', 'x floor', 'with an embed: CPU µs/request', 'x floor']];
  for (const name of text.keys()) {
    const cells = [text, card].flatMap((results) => [
      figure(results.get(name), 'µs/request', 0),
      ratio(results.get(name), floorOf(results), 'µs/request'),
    ]);
    rows.push([name, ...cells]);
  }
  return `### REST: what a message create costs\n\n${table(rows)}${notes(text, card)}`;
}

function renderLimits({ buckets, global, cold, known }) {
  const rows = [
    [
      'client',
      'buckets: % of optimum',
      'x floor',
      '429s',
      'and a global limit: % of optimum',
      'x floor',
      '429s of buckets',
      'global 429s',
      'burst of 5, cold: round trips',
      'route known: round trips',
    ],
  ];
  for (const name of buckets.keys()) {
    rows.push([
      name,
      figure(buckets.get(name), '% of optimum', 1),
      ratio(buckets.get(name), floorOf(buckets), '% of optimum'),
      figure(buckets.get(name), '429s', 0),
      figure(global.get(name), '% of optimum', 1),
      ratio(global.get(name), floorOf(global), '% of optimum'),
      figure(global.get(name), '429s', 0),
      figure(global.get(name), 'global 429s', 0),
      roundTrips(cold.get(name)),
      roundTrips(known.get(name)),
    ]);
  }
  return `### REST: keeping to limits\n\n${table(rows)}${notes(buckets, global, cold, known)}`;
}

function floorOf(results) {
  return results.values().next().value;
}

function figure(figures, key, digits) {
  return figures.problem ? '–' : figures[key].toFixed(digits);
}

function ratio(figures, floor, key) {
  return figures.problem || floor.problem ? '–' : (figures[key] / floor[key]).toFixed(2);
}

function roundTrips(figures) {
  return figures.problem ? '–' : (figures['wall ms'] / LATENCY_MS).toFixed(2);
}

module.exports = { bench };

/**
 * What a cache costs: storing a GUILD_CREATE beside parsing it, and the memory of 1,000 guilds without their members.
 * `npm run build && node --expose-gc bench/cache/bench.cjs`. One process, no sockets.
 */
'use strict';
const { GroupCache } = require('../../dist/cache');
const { nullLogger, systemClock } = require('../../dist/util');
const { GatewayIntentBits } = require('discord-api-types/v10');
const { Workload } = require('../gateway/workload.cjs');

const { GuildMembers, Guilds } = GatewayIntentBits;
const GUILDS = 1_000;
const ROUNDS = 7;
const SHARD = { id: 0, count: 1 };

const workload = new Workload({ guilds: GUILDS });
const frames = Array.from({ length: GUILDS }, (_, guild) =>
  Buffer.from(JSON.stringify({ t: 'GUILD_CREATE', s: guild + 2, op: 0, d: workload.guild(guild) })),
);

/** As a group opens it: default policies, or members as well. */
function open(choice, bits) {
  const cache = new GroupCache({ name: 'bench', choice, clock: systemClock, logger: nullLogger });
  cache.open((intent) => (GatewayIntentBits[intent] & bits) !== 0);
  return cache;
}

function fill(cache) {
  for (const frame of frames) {
    const packet = JSON.parse(frame.toString());
    cache?.apply(packet, SHARD);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function timeOf(choice, bits) {
  const cache = choice && open(choice, bits);
  const startedAt = process.hrtime.bigint();
  fill(cache);
  const tookMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
  cache?.close();
  return tookMs;
}

function heapOf(choice, bits) {
  global.gc();
  const before = process.memoryUsage().heapUsed;
  const cache = open(choice, bits);
  fill(cache);
  global.gc();
  const used = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  const report = cache.report();
  cache.close();
  return { used, estimated: report.estimatedBytes / 2 ** 20, records: report.records };
}

if (!global.gc) {
  console.error('run it with --expose-gc');
  process.exit(2);
}
const cases = [
  ['parse alone', undefined, 0],
  ['default', {}, Guilds],
  ['with members', { members: 'all' }, Guilds | GuildMembers],
  ['off', { guilds: 'off', channels: 'off', roles: 'off', emojis: 'off', stickers: 'off', users: 'off' }, Guilds],
];
const times = new Map(cases.map(([name]) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, choice, bits] of cases) times.get(name).push(timeOf(choice, bits));
}
const parse = median(times.get('parse alone'));
console.log(`1,000 GUILD_CREATE of ${Math.round(frames[0].length / 1024)} KiB, medians of ${ROUNDS}\n`);
for (const [name, values] of times) {
  console.log(
    `${name.padEnd(14)} ${median(values).toFixed(0).padStart(5)} ms  x ${(median(values) / parse).toFixed(2)} of the parse`,
  );
}
console.log();
for (const [name, choice, bits] of cases.slice(1, 3)) {
  const { used, estimated, records } = heapOf(choice, bits);
  console.log(
    `heap, ${name.padEnd(13)} ${used.toFixed(1)} MiB for ${records} records; report() estimates ${estimated.toFixed(1)} MiB`,
  );
}

/** Voice: Opus passed through to many calls at once, end-to-end encrypted, while the main thread of the bot is busy now and then. */
'use strict';
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { Child } = require('../lib/children.cjs');
const { inRounds } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');
const { writeOggOpus } = require('./ogg.cjs');

const WORKER = { name: 'corduroy, { worker: true }', file: 'corduroy-worker', needs: ['corduroy'] };
const FLOOR = { name: 'floor: bare packets from a thread', file: 'floor', needs: [], isAlone: true };
const CLIENTS = [
  FLOOR,
  { name: 'corduroy', file: 'corduroy', needs: ['corduroy'] },
  WORKER,
  { name: '@discordjs/voice', file: 'discordjs-voice', needs: ['@discordjs/voice', 'ws'] },
];

/** 64 kbit/s. */
const FRAME_BYTES = 160;
/** Header, cipher's tag and counter: as long as a packet is that went out without end-to-end encryption. */
const PLAIN_BYTES = 12 + FRAME_BYTES + 16 + 4;
/** Longer than any run. */
const FILE_SECONDS = 900;
/** A shard may send 120 messages in a minute, and a join is one. */
const CALLS_PER_SHARD = 100;
const JOIN_LIMIT_MS = 300_000;
const SETTLE_LIMIT_MS = 60_000;
const WARM_UP_MS = 2_000;

async function bench({ quick, rounds, only, profile, log }) {
  const many = { calls: quick ? 20 : 100, seconds: quick ? 5 : 10 };
  const most = { calls: quick ? 60 : 400, seconds: quick ? 5 : 15 };
  const folder = mkdtempSync(join(tmpdir(), 'corduroy-bench-'));
  try {
    const file = join(folder, 'audio.ogg');
    await writeOggOpus(file, { seconds: FILE_SECONDS, frameBytes: FRAME_BYTES });
    const measure = async (clients, plan) => {
      log(`Voice: ${plan.calls} calls, ${plan.seconds} s`);
      const run = (client) => runOnce(client, { ...plan, folder, file, profile, log });
      const wanted = clients.filter(({ name }) => only(name));
      return inRounds(wanted, rounds, run, log);
    };
    const results = [
      [many, await measure(CLIENTS, many)],
      [most, await measure([FLOOR, WORKER], most)],
    ];
    return results.filter(([, each]) => each.size > 0).map(([plan, each]) => render(plan, each));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A Discord, a sink and a client of its own for every run: nothing is left over from the client before. */
async function runOnce(client, plan) {
  const { calls, folder, file, profile, log } = plan;
  const shards = Math.ceil(calls / CALLS_PER_SHARD);
  const children = [];
  const start = (script, settings, options) => {
    const child = new Child(join(__dirname, script), settings, options);
    children.unshift(child);
    return child;
  };
  try {
    const sink = start('sink.cjs', { calls, plainBytes: PLAIN_BYTES });
    const { addresses } = await sink.next('listening');
    const server = client.isAlone
      ? undefined
      : start('server.cjs', { calls, shards, addresses }, { limitMs: JOIN_LIMIT_MS });
    const { certificates, ...place } = server ? await server.next('listening') : alone(calls);
    const trusted = join(folder, 'voice-servers.pem');
    writeFileSync(trusted, certificates);
    const settings = { client: client.file, file, shards, addresses, ...place };
    const child = start('client.cjs', settings, {
      limitMs: JOIN_LIMIT_MS,
      env: certificates ? { NODE_EXTRA_CA_CERTS: trusted } : {},
      execArgv: ['--expose-gc', ...(profile.execArgv ?? [])],
    });
    const { tookMs } = await child.next('joined');
    if (server) await settled(server, sink, calls);
    const { troubles, ...figures } = await measured(child, sink, plan);
    for (const trouble of troubles.slice(0, 3)) log(`  ${client.name}: ${trouble}`);
    return { 'join ms': tookMs, ...figures };
  } finally {
    for (const child of children) await child.stop();
  }
}

function alone(calls) {
  return { certificates: '', rooms: Array.from({ length: calls }, () => ({})) };
}

/** Until everybody shares keys with whoever listens, and all calls have sealed audio. */
async function settled(server, sink, calls) {
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  for (;;) {
    server.send({ type: 'settled' });
    const { count } = await server.next('settled');
    const { streams, unsealed } = await heardIn(sink, 1);
    if (count === calls && streams === calls && unsealed === 0) return;
    if (performance.now() > deadline) {
      throw new Error(
        `of ${calls} calls ${count} agree on keys and ${streams} have audio, ${unsealed} packets of it in the clear`,
      );
    }
  }
}

async function heardIn(sink, seconds) {
  sink.send({ type: 'reset', seconds });
  await sink.next('reset');
  await pause(seconds * 1_000);
  sink.send({ type: 'count' });
  return sink.next('count');
}

async function measured(child, sink, { calls, seconds }) {
  child.send({ type: 'busy' });
  await pause(WARM_UP_MS);
  child.send({ type: 'mark' });
  const heard = await heardIn(sink, seconds);
  child.send({ type: 'figures' });
  const { cpuPercent, rssMb, heapMb, troubles, ...turns } = await child.next('figures');
  const { streams, unsealed, packets } = heard;
  if (streams !== calls) throw new Error(`${streams} calls had audio of ${calls}`);
  if (unsealed > 0) throw new Error(`${unsealed} packets of ${packets} went out in the clear`);
  return {
    'CPU %': cpuPercent,
    'gap p50 ms': heard.p50Ms,
    'p99 ms': heard.p99Ms,
    'max ms': heard.maxMs,
    'bursts %': (100 * heard.bursts) / packets,
    'frames/s': heard.meanFps,
    'slowest frames/s': heard.slowestFps,
    lost: heard.lost,
    skipped: heard.skipped,
    'grown ms': heard.grownMs,
    'thread busy %': turns.busyPercent,
    'longest turn ms': turns.longestTurnMs,
    'RSS MB': rssMb,
    'heap MB': heapMb,
    troubles,
  };
}

const COLUMNS = [
  ['CPU %', 'CPU %', 0],
  ['gap p50 ms', 'gap p50 ms', 1],
  ['p99 ms', 'p99 ms', 1],
  ['max ms', 'max ms', 0],
  ['bursts %', 'bursts %', 1],
  ['frames/s', 'frames/s a call', 2],
  ['slowest frames/s', 'slowest call', 2],
  ['lost', 'lost', 0],
  ['skipped', 'time given up, frames', 0],
  ['grown ms', 'lateness grown ms', 1],
  ['thread busy %', 'its thread busy %', 0],
  ['longest turn ms', 'longest turn ms', 0],
  ['RSS MB', 'RSS MB', 0],
  ['heap MB', 'heap MB', 1],
  ['join ms', 'joins took ms', 0],
];

function render({ calls, seconds }, results) {
  const rows = [['client', ...COLUMNS.map(([, title]) => title)]];
  for (const [name, figures] of results)
    rows.push([name, ...COLUMNS.map(([key, , digits]) => cell(figures, key, digits))]);
  return `### Voice: ${calls} calls, ${seconds} seconds\n\n${table(rows)}${notes(results)}`;
}

function cell(figures, key, digits) {
  return figures.problem ? '–' : figures[key].toFixed(digits);
}

module.exports = { bench };

/** How long a bot with one command takes from the start of its process until it is READY, and until it has answered. */
'use strict';
const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { setTimeout } = require('node:timers/promises');
const { Child, TOKEN } = require('../lib/children.cjs');
const { inRounds } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');
const { BOTS, clean } = require('./bots.cjs');
const { equivalents, published } = require('./published.cjs');

const LAST_WORDS = 2_000;
const LIMIT_MS = 20_000;
/** What a bot still has to write down after its first start. */
const SETTLE_MS = 200;

async function bench({ rounds, only, log }) {
  log('Start-up: a bot with one command, each in a fresh process');
  clean();
  const server = new Child(join(__dirname, 'server.cjs'), {});
  try {
    const { port } = await server.next('listening');
    const bots = BOTS.filter(({ name }) => only(name));
    const made = new Map();
    const run = async (bot) => {
      if (!made.has(bot.name)) made.set(bot.name, bot.make());
      const first = await start(server, port, bot, made.get(bot.name), true);
      const again = await start(server, port, bot, made.get(bot.name), false);
      return {
        'READY ms': again.readyMs,
        'answered ms': again.answeredMs,
        'first start ms': first.answeredMs,
        'CPU ms at READY': again.cpuMs,
        'RSS MB at READY': again.rssMb,
      };
    };
    // As for loading: the disk's cache is filled by a round that is left out.
    await inRounds(bots, 1, run, () => undefined);
    const results = await inRounds(bots, rounds, run, log);
    return [renderPublished(), renderEquivalents(), renderStart(results)];
  } finally {
    await server.stop();
    clean();
  }
}

/** One start of a bot, of whose commands Discord knows nothing yet, or everything. */
async function start(server, port, { name, point, knows = false }, { file, firstFile = file, forgets }, isFirst) {
  if (isFirst && forgets) rmSync(forgets, { force: true });
  const startedAtMs = Date.now();
  const child = spawn(process.execPath, [...(point ? ['--require', point] : []), isFirst ? firstFile : file], {
    cwd: dirname(file),
    env: { ...process.env, DISCORD_TOKEN: TOKEN, BENCH_PORT: port, CORDUROY_API: `http://127.0.0.1:${port}/api/v10` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.send({ type: 'begin', client: name, pid: child.pid, forget: isFirst, knows });
  let printed = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (data) => {
      printed = (printed + data.toString()).slice(-LAST_WORDS);
    });
  }
  const over = new Promise((resolve) => child.once('close', resolve));
  void over.then(() => server.send({ type: 'over', pid: child.pid }));
  const limit = new AbortController();
  void setTimeout(LIMIT_MS, undefined, limit).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  try {
    const { ready, answered } = await server.next('run');
    if (!answered) throw new Error(`ended before it ${ready ? 'answered' : 'was READY'}: ${printed.trim()}`);
    if (answered.content !== 'Pong!') throw new Error(`answered "${answered.content}"`);
    if (isFirst) await setTimeout(SETTLE_MS);
    return {
      readyMs: ready.atMs - startedAtMs,
      answeredMs: answered.atMs - startedAtMs,
      cpuMs: ready.cpuMs,
      rssMb: ready.rssMb,
    };
  } finally {
    limit.abort();
    child.kill('SIGKILL');
    await over;
  }
}

function renderStart(results) {
  const rows = [
    [
      'bot',
      'READY after ms',
      'answered after ms',
      'first start: answered after ms',
      'CPU ms at READY',
      'RSS MB at READY',
    ],
  ];
  for (const [name, figures] of results) {
    rows.push([
      name,
      ...(figures.problem
        ? rows[0].slice(1).map(() => '–')
        : Object.values(figures).map((value) => (Number.isFinite(value) ? value.toFixed(0) : '–'))),
    ]);
  }
  return `### Start-up: a bot with one command\n\n${table(rows)}${notes(results)}`;
}

function renderPublished() {
  const bots = published();
  const totals = [['hello bot', 'lines', 'tokens', 'what it does']];
  for (const { name, lines, tokens, what } of bots) totals.push([name, String(lines), String(tokens), what]);
  const parts = [['hello bot', 'lines', 'tokens', 'SHA-256 of the text', 'where it is']];
  for (const { name, parts: all } of bots) {
    for (const { lines, tokens, sha256, from } of all) parts.push([name, String(lines), String(tokens), sha256, from]);
  }
  return `### Hello bots as they are published\n\n${table(totals)}\n\n${table(parts)}`;
}

function renderEquivalents() {
  const rows = [['bot', 'files', 'lines', 'tokens']];
  for (const { name, files, lines, tokens } of equivalents()) rows.push([name, ...[files, lines, tokens].map(String)]);
  return `### The same bot written by us\n\n${table(rows)}`;
}

module.exports = { bench };

/**
 * The process of one client: joins every call and plays the file in it. When it is told to, its main thread is busy for 60 ms
 * out of every 400, as that of a bot is which does something else as well.
 */
'use strict';
const { cpuUs, heapMb, rssMb, settings, tell } = require('../lib/children.cjs');
const { Turns } = require('./turns.cjs');

const BUSY_MS = 60;
const EVERY_MS = 400;
/** Joins that wait at the same time. */
const AT_ONCE = 8;

const { client, rooms, ...place } = settings();

async function joinAll(bot) {
  const left = [...rooms];
  const one = async () => {
    for (let room = left.shift(); room; room = left.shift()) await bot.join(room);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

function keepBusy() {
  let next = performance.now();
  const strike = () => {
    const until = performance.now() + BUSY_MS;
    while (performance.now() < until);
    // What came too late is not made up for.
    next = Math.max(next + EVERY_MS, performance.now());
    setTimeout(strike, next - performance.now());
  };
  strike();
}

async function main() {
  const startedAt = performance.now();
  const bot = await require(`./clients/${client}.cjs`).open(place);
  await joinAll(bot);
  bot.begin?.();
  // Of the thread that sends.
  const turns = bot.turns ?? new Turns();
  let mark;
  const figures = async () => {
    const cpuPercent = (cpuUs() - mark.us) / 10 / (performance.now() - mark.atMs);
    const { busyPercent, longestTurnMs } = await turns.read();
    const rss = rssMb();
    // Collecting garbage takes time, which is no part of what was measured.
    tell('figures', { cpuPercent, busyPercent, longestTurnMs, rssMb: rss, heapMb: heapMb(), troubles: bot.troubles });
  };
  process.on('message', ({ type }) => {
    if (type === 'busy') keepBusy();
    else if (type === 'mark') {
      turns.reset();
      mark = { atMs: performance.now(), us: cpuUs() };
    } else if (type === 'figures') void figures();
  });
  tell('joined', { tookMs: performance.now() - startedAt });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

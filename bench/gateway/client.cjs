/**
 * The process of one client: connects it, lets it take the guilds, then measures what the firehose costs it.
 * Handlers read what a bot usually reads of an event, and add it up, so that nothing can be left out.
 */
'use strict';
const { cpuUs, heapMb, rssMb, settings, tell } = require('../lib/children.cjs');
const { amount, messageAmount } = require('./reading.cjs');
const { BEGIN, END, START } = require('./workload.cjs');

const SETTLE_MS = 600;

const { client, port, compression } = settings();
let startCpuUs = 0;
let startWall = 0;
let isReady = false;
let withGuilds;
let events = 0;
let sum = 0;

/** What the handler of every client does with what it read of a message create. @param timestampMs when it was sent */
function heard(authorId, isBot, content, channelId, timestampMs) {
  if (content === BEGIN) begin();
  else if (content === START) start();
  else if (content === END) end();
  else {
    events += 1;
    sum += messageAmount(authorId, isBot, content, channelId, timestampMs);
  }
}

/** The same for every other event. */
function noted(first, second) {
  events += 1;
  sum += amount(first, second);
}

/** The guilds are there. The mark of it comes twice. */
function begin() {
  if (isReady) return;
  isReady = true;
  // Since the process was started: loading the client is a part of starting it.
  const readyMs = performance.now();
  // What starting set going (collections of garbage, timers) is not the firehose's.
  setTimeout(() => {
    withGuilds = { readyMs, rssWithGuilds: rssMb(), heapWithGuilds: heapMb() };
    tell('begun', withGuilds);
  }, SETTLE_MS);
}

/** The compiler has seen enough events: from here on they are measured. */
function start() {
  events = 0;
  sum = 0;
  startCpuUs = cpuUs();
  startWall = performance.now();
}

function end() {
  const cpu = cpuUs() - startCpuUs;
  const wallMs = performance.now() - startWall;
  tell('end', { ...withGuilds, cpuUs: cpu, wallMs, events, sum, rssAfter: rssMb() });
}

Promise.resolve(require(`./clients/${client}.cjs`).start({ port, compression, heard, noted })).catch((error) => {
  console.error(error);
  process.exit(1);
});

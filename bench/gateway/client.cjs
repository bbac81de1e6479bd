/**
 * The process of one client: connects it, lets it take the guilds, then measures what the firehose costs it.
 * The only handler reads what a bot usually reads of a message, and adds it up, so that nothing can be left out.
 */
'use strict';
const { cpuUs, rssMb, settings, tell } = require('../lib/children.cjs');
const { BEGIN, END } = require('./workload.cjs');

const SETTLE_MS = 600;

const { client, port, compression } = settings();
const startedAt = performance.now();
let startCpuUs = 0;
let startWall = 0;
let rssWithGuilds = 0;
let readyMs = 0;
let messages = 0;
let sum = 0;

/** What the handler of every client does with what it read. @param timestampMs when the message was sent */
function heard(authorId, isBot, content, channelId, timestampMs) {
  if (content === BEGIN) {
    begin();
    return;
  }
  if (content === END) {
    end();
    return;
  }
  messages += 1;
  sum += authorId.length + content.length + channelId.length + (isBot ? 1 : 0) + (timestampMs % 1_000);
}

function begin() {
  readyMs = performance.now() - startedAt;
  // What starting set going (collections of garbage, timers) is not the firehose's.
  setTimeout(() => {
    rssWithGuilds = rssMb();
    startCpuUs = cpuUs();
    startWall = performance.now();
    tell('begun');
  }, SETTLE_MS);
}

function end() {
  const cpu = cpuUs() - startCpuUs;
  const wallMs = performance.now() - startWall;
  tell('end', { cpuUs: cpu, wallMs, messages, sum, rssWithGuilds, rssAfter: rssMb(), readyMs });
}

Promise.resolve(require(`./clients/${client}.cjs`).start({ port, compression, heard })).catch((error) => {
  console.error(error);
  process.exit(1);
});

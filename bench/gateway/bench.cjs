/** The firehose: CPU per event, memory, and the time until a client is ready. */
'use strict';
const { join } = require('node:path');
const { Child } = require('../lib/children.cjs');
const { inRounds } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');
const { messagesIn } = require('./workload.cjs');

const PLAIN = ['none'];
const BOTH = ['none', 'zlib-stream'];

const CLIENTS = [
  { name: 'floor: ws + JSON.parse', file: 'floor', needs: ['ws'], compressions: BOTH },
  { name: 'corduroy', file: 'corduroy', needs: ['corduroy'], compressions: BOTH },
  { name: '@discordjs/core', file: 'discordjs-core', needs: ['@discordjs/core'], compressions: BOTH },
  { name: '@discordeno/bot', file: 'discordeno', needs: ['@discordeno/bot'], compressions: BOTH },
  { name: 'eris', file: 'eris', needs: ['eris'], compressions: PLAIN },
  { name: 'eris (pako)', file: 'eris', needs: ['eris', 'pako'], compressions: ['zlib-stream'] },
  { name: 'discord.js, least caches', file: 'discordjs-lean', needs: ['discord.js'], compressions: PLAIN },
  { name: 'discord.js', file: 'discordjs', needs: ['discord.js'], compressions: PLAIN },
  { name: 'oceanic.js', file: 'oceanic', needs: ['oceanic.js'], compressions: BOTH },
  { name: 'seyfert', file: 'seyfert', needs: ['seyfert'], compressions: PLAIN },
];

const VARIANTS = [
  { title: 'Gateway, plain JSON', mix: 'messages', compression: 'none' },
  { title: 'Gateway, plain JSON, mostly presences', mix: 'presences', compression: 'none' },
  { title: 'Gateway, zlib-stream', mix: 'messages', compression: 'zlib-stream' },
];

async function bench({ quick, rounds, only, profile, log }) {
  const size = quick ? { guilds: 50, events: 20_000 } : { guilds: 1_000, events: 100_000 };
  const tables = [];
  for (const { title, mix, compression } of VARIANTS) {
    log(`${title}: ${size.guilds} guilds, ${size.events} events`);
    const expected = messagesIn({ mix, events: size.events });
    const server = new Child(join(__dirname, 'server.cjs'), { ...size, mix, compression });
    try {
      const { port, bytesPerEvent } = await server.next('listening');
      const run = (client) => runOnce({ server, port, client, compression, expected, events: size.events, profile });
      const clients = CLIENTS.filter((client) => client.compressions.includes(compression) && only(client.name));
      tables.push(render(title, bytesPerEvent, await inRounds(clients, rounds, run, log)));
    } finally {
      await server.stop();
    }
  }
  return tables;
}

async function runOnce({ server, port, client, compression, expected, events, profile }) {
  const child = new Child(join(__dirname, 'client.cjs'), { client: client.file, port, compression }, profile);
  try {
    await child.next('begun');
    server.send({ type: 'go' });
    const result = await child.next('end');
    server.send({ type: 'strays' });
    const { count } = await server.next('strays');
    if (count > 0) throw new Error(`made ${count} requests that nobody asked for`);
    return {
      'µs/event': result.cpuUs / events,
      'wall µs/event': (result.wallMs * 1_000) / events,
      'RSS MB with guilds': result.rssWithGuilds,
      'RSS MB after': result.rssAfter,
      'ready ms': result.readyMs,
      lost: expected - result.messages,
    };
  } finally {
    await child.stop();
  }
}

function render(title, bytesPerEvent, results) {
  const [floor] = results.values();
  const rows = [['client', 'CPU µs/event', 'x floor', 'RSS MB with guilds', 'RSS MB after', 'guilds after ms', 'lost']];
  for (const [name, figures] of results) {
    if (figures.problem) {
      rows.push([name, '–', '–', '–', '–', '–', '–']);
      continue;
    }
    const cost = figures['µs/event'];
    rows.push([
      name,
      cost.toFixed(2),
      floor.problem ? '' : (cost / floor['µs/event']).toFixed(2),
      figures['RSS MB with guilds'].toFixed(0),
      figures['RSS MB after'].toFixed(0),
      figures['ready ms'].toFixed(0),
      figures.lost.toFixed(0),
    ]);
  }
  return `### ${title}\n\n${bytesPerEvent.toFixed(0)} bytes an event on the wire.\n\n${table(rows)}${notes(results)}`;
}

module.exports = { bench };

/** CPU per event, memory, and whether handlers were shown what was sent. */
'use strict';
const { inRounds } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');
const { COMPRESSED, EVERYTHING, PLAIN } = require('./clients.cjs');
const { startServer, withClient } = require('./session.cjs');

const VARIANTS = [
  { title: 'Gateway: one handler, plain JSON', mix: 'messages', compression: 'none', clients: PLAIN },
  {
    title: 'Gateway: one handler, plain JSON, mostly presences',
    mix: 'presences',
    compression: 'none',
    clients: PLAIN,
  },
  { title: 'Gateway: one handler, zlib-stream', mix: 'messages', compression: 'zlib-stream', clients: COMPRESSED },
  {
    title: 'Gateway: a handler for every event, with injected arguments',
    mix: 'messages',
    compression: 'none',
    clients: EVERYTHING,
    hears: 'everything',
  },
];

async function bench({ quick, guilds, rounds, only, profile, log }) {
  const size = quick ? { warmUp: 5_000, events: 20_000 } : { warmUp: 20_000, events: 200_000 };
  const tables = [];
  for (const { title, mix, compression, clients, hears = 'messages' } of VARIANTS) {
    log(`${title}: ${guilds} guilds, ${size.events} events`);
    const session = await startServer({ guilds, ...size, mix, compression });
    try {
      const expected = session.expected[hears];
      const run = ({ file }) =>
        withClient(session, { file, compression }, profile.execArgv, (child, begun) =>
          measure({ session, child, begun, expected, events: size.events }),
        );
      const taking = clients.filter(({ name }) => only(name));
      tables.push(render(title, session.bytesPerEvent, await inRounds(taking, rounds, run, log)));
    } finally {
      await session.server.stop();
    }
  }
  return tables;
}

async function measure({ session, child, begun, expected, events }) {
  session.server.send({ type: 'go' });
  const result = await child.next('end');
  return {
    'µs/event': result.cpuUs / events,
    'wall µs/event': (result.wallMs * 1_000) / events,
    'RSS MB with guilds': result.rssWithGuilds,
    'RSS MB after': result.rssAfter,
    'guilds after ms': begun.readyMs,
    lost: expected.events - result.events,
    // All that was sent was heard, and yet something else was read.
    stale: expected.events === result.events && expected.sum !== result.sum ? 1 : 0,
  };
}

function render(title, bytesPerEvent, results) {
  const floor = [...results.values()].find(({ problem }) => !problem)?.['µs/event'];
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
      (cost / floor).toFixed(2),
      figures['RSS MB with guilds'].toFixed(0),
      figures['RSS MB after'].toFixed(0),
      figures['guilds after ms'].toFixed(0),
      figures.stale ? 'stale' : figures.lost.toFixed(0),
    ]);
  }
  return `### ${title}\n\n${bytesPerEvent.toFixed(0)} bytes an event on the wire.\n\n${table(rows)}${notes(results)}`;
}

module.exports = { bench };

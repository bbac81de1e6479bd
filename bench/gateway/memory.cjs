/** What JavaScript holds for the guilds: the heap after garbage is collected, with all guilds and with one. */
'use strict';
const { inRounds } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');
const { PLAIN } = require('./clients.cjs');
const { startServer, withClient } = require('./session.cjs');

async function bench({ guilds, rounds, only, log }) {
  log(`Memory: ${guilds} guilds`);
  const few = await startServer({ guilds: 1, mix: 'messages', compression: 'none' });
  try {
    const many = await startServer({ guilds, mix: 'messages', compression: 'none' });
    try {
      const heap = (session, { file }) =>
        withClient(session, { file, compression: 'none' }, ['--expose-gc'], (_child, begun) =>
          Promise.resolve(begun.heapWithGuilds),
        );
      const run = async (client) => {
        const alone = await heap(few, client);
        const full = await heap(many, client);
        return { 'heap MB': full, 'of guilds': full - alone };
      };
      // Heaps hardly differ from round to round.
      const results = await inRounds(
        PLAIN.filter(({ name }) => only(name)),
        Math.min(rounds, 3),
        run,
        log,
      );
      return [render(guilds, results)];
    } finally {
      await many.server.stop();
    }
  } finally {
    await few.server.stop();
  }
}

function render(guilds, results) {
  const rows = [['client', `heap MB with ${guilds} guilds`, 'of it for guilds']];
  for (const [name, figures] of results) {
    rows.push(
      figures.problem ? [name, '–', '–'] : [name, figures['heap MB'].toFixed(1), figures['of guilds'].toFixed(1)],
    );
  }
  return `### Gateway: memory\n\n${table(rows)}${notes(results)}`;
}

module.exports = { bench };

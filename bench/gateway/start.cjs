/** How soon a new process has identified, which READY answers at once, and how soon its handler hears an event. */
'use strict';
const { inRounds } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');
const { PLAIN } = require('./clients.cjs');
const { startServer, withClient } = require('./session.cjs');

async function bench({ rounds, only, log }) {
  log('Start: one guild, each in a fresh process');
  const session = await startServer({ guilds: 1, mix: 'messages', compression: 'none' });
  try {
    const run = ({ file }) =>
      withClient(session, { file, compression: 'none' }, [], (_child, { identifiedMs, readyMs }) =>
        Promise.resolve({ 'identified after ms': identifiedMs, 'first event after ms': readyMs }),
      );
    const clients = PLAIN.filter(({ name }) => only(name));
    // As for loading: the disk's cache is filled by a round that is left out.
    await inRounds(clients, 1, run, () => undefined);
    return [render(await inRounds(clients, rounds, run, log))];
  } finally {
    await session.server.stop();
  }
}

function render(results) {
  const rows = [['client', 'READY after ms', 'first event after ms']];
  for (const [name, figures] of results) {
    rows.push(
      figures.problem
        ? [name, '–', '–']
        : [name, figures['identified after ms'].toFixed(0), figures['first event after ms'].toFixed(0)],
    );
  }
  return `### Gateway: from the start of the process\n\n${table(rows)}${notes(results)}`;
}

module.exports = { bench };

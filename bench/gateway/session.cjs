/** One client at one server, for as long as the client lives. */
'use strict';
const { join } = require('node:path');
const { Child } = require('../lib/children.cjs');

/** The bench's own Discord, once it has made everything that it will send. */
async function startServer(settings) {
  const server = new Child(join(__dirname, 'server.cjs'), { warmUp: 0, events: 0, ...settings }, { limitMs: 180_000 });
  try {
    return { server, ...(await server.next('listening')) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Starts a client, waits until it has taken the guilds, and does something with it. It may not ask the server for more. */
async function withClient({ server, port }, { file, compression }, execArgv, measure) {
  // Those of a client before that failed are not this one's.
  await strays(server);
  const startedAtMs = Date.now();
  const child = new Child(join(__dirname, 'client.cjs'), { client: file, port, compression }, { execArgv });
  try {
    const begun = await child.next('begun');
    const { atMs } = await server.next('identified');
    const figures = await measure(child, { ...begun, identifiedMs: atMs - startedAtMs });
    const count = await strays(server);
    if (count > 0) throw new Error(`made ${count} requests that nobody asked for`);
    return figures;
  } finally {
    await child.stop();
  }
}

/** How many requests came since this was last asked that no client should need. */
async function strays(server) {
  server.send({ type: 'strays' });
  return (await server.next('strays')).count;
}

module.exports = { startServer, withClient };

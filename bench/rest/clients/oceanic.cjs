/** oceanic.js: its REST without a connection. */
'use strict';
const { Client } = require('oceanic.js');
const { TOKEN } = require('../../lib/children.cjs');

exports.open = ({ port }) => {
  const client = new Client({ auth: `Bot ${TOKEN}`, rest: { baseURL: `http://127.0.0.1:${port}/api/v10` } });
  return async (channelId, content) => (await client.rest.channels.createMessage(channelId, { content })).id;
};

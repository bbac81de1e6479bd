/** oceanic.js: its REST without a connection. */
'use strict';
const { Client } = require('oceanic.js');
const { TOKEN } = require('../../lib/children.cjs');
const { makerOf } = require('../messages.cjs');

exports.open = ({ port, shape }) => {
  const client = new Client({ auth: `Bot ${TOKEN}`, rest: { baseURL: `http://127.0.0.1:${port}/api/v10` } });
  const make = makerOf(shape, 'iconURL');
  return {
    create: async (channelId) => (await client.rest.channels.createMessage(channelId, make())).id,
    read: async (channelId) => (await client.rest.channels.get(channelId)).id,
  };
};

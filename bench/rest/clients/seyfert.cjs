/** seyfert: the client's REST, through its typed proxy. */
'use strict';
const { ApiHandler, Client } = require('seyfert');
const { TOKEN } = require('../../lib/children.cjs');
const { makerOf } = require('../messages.cjs');

exports.open = ({ port, shape }) => {
  const client = new Client({ getRC: () => ({ token: TOKEN, intents: 0, locations: { base: __dirname } }) });
  client.setServices({
    rest: new ApiHandler({ token: TOKEN, domain: `http://127.0.0.1:${port}`, baseUrl: 'api/v10' }),
  });
  const make = makerOf(shape, 'icon_url');
  return {
    create: async (channelId) => (await client.messages.write(channelId, make())).id,
    read: async (channelId) => (await client.channels.fetch(channelId, true)).id,
  };
};

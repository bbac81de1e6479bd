/** seyfert: the client's REST, through its typed proxy. */
'use strict';
const { ApiHandler, Client } = require('seyfert');
const { TOKEN } = require('../../lib/children.cjs');

exports.open = ({ port }) => {
  const client = new Client({ getRC: () => ({ token: TOKEN, intents: 0, locations: { base: __dirname } }) });
  client.setServices({
    rest: new ApiHandler({ token: TOKEN, domain: `http://127.0.0.1:${port}`, baseUrl: 'api/v10' }),
  });
  return async (channelId, content) => (await client.messages.write(channelId, { content })).id;
};

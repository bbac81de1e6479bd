/** seyfert as it comes. Its gateway has no transport compression, so it takes part in the plain runs alone. */
'use strict';
const http = require('node:http');
const https = require('node:https');
const { ApiHandler, Client } = require('seyfert');
const { TOKEN } = require('../../lib/children.cjs');

exports.start = async ({ port, heard }) => {
  // Its socket begins with a request over TLS to the usual port; what comes after is its own. So only that is turned round.
  https.request = (options, ...rest) => http.request({ ...options, port }, ...rest);
  const client = new Client({
    getRC: () => ({ token: TOKEN, intents: 0, locations: { base: __dirname } }),
  });
  client.setServices({
    rest: new ApiHandler({ token: TOKEN, domain: `http://127.0.0.1:${port}`, baseUrl: 'api/v10' }),
  });
  client.events.values.MESSAGE_CREATE = {
    data: { name: 'messageCreate', once: false },
    run: (message) => {
      heard(message.author.id, message.author.bot === true, message.content, message.channelId, message.timestamp);
    },
  };
  await client.start();
};

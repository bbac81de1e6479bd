/** eris, on one shard. */
'use strict';
const http = require('node:http');
const https = require('node:https');
const Eris = require('eris');
const { TOKEN } = require('../../lib/children.cjs');

exports.start = async ({ port, compression, heard }) => {
  // Its REST goes over TLS only. What asks for the gateway's address is turned round, so that it asks as all others do.
  https.request = (options, ...rest) => http.request({ ...options, host: '127.0.0.1', port }, ...rest);
  const client = new Eris.Client(`Bot ${TOKEN}`, {
    intents: [],
    restMode: true,
    maxShards: 1,
    compress: compression !== 'none',
  });
  client.on('error', (error) => console.error(error));
  client.on('messageCreate', (message) => {
    heard(message.author.id, message.author.bot, message.content, message.channel.id, message.timestamp);
  });
  await client.connect();
};

/** oceanic.js as it comes. */
'use strict';
const { Client } = require('oceanic.js');
const { TOKEN } = require('../../lib/children.cjs');

exports.start = async ({ port, compression, heard }) => {
  const client = new Client({
    auth: `Bot ${TOKEN}`,
    rest: { baseURL: `http://127.0.0.1:${port}/api/v10` },
    gateway: { intents: [], ...(compression === 'none' ? {} : { compress: 'zlib-stream', compressLibrary: 'native' }) },
  });
  client.on('error', (error) => console.error(error));
  client.on('messageCreate', (message) => {
    heard(message.author.id, message.author.bot, message.content, message.channelID, message.timestamp.getTime());
  });
  await client.connect();
};

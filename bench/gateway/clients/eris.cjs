/** eris. Its REST goes over TLS only, so it is told the gateway's address by hand. */
'use strict';
const Eris = require('eris');
const { TOKEN } = require('../../lib/children.cjs');

exports.start = async ({ port, compression, heard }) => {
  const client = new Eris.Client(`Bot ${TOKEN}`, {
    intents: [],
    restMode: true,
    maxShards: 1,
    compress: compression !== 'none',
  });
  client.getBotGateway = () => Promise.resolve({ url: `ws://127.0.0.1:${port}/`, shards: 1 });
  client.on('error', (error) => console.error(error));
  client.on('messageCreate', (message) => {
    heard(message.author.id, message.author.bot, message.content, message.channel.id, message.timestamp);
  });
  await client.connect();
};

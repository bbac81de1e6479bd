/** discord.js as it comes. It compresses only with a native addon, so it takes part in the plain runs alone. */
'use strict';
const { Client } = require('discord.js');
const { TOKEN } = require('../../lib/children.cjs');

exports.start = async ({ port, heard, options = {} }) => {
  const client = new Client({ intents: [], rest: { api: `http://127.0.0.1:${port}/api` }, ...options });
  client.on('messageCreate', (message) => {
    heard(message.author.id, message.author.bot, message.content, message.channelId, message.createdTimestamp);
  });
  await client.login(TOKEN);
};

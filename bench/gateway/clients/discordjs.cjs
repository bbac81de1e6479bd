/** discord.js as it comes. */
'use strict';
const { TOKEN } = require('../../lib/children.cjs');
const { hide } = require('../../lib/hide.cjs');

exports.start = async ({ port, compression, heard, makeOptions = () => ({}) }) => {
  if (compression === 'none') hide('zlib-sync');
  const discord = require('discord.js');
  const client = new discord.Client({
    intents: [],
    rest: { api: `http://127.0.0.1:${port}/api` },
    ...makeOptions(discord),
  });
  client.on('messageCreate', (message) => {
    heard(message.author.id, message.author.bot, message.content, message.channelId, message.createdTimestamp);
  });
  await client.login(TOKEN);
};

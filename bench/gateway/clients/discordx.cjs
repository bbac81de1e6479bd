/** discordx as it comes: discord.js with decorators. What they compile to is written out. */
'use strict';
const { TOKEN } = require('../../lib/children.cjs');
const { hide } = require('../../lib/hide.cjs');

hide('zlib-sync');
require('reflect-metadata');
const { Client, Discord, On } = require('discordx');

exports.start = async ({ port, heard }) => {
  class Listener {
    onMessage([message]) {
      heard(message.author.id, message.author.bot, message.content, message.channelId, message.createdTimestamp);
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Listener.prototype, 'onMessage');
  On({ event: 'messageCreate' })(Listener.prototype, 'onMessage', descriptor);
  Discord()(Listener);
  const client = new Client({ intents: [], silent: true, rest: { api: `http://127.0.0.1:${port}/api` } });
  await client.login(TOKEN);
};

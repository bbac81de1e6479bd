/** @discordjs/core over @discordjs/rest, which discord.js sends through too. */
'use strict';
const { API } = require('@discordjs/core');
const { REST } = require('@discordjs/rest');
const { TOKEN } = require('../../lib/children.cjs');

exports.open = ({ port }) => {
  const rest = new REST({ version: '10', api: `http://127.0.0.1:${port}/api`, globalRequestsPerSecond: 1_000_000 });
  const api = new API(rest.setToken(TOKEN));
  return async (channelId, content) => (await api.channels.createMessage(channelId, { content })).id;
};

/** @discordjs/core over @discordjs/rest, which discord.js sends through too. */
'use strict';
const { API } = require('@discordjs/core');
const { REST } = require('@discordjs/rest');
const { TOKEN } = require('../../lib/children.cjs');
const { makerOf } = require('../messages.cjs');

exports.open = ({ port, shape, globalPerSecond = 1_000_000 }) => {
  const rest = new REST({
    version: '10',
    api: `http://127.0.0.1:${port}/api`,
    globalRequestsPerSecond: globalPerSecond,
  });
  const api = new API(rest.setToken(TOKEN));
  const make = makerOf(shape, 'icon_url');
  return {
    create: async (channelId) => (await api.channels.createMessage(channelId, make())).id,
    read: async (channelId) => (await api.channels.get(channelId)).id,
  };
};

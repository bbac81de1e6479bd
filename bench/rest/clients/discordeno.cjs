/** @discordeno/bot: its REST manager. */
'use strict';
const { createBot } = require('@discordeno/bot');
const { TOKEN } = require('../../lib/children.cjs');
const { makerOf } = require('../messages.cjs');

exports.open = ({ port, shape }) => {
  const quiet = { debug() {}, info() {}, warn() {}, error: console.error, fatal: console.error };
  const bot = createBot({
    token: TOKEN,
    desiredProperties: { message: { id: true }, channel: { id: true } },
    rest: { proxy: { baseUrl: `http://127.0.0.1:${port}/api` } },
    loggerFactory: () => quiet,
  });
  // Any address but Discord's is taken for a proxy that keeps the limits itself. This one is not.
  bot.rest.isProxied = false;
  const make = makerOf(shape, 'iconUrl');
  return {
    create: async (channelId) => (await bot.helpers.sendMessage(channelId, make())).id,
    read: async (channelId) => (await bot.helpers.getChannel(channelId)).id,
  };
};

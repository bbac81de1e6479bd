/** @discordeno/bot: its REST manager. */
'use strict';
const { createBot } = require('@discordeno/bot');
const { TOKEN } = require('../../lib/children.cjs');

exports.open = ({ port }) => {
  const quiet = { debug() {}, info() {}, warn() {}, error: console.error, fatal: console.error };
  const bot = createBot({
    token: TOKEN,
    desiredProperties: { message: { id: true } },
    rest: { proxy: { baseUrl: `http://127.0.0.1:${port}/api` } },
    loggerFactory: () => quiet,
  });
  // Any address but Discord's is taken for a proxy that keeps the limits itself. This one is not.
  bot.rest.isProxied = false;
  return async (channelId, content) => (await bot.helpers.sendMessage(channelId, { content })).id;
};

/** @discordeno/bot, asked for just the properties that the handler reads: its way to be quick. */
'use strict';
const { createBot } = require('@discordeno/bot');
const { TOKEN } = require('../../lib/children.cjs');

exports.start = async ({ port, compression, heard }) => {
  const quiet = { debug() {}, info() {}, warn: console.error, error: console.error, fatal: console.error };
  const bot = createBot({
    token: TOKEN,
    intents: 0,
    desiredProperties: {
      user: { id: true, toggles: true },
      message: { id: true, author: true, content: true, channelId: true, timestamp: true },
    },
    rest: { proxy: { baseUrl: `http://127.0.0.1:${port}/api` } },
    gateway: {
      transportCompression: compression === 'none' ? undefined : 'zlib-stream',
    },
    loggerFactory: () => quiet,
    events: {
      messageCreate: (message) => {
        const { author } = message;
        heard(String(author.id), author.bot === true, message.content, String(message.channelId), message.timestamp);
      },
    },
  });
  await bot.start();
};

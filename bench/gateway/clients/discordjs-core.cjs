/** @discordjs/core: the parts of discord.js without its structures and caches. */
'use strict';
const { Client, GatewayDispatchEvents } = require('@discordjs/core');
const { REST } = require('@discordjs/rest');
const { CompressionMethod, WebSocketManager } = require('@discordjs/ws');
const { TOKEN } = require('../../lib/children.cjs');

/** @param listen adds the listeners. */
exports.start = async ({ port, compression, heard }, listen = (client) => onMessageCreate(client, heard)) => {
  const rest = new REST({ version: '10', api: `http://127.0.0.1:${port}/api` }).setToken(TOKEN);
  const gateway = new WebSocketManager({
    token: TOKEN,
    intents: 0,
    rest,
    compression: compression === 'none' ? null : CompressionMethod.ZlibNative,
  });
  const client = new Client({ rest, gateway });
  listen(client);
  await gateway.connect();
};

function onMessageCreate(client, heard) {
  client.on(GatewayDispatchEvents.MessageCreate, ({ data }) => {
    heard(data.author.id, data.author.bot === true, data.content, data.channel_id, Date.parse(data.timestamp));
  });
}

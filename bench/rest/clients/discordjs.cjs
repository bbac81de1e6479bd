/** discord.js without a gateway. It sends to channels that it knows, so each is asked for before its first message. */
'use strict';
const { Client } = require('discord.js');
const { TOKEN } = require('../../lib/children.cjs');
const { makerOf } = require('../messages.cjs');

exports.open = async ({ port, shape, globalPerSecond = 1_000_000 }) => {
  const rest = { version: '10', api: `http://127.0.0.1:${port}/api`, globalRequestsPerSecond: globalPerSecond };
  const client = new Client({ intents: [], rest });
  client.rest.setToken(TOKEN);
  const make = makerOf(shape, 'iconURL');
  const create = async (channelId) => {
    const channel = client.channels.cache.get(channelId) ?? (await client.channels.fetch(channelId));
    return (await channel.send(make())).id;
  };
  // Those of the measurement are known beforehand, as they are to a bot with a gateway.
  const known = Array.from({ length: 50 }, (_, i) => String(300_000_000_000_000_000n + BigInt(i) * 4_194_304n));
  await Promise.all(known.map((channelId) => client.channels.fetch(channelId)));
  return {
    create,
    read: async (channelId) => (await client.channels.fetch(channelId, { force: true })).id,
  };
};

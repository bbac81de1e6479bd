/** eris. It speaks TLS only, so its agent is given plain connections: what TLS costs is left out for all alike. */
'use strict';
const https = require('node:https');
const net = require('node:net');
const Eris = require('eris');
const { TOKEN } = require('../../lib/children.cjs');
const { makerOf } = require('../messages.cjs');

exports.open = ({ port, shape }) => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 64 });
  agent.createConnection = () => net.connect({ port, host: '127.0.0.1', noDelay: true });
  const client = new Eris.Client(`Bot ${TOKEN}`, {
    intents: [],
    restMode: true,
    rest: { agent, domain: '127.0.0.1', baseURL: '/api/v10' },
  });
  const make = makerOf(shape, 'icon_url');
  return {
    create: async (channelId) => (await client.createMessage(channelId, make())).id,
    read: async (channelId) => (await client.getRESTChannel(channelId)).id,
  };
};

/** Corduroy's REST client alone, as it comes: messages of a channel are created in the order of the calls. */
'use strict';
const { MemoryRateLimiter, RestClient } = require('corduroy/rest');
const { TOKEN } = require('../../lib/children.cjs');
const { makerOf } = require('../messages.cjs');

exports.open = ({ port, shape, globalPerSecond = 1_000_000, options }) => {
  const client = new RestClient(TOKEN, {
    api: `http://127.0.0.1:${port}/api/v10`,
    // Discord allows 50 requests a second; most of this bench is about what lies below that.
    limiter: new MemoryRateLimiter({ global: { limit: globalPerSecond } }),
  });
  const make = makerOf(shape, 'iconUrl');
  return {
    create: async (channelId) => (await client.messages.create(channelId, make(), options)).id,
    read: async (channelId) => (await client.channels.get(channelId)).id,
  };
};

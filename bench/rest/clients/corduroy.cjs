/** Corduroy's REST client alone, as it comes: messages of a channel are created in the order of the calls. */
'use strict';
const { MemoryRateLimiter, RestClient } = require('corduroy/rest');
const { TOKEN } = require('../../lib/children.cjs');

exports.open = ({ port, options }) => {
  const client = new RestClient(TOKEN, {
    api: `http://127.0.0.1:${port}/api/v10`,
    // Discord allows 50 requests a second; this bench is about what lies below that.
    limiter: new MemoryRateLimiter({ global: { limit: 1_000_000 } }),
  });
  return async (channelId, content) => (await client.messages.create(channelId, { content }, options)).id;
};

/** The floor: undici's pool, the body read and parsed. A 429 is waited out and sent again, blindly. */
'use strict';
const { setTimeout: sleep } = require('node:timers/promises');
const { Pool } = require('undici');
const { TOKEN } = require('../../lib/children.cjs');

exports.open = ({ port }) => {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  return async (channelId, content) => {
    for (;;) {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: `/api/v10/channels/${channelId}/messages`,
        headers: { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content }),
      });
      const answer = await body.json();
      if (statusCode === 200) return answer.id;
      if (statusCode !== 429) throw new Error(`answered ${statusCode}`);
      await sleep(answer.retry_after * 1_000);
    }
  };
};

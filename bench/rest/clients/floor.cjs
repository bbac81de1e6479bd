/** The floor: undici's pool, the body read and parsed. A 429 is waited out and sent again, blindly. */
'use strict';
const { setTimeout: sleep } = require('node:timers/promises');
const { Pool } = require('undici');
const { TOKEN } = require('../../lib/children.cjs');
const { makerOf } = require('../messages.cjs');

exports.open = ({ port, shape }) => {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  const make = makerOf(shape, 'icon_url');
  const send = async (method, path, body) => {
    for (;;) {
      const answered = await pool.request({
        method,
        path: `/api/v10${path}`,
        headers: { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' },
        body,
      });
      const answer = await answered.body.json();
      if (answered.statusCode === 200) return answer.id;
      if (answered.statusCode !== 429) throw new Error(`answered ${answered.statusCode}`);
      await sleep(answer.retry_after * 1_000);
    }
  };
  return {
    create: (channelId) => send('POST', `/channels/${channelId}/messages`, JSON.stringify(make())),
    read: (channelId) => send('GET', `/channels/${channelId}`),
  };
};

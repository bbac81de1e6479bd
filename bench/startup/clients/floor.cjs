/** The floor: a bare `ws` that identifies and answers /ping by one request of `node:http`. The address and the command are given to it. */
'use strict';
const { request } = require('node:http');
const { WebSocket } = require('ws');

const { BENCH_PORT, DISCORD_TOKEN } = process.env;
const ws = new WebSocket(`ws://127.0.0.1:${BENCH_PORT}/?v=10&encoding=json`, { perMessageDeflate: false });
ws.on('message', (data) => {
  const { op, t, d } = JSON.parse(data.toString());
  if (op === 10) {
    const properties = { os: process.platform, browser: 'bench', device: 'bench' };
    ws.send(JSON.stringify({ op: 2, d: { token: DISCORD_TOKEN, intents: 1, properties } }));
  }
  if (t !== 'INTERACTION_CREATE') return;
  request({
    port: BENCH_PORT,
    path: `/api/v10/interactions/${d.id}/${d.token}/callback`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  }).end(JSON.stringify({ type: 4, data: { content: 'Pong!' } }));
});

/** The floor: a bare `ws`, a guard and options read by hand, and undici's pool. The address and the command are given to it. */
'use strict';
const { Pool } = require('undici');
const { WebSocket } = require('ws');

const { BENCH_PORT, DISCORD_TOKEN } = process.env;
const MANAGE_MESSAGES = 1n << 13n;
const ADMINISTRATOR = 1n << 3n;

const pool = new Pool(`http://127.0.0.1:${BENCH_PORT}`, { connections: 64 });
const ws = new WebSocket(`ws://127.0.0.1:${BENCH_PORT}/?v=10&encoding=json`, { perMessageDeflate: false });
const nameOf = ({ global_name, username }) => global_name ?? username;

ws.on('message', (data) => {
  const { op, t, d } = JSON.parse(data.toString());
  if (op === 10) {
    const properties = { os: process.platform, browser: 'bench', device: 'bench' };
    ws.send(JSON.stringify({ op: 2, d: { token: DISCORD_TOKEN, intents: 1, properties } }));
  }
  if (t === 'INTERACTION_CREATE') void answer(d);
});

async function answer({ id, token, member, data }) {
  const { body } = await pool.request({
    path: `/api/v10/interactions/${id}/${token}/callback`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 4, data: reply(member, data) }),
  });
  await body.dump();
}

function reply(member, data) {
  if ((BigInt(member.permissions) & (MANAGE_MESSAGES | ADMINISTRATOR)) === 0n) {
    return { content: 'You need the permission Manage Messages for this.', flags: 64 };
  }
  const [what, count, to] = ['what', 'count', 'to'].map(
    (name) => data.options.find((each) => each.name === name).value,
  );
  return { content: `${nameOf(member.user)} gives ${count} × ${what} to ${nameOf(data.resolved.users[to])}` };
}

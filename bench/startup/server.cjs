/**
 * As much of Discord as a bot with one command sees when it starts: where the gateway is, who it is, its commands, a session with
 * one guild, and somebody who uses /ping as soon as the session is READY and the command is there.
 */
'use strict';
const { createServer } = require('node:http');
const { constants, createDeflate } = require('node:zlib');
const { WebSocketServer } = require('ws');
const { settings, tell } = require('../lib/children.cjs');
const { usageOf } = require('../lib/usage.cjs');
const { Workload } = require('../gateway/workload.cjs');

settings();

const HEARTBEAT_MS = 41_250;
const BOT_ID = '100000000000000000';
const COMMAND_ID = '600000000000000000';
const INTERACTION_ID = '700000000000000000';

const workload = new Workload({ guilds: 1 });
const guild = workload.guild(0);
/** Of each client, as Discord would remember them from one start to the next. */
const commandsOf = new Map();
/** The client that is starting. */
let run;

function begin({ client, pid, forget, knows }) {
  if (forget) commandsOf.delete(client);
  if (knows) commandsOf.set(client, [registered({ name: 'ping', description: '' })]);
  run = { client, pid, socket: undefined, ready: undefined, wasAsked: false, isOver: false };
}

/** What came of the run, once: it was answered, or the client has ended. */
function end(answered) {
  if (run.isOver) return;
  run.isOver = true;
  tell('run', { ready: run.ready, answered });
}

const application = { id: BOT_ID, name: 'bench', description: '', flags: 565_248, bot_public: true, verify_key: '00' };
const me = { ...workload.ready('').user, id: BOT_ID };

/** A command as Discord gives it back. */
function registered({ name, description, type = 1 }) {
  return {
    id: COMMAND_ID,
    application_id: BOT_ID,
    version: COMMAND_ID,
    type,
    name,
    name_localizations: null,
    description,
    description_localizations: null,
    default_member_permissions: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
  };
}

/** What is answered, `undefined` for what no bot should need. */
function answer(method, path, query, body) {
  if (method === 'GET' && path === '/gateway/bot') {
    return {
      url: `ws://127.0.0.1:${server.address().port}`,
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 1_000, reset_after: 86_400_000, max_concurrency: 1 },
    };
  }
  if (method === 'GET' && path === '/users/@me') return me;
  if (method === 'GET' && /^\/(oauth2\/)?applications\/@me$/.test(path)) {
    return { ...application, integration_types_config: { 0: {} } };
  }
  if (path === `/applications/${BOT_ID}/commands`) {
    if (method === 'PUT') commandsOf.set(run.client, body.map(registered));
    if (method === 'POST') commandsOf.set(run.client, [registered(body)]);
    const there = commandsOf.get(run.client) ?? [];
    return method === 'POST' ? there[0] : there;
  }
  if (method === 'GET' && path.startsWith(`/applications/${BOT_ID}/guilds/`)) return [];
  if (method === 'POST' && path.startsWith(`/interactions/${INTERACTION_ID}/`)) {
    end({ atMs: Date.now(), content: body.data?.content });
    const interaction = { id: INTERACTION_ID, type: 2, response_message_id: '1', response_message_loading: false };
    return query.get('with_response') === 'true' ? { interaction } : null;
  }
  return undefined;
}

const server = createServer((request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    const path = pathname.replace(/^\/api(\/v\d+)?/, '');
    const text = Buffer.concat(pieces).toString();
    const body = text === '' ? undefined : JSON.parse(text);
    const reply = answer(request.method, path, searchParams, body);
    if (reply === undefined) console.error(`nobody expected ${request.method} ${path}`);
    response.statusCode = reply === undefined ? 404 : reply === null ? 204 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(reply === null ? undefined : JSON.stringify(reply ?? { message: '404: Not Found', code: 0 }));
    askIfReady();
  });
});

/** Somebody uses the command, once. */
function askIfReady() {
  if (!run?.socket || run.wasAsked || !(commandsOf.get(run.client) ?? []).some(({ name }) => name === 'ping')) return;
  run.wasAsked = true;
  run.socket.dispatch('INTERACTION_CREATE', {
    id: INTERACTION_ID,
    application_id: BOT_ID,
    type: 2,
    token: 'a-token-of-the-benchmark',
    version: 1,
    data: { id: COMMAND_ID, name: 'ping', type: 1 },
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    locale: 'en-US',
    channel_id: guild.channels[0].id,
    channel: { ...guild.channels[0], guild_id: guild.id, permissions: '2248473465835073' },
    member: { ...workload.member(0, 1), user: workload.user(0, 1), permissions: '2248473465835073' },
    app_permissions: '2248473465835073',
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: { 0: guild.id },
    context: 0,
    entitlements: [],
    entitlement_sku_ids: [],
  });
}

/** A session: compressed as the client asked for it. */
class Session {
  constructor(ws, compress) {
    this.ws = ws;
    this.sequence = 0;
    this.stream = compress === 'zlib-stream' ? createDeflate() : undefined;
    this.output = Buffer.allocUnsafeSlow(1024 * 1024);
  }

  send(frame) {
    const text = JSON.stringify(frame);
    this.ws.send(this.stream ? this.deflate(Buffer.from(text)) : text);
  }

  dispatch(t, d) {
    this.sequence += 1;
    this.send({ op: 0, t, s: this.sequence, d });
  }

  deflate(input) {
    const { output, stream } = this;
    stream._handle.writeSync(constants.Z_SYNC_FLUSH, input, 0, input.length, output, 0, output.length);
    return Buffer.from(output.subarray(0, output.length - stream._writeState[0]));
  }
}

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (ws, { url }) => {
  const session = new Session(ws, new URL(url, 'ws://127.0.0.1').searchParams.get('compress'));
  ws.on('error', () => ws.terminate());
  ws.on('message', (data) => {
    const { op } = JSON.parse(data.toString());
    if (op === 1) session.send({ op: 11 });
    if (op !== 2) return;
    run.ready = { atMs: Date.now(), ...usageOf(run.pid) };
    session.dispatch('READY', workload.ready(`ws://127.0.0.1:${server.address().port}`));
    session.dispatch('GUILD_CREATE', guild);
    run.socket = session;
    askIfReady();
  });
  session.send({ t: null, s: null, op: 10, d: { heartbeat_interval: HEARTBEAT_MS, _trace: [] } });
});

process.on('message', (message) => {
  if (message.type === 'begin') begin(message);
  if (message.type === 'over' && run.pid === message.pid) end(undefined);
});
server.listen(0, '127.0.0.1', () => tell('listening', { port: server.address().port }));

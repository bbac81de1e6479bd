/**
 * The load generator, and as much of Discord as the bots need: commands are registered, a session begins, interactions come over
 * the gateway at a rate that is told, and their callbacks over HTTP. Callbacks have no limits, as at Discord. It does as little as it
 * can for an interaction, because it must not be what is measured: frames are put together from texts, and written once in a tick.
 */
'use strict';
const { createServer } = require('node:http');
const { constants, createDeflate } = require('node:zlib');
const { WebSocketServer } = require('ws');
const { settings, tell } = require('../../lib/children.cjs');
const { BOT_ID } = require('../../gateway/workload.cjs');
const { COMMAND_ID, frameOf, guild, isRight, refused, uses, workload } = require('./traffic.cjs');

const { knows } = settings();

const HEARTBEAT_MS = 41_250;
const DEADLINE_MS = 3_000;
/** A bot that says nothing for so long has nothing more to say. */
const STANDSTILL_MS = 1_000;
/** A queue that is as long as what comes in so many seconds will not be worked off in time: no use in making it longer. */
const HOPELESS_S = 1;
const CALLBACK = /^\/api(?:\/v\d+)?\/interactions\/(\d+)\/([^/]+)\/callback/;
const TEXT = 0x81;
const BINARY = 0x82;
const FIRST_ID = 700_000_000_000_000_000n;

const application = { id: BOT_ID, name: 'bench', description: '', flags: 565_248, bot_public: true, verify_key: '00' };
const me = { ...workload.ready('').user, id: BOT_ID };

let commands = knows ? [registered({ name: 'award', description: '' })] : [];
let session;
let wasProbed = false;
/** Interactions that nobody has answered yet, by their id. */
const open = new Map();
let serial = 0;
/** The step that is going on. */
let step = newStep(0);

function newStep(rate) {
  return { rate, sent: 0, wrong: 0, late: 0, lost: 0, twice: 0, latencies: [], example: undefined };
}

/** A session, compressed as the client asked for it. */
class Session {
  constructor(socket, compress) {
    this.socket = socket;
    this.sequence = 0;
    this.stream = compress === 'zlib-stream' ? createDeflate() : undefined;
    this.output = Buffer.allocUnsafeSlow(1024 * 1024);
  }

  send(frame) {
    this.write(JSON.stringify(frame));
  }

  dispatch(t, d) {
    this.sequence += 1;
    this.send({ op: 0, t, s: this.sequence, d });
  }

  /** A message as one unmasked WebSocket frame. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
  write(text) {
    const payload = this.stream ? this.deflate(Buffer.from(text)) : Buffer.from(text);
    const { length } = payload;
    const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
    head[0] = this.stream ? BINARY : TEXT;
    if (length < 126) {
      head[1] = length;
    } else if (length < 65_536) {
      head[1] = 126;
      head.writeUInt16BE(length, 2);
    } else {
      head[1] = 127;
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    this.socket.write(head);
    this.socket.write(payload);
  }

  deflate(input) {
    const { output, stream } = this;
    stream._handle.writeSync(constants.Z_SYNC_FLUSH, input, 0, input.length, output, 0, output.length);
    return Buffer.from(output.subarray(0, output.length - stream._writeState[0]));
  }
}

function interact(use, now) {
  serial += 1;
  const id = (FIRST_ID + BigInt(serial) * 4_194_304n).toString();
  session.sequence += 1;
  session.write(frameOf(use, session.sequence, id, `aW50ZXJhY3Rpb246${id}${id}`));
  open.set(id, { sentAt: now, expected: use.expected, step });
}

/** A callback. @returns the status of the answer. */
function take(id, text) {
  const interaction = open.get(id);
  if (!interaction) {
    step.twice += 1;
    return 404;
  }
  open.delete(id);
  const tookMs = performance.now() - interaction.sentAt;
  const { step: own, expected } = interaction;
  own.latencies.push(tookMs);
  if (tookMs > DEADLINE_MS) own.late += 1;
  if (!isRight(JSON.parse(text), expected)) {
    own.wrong += 1;
    own.example ??= `said ${text} where "${expected.content}" was expected`;
  }
  return 204;
}

/** A command as Discord gives it back. */
function registered(command) {
  return {
    id: COMMAND_ID,
    application_id: BOT_ID,
    version: COMMAND_ID,
    type: 1,
    name_localizations: null,
    description_localizations: null,
    default_member_permissions: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    ...command,
  };
}

/** What is answered to all but callbacks, `undefined` for what no bot should need. */
function answer(method, path, body) {
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
    if (method === 'PUT') commands = body.map(registered);
    if (method === 'POST') commands = [registered(body)];
    return method === 'POST' ? commands[0] : commands;
  }
  if (method === 'GET' && path.startsWith(`/applications/${BOT_ID}/guilds/`)) return [];
  return undefined;
}

const server = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const text = pieces.length === 1 ? pieces[0].toString() : Buffer.concat(pieces).toString();
    const callback = request.method === 'POST' ? CALLBACK.exec(request.url) : null;
    if (callback) {
      response.statusCode = take(callback[1], text);
      response.end();
      return;
    }
    const path = request.url.replace(/^\/api(\/v\d+)?/, '').replace(/\?.*$/, '');
    const reply = answer(request.method, path, text === '' ? undefined : JSON.parse(text));
    if (reply === undefined) console.error(`nobody expected ${request.method} ${path}`);
    response.statusCode = reply === undefined ? 404 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(reply ?? { message: '404: Not Found', code: 0 }));
    probeIfReady();
  });
});
server.keepAliveTimeout = 120_000;

/** Once the bot is there: one that is allowed, and one that is not. */
function probeIfReady() {
  if (wasProbed || !session || !commands.some(({ name }) => name === 'award')) return;
  wasProbed = true;
  void probe().then((problem) => tell('ready', { problem }));
}

async function probe() {
  step = newStep(0);
  interact(uses[0], performance.now());
  interact(refused, performance.now());
  await drained(DEADLINE_MS);
  if (open.size > 0) return `${open.size} of the first two interactions were not answered`;
  return step.example;
}

/** Waits until nothing is open, or so long. @returns after how many milliseconds that was. */
async function drained(limitMs) {
  const from = performance.now();
  while (open.size > 0 && performance.now() - from < limitMs) await pause(2);
  return performance.now() - from;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One step: so many interactions a second, evenly, for so long; and what became of them. */
async function load({ rate, forMs }) {
  step = newStep(rate);
  const current = step;
  const from = performance.now();
  const busyFrom = performance.eventLoopUtilization();
  let hopeless = false;
  for (;;) {
    const now = performance.now();
    const elapsedMs = Math.min(now - from, forMs);
    const due = Math.floor((elapsedMs * rate) / 1_000) - current.sent;
    session.socket.cork();
    for (let i = 0; i < due; i += 1) interact(uses[(current.sent + i) % uses.length], now);
    session.socket.uncork();
    current.sent += due;
    hopeless = open.size > rate * HOPELESS_S;
    if (hopeless || elapsedMs >= forMs) break;
    await pause(1);
  }
  const sentForMs = performance.now() - from;
  const queue = open.size;
  const { utilization } = performance.eventLoopUtilization(busyFrom);
  const drainMs = await drained(DEADLINE_MS + 500);
  // A bot that is behind goes on answering, and is let finish. What it has not said by now is lost all the same.
  current.lost = open.size;
  for (let left = Infinity; open.size > 0 && open.size < left;) {
    left = open.size;
    await drained(STANDSTILL_MS);
  }
  open.clear();
  const { sent, wrong, late, lost, twice, example, latencies } = current;
  const sorted = Float64Array.from(latencies).sort();
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  const figures = { sent, wrong, late, lost, twice, queue, drainMs, sentForMs, hopeless, busy: utilization };
  return { ...figures, example, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (ws, { url, socket }) => {
  const begun = new Session(socket, new URL(url, 'ws://127.0.0.1').searchParams.get('compress'));
  socket.setNoDelay(true);
  ws.on('error', () => ws.terminate());
  ws.on('close', () => {
    if (session === begun) console.error('the bot closed its session');
  });
  ws.on('message', (data) => {
    const { op } = JSON.parse(data.toString());
    if (op === 1) begun.send({ op: 11 });
    if (op !== 2) return;
    begun.dispatch('READY', workload.ready(`ws://127.0.0.1:${server.address().port}`));
    begun.dispatch('GUILD_CREATE', guild);
    session = begun;
    probeIfReady();
  });
  begun.send({ t: null, s: null, op: 10, d: { heartbeat_interval: HEARTBEAT_MS, _trace: [] } });
});

process.on('message', (message) => {
  if (message.type === 'load') void load(message).then((figures) => tell('load', { figures }));
});
server.listen(0, '127.0.0.1', () => tell('listening', { port: server.address().port }));

/**
 * The bench's own Discord gateway: a WebSocket that sends what was made beforehand as fast as the client reads it.
 * It honours no limits and answers no heartbeats (the interval it asks for is longer than a run). `GET …/gateway/bot`
 * tells clients where it is; every other request is refused and counted, because no client should need one.
 */
'use strict';
const { createServer } = require('node:http');
const { constants, createDeflate } = require('node:zlib');
const { WebSocketServer } = require('ws');
const { settings, tell } = require('../lib/children.cjs');
const { FROM_PAYLOAD } = require('./reading.cjs');
const { END, firehose, nudge, prelude, START, Workload } = require('./workload.cjs');

const TEXT = 1;
const BINARY = 2;
const BATCH_BYTES = 64 * 1024;
/** Less than a client waits between the mark and its word to go on. */
const NUDGE_MS = 100;
const HEARTBEAT_MS = 20 * 60_000;
const HELLO = JSON.stringify({ t: null, s: null, op: 10, d: { heartbeat_interval: HEARTBEAT_MS, _trace: [] } });

const { guilds, warmUp, events, mix, compression } = settings();

/** A message as one unmasked WebSocket frame. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function encode(payload, opcode) {
  const { length } = payload;
  let head;
  if (length < 126) {
    head = Buffer.from([0x80 | opcode, length]);
  } else if (length < 65_536) {
    head = Buffer.from([0x80 | opcode, 126, length >> 8, length & 0xff]);
  } else {
    head = Buffer.alloc(10);
    head[0] = 0x80 | opcode;
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return [head, payload];
}

/** Puts messages together to pieces of the size that a socket likes. */
class Batches {
  constructor() {
    this.done = [];
    this.parts = [];
    this.sizeBytes = 0;
  }

  add(parts) {
    for (const part of parts) {
      this.parts.push(part);
      this.sizeBytes += part.length;
    }
    if (this.sizeBytes >= BATCH_BYTES) this.flush();
  }

  flush() {
    if (this.parts.length > 0) this.done.push(Buffer.concat(this.parts));
    this.parts = [];
    this.sizeBytes = 0;
  }

  end() {
    this.flush();
    return this.done;
  }
}

/** One deflate stream that runs through all messages, flushed after each. */
class Deflater {
  constructor() {
    this.stream = createDeflate({ level: 6 });
    this.output = Buffer.allocUnsafeSlow(1024 * 1024);
  }

  /** Written synchronously: what the stream itself gives back after a flush may still lack the end of a large message. */
  deflate(text) {
    const input = Buffer.from(text);
    const { output, stream } = this;
    stream._handle.writeSync(constants.Z_SYNC_FLUSH, input, 0, input.length, output, 0, output.length);
    const [free, unread] = stream._writeState;
    if (free === 0 || unread > 0) throw new Error(`a message of ${input.length} bytes does not fit the output`);
    return Buffer.from(output.subarray(0, output.length - free));
  }
}

/** What handlers of message creates, and handlers of everything, have heard and added up at the end. */
class Expected {
  constructor() {
    this.messages = { events: 0, sum: 0 };
    this.everything = { events: 0, sum: 0 };
  }

  *watch(frames) {
    for (const text of frames) {
      const { t, d } = JSON.parse(text);
      if (d.content === START) Object.assign(this, new Expected());
      else if (d.content !== END) this.add(t, FROM_PAYLOAD[t](d));
      yield text;
    }
  }

  add(name, amount) {
    for (const which of name === 'MESSAGE_CREATE' ? [this.messages, this.everything] : [this.everything]) {
      which.events += 1;
      which.sum += amount;
    }
  }
}

/**
 * Everything that a connection is sent, encoded: HELLO, what follows IDENTIFY, the mark again, what follows
 * the parent's word.
 */
async function makeScript(resumeUrl, expected) {
  const workload = new Workload({ guilds });
  const hose = expected.watch(firehose(workload, { mix, warmUp, events }));
  const parts = [[HELLO], prelude(workload, resumeUrl), nudge(workload), hose];
  const deflater = compression === 'zlib-stream' ? new Deflater() : undefined;
  const script = [];
  for (const part of parts) {
    const batches = new Batches();
    for (const text of part) {
      batches.add(deflater ? encode(deflater.deflate(text), BINARY) : encode(Buffer.from(text), TEXT));
    }
    script.push(batches.end());
  }
  return script;
}

/** Writes pieces one after another, each when the socket has taken the one before. */
async function pour(socket, pieces) {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    if (!socket.write(piece)) await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
  }
}

async function main() {
  let strayRequests = 0;
  const server = createServer((request, response) => {
    const isBot = request.url.endsWith('/gateway/bot');
    if (!isBot && !request.url.endsWith('/gateway')) strayRequests += 1;
    response.statusCode = isBot || request.url.endsWith('/gateway') ? 200 : 404;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        url: `ws://127.0.0.1:${server.address().port}`,
        shards: 1,
        session_start_limit: { total: 1_000, remaining: 1_000, reset_after: 86_400_000, max_concurrency: 1 },
      }),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const expected = new Expected();
  const [hello, opening, again, hose] = await makeScript(`ws://127.0.0.1:${port}`, expected);

  let current;
  const upgrader = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    const asked = new URL(request.url, 'ws://127.0.0.1').searchParams.get('compress') ?? 'none';
    if (asked !== compression) {
      console.error(`the client asked for compression "${asked}", this run is about "${compression}"`);
      socket.destroy();
      return;
    }
    upgrader.handleUpgrade(request, socket, head, (ws) => {
      current = socket;
      socket.setNoDelay(true);
      ws.on('error', () => ws.terminate());
      ws.on('message', (data) => {
        // IDENTIFY starts the session. Heartbeats and the rest are read and left.
        if (JSON.parse(data.toString()).op !== 2) return;
        tell('identified', { atMs: Date.now() });
        void pour(socket, opening).then(() => setTimeout(() => void pour(socket, again), NUDGE_MS));
      });
      void pour(socket, hello);
    });
  });
  process.on('message', (message) => {
    if (message.type === 'go') void pour(current, hose);
    if (message.type === 'strays') {
      tell('strays', { count: strayRequests });
      strayRequests = 0;
    }
  });
  const bytes = hose.reduce((sum, piece) => sum + piece.length, 0);
  const { messages, everything } = expected;
  tell('listening', { port, bytesPerEvent: bytes / (warmUp + events), expected: { messages, everything } });
}

void main();

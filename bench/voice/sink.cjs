/**
 * Where the clients of a run send their audio: sockets that answer IP discovery and note when each packet came. Nothing is
 * decrypted here, so that what is measured is the sender. The head of a packet is in the clear: sequence number, timestamp, SSRC.
 */
'use strict';
const { createSocket } = require('node:dgram');
const { once } = require('node:events');
const { setPriority } = require('node:os');
const { settings, tell } = require('../lib/children.cjs');

const DISCOVERY_BYTES = 74;
const KEEPALIVE_BYTES = 8;
const SAMPLES_PER_MS = 48;
const FRAME_SAMPLES = 960;
/** A gap so short that two packets came as one. */
const BURST_MS = 5;
/** Lateness is averaged over so much time at the beginning and at the end. */
const EDGE_MS = 1_000;
/** Packets that the system keeps for a socket are few, and many calls send at the same moment. */
const CALLS_PER_SOCKET = 25;
/** How exact a time is. */
const LOOK_MS = 1;

const { calls, plainBytes } = settings();

/** What is known of one sender since the last reset. */
class Stream {
  constructor() {
    this.packets = 0;
    this.lost = 0;
    this.skipped = 0;
  }
}

let streams = new Map();
let gaps = [];
let edges = { begin: [0, 0], end: [0, 0] };
let beganAt = performance.now();
let unsealed = 0;
let untilMs = Infinity;

function reset(seconds) {
  streams = new Map();
  gaps = [];
  edges = { begin: [0, 0], end: [0, 0] };
  unsealed = 0;
  beganAt = performance.now();
  untilMs = beganAt + seconds * 1_000;
}

function take(datagram) {
  const now = performance.now();
  if (now >= untilMs) return;
  if (datagram.length <= plainBytes) unsealed += 1;
  const ssrc = datagram.readUInt32BE(8);
  const sequence = datagram.readUInt16BE(2);
  const timestamp = datagram.readUInt32BE(4);
  let stream = streams.get(ssrc);
  if (!stream) {
    stream = new Stream();
    streams.set(ssrc, stream);
    stream.firstAt = now;
    stream.firstTimestamp = timestamp;
  } else {
    gaps.push(now - stream.lastAt);
    const step = (sequence - stream.lastSequence) & 0xffff;
    stream.lost += step - 1;
    stream.skipped += (((timestamp - stream.lastTimestamp) >>> 0) - step * FRAME_SAMPLES) / FRAME_SAMPLES;
  }
  stream.packets += 1;
  stream.lastAt = now;
  stream.lastSequence = sequence;
  stream.lastTimestamp = timestamp;
  const lateMs = now - stream.firstAt - ((timestamp - stream.firstTimestamp) >>> 0) / SAMPLES_PER_MS;
  if (now - beganAt < EDGE_MS) add(edges.begin, lateMs);
  else if (untilMs - now < EDGE_MS) add(edges.end, lateMs);
}

function add(sum, value) {
  sum[0] += value;
  sum[1] += 1;
}

const mean = ([sum, count]) => (count > 0 ? sum / count : 0);

function count() {
  const sorted = Float64Array.from(gaps).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  const all = [...streams.values()];
  const sum = (key) => all.reduce((total, stream) => total + stream[key], 0);
  const seconds = (Math.min(performance.now(), untilMs) - beganAt) / 1_000;
  return {
    streams: all.length,
    unsealed,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    bursts: sorted.length > 0 ? sorted.findLastIndex((gap) => gap < BURST_MS) + 1 : 0,
    packets: sum('packets'),
    lost: sum('lost'),
    skipped: sum('skipped'),
    slowestFps: Math.min(...all.map((stream) => stream.packets)) / seconds,
    meanFps: sum('packets') / Math.max(1, all.length) / seconds,
    grownMs: mean(edges.end) - mean(edges.begin),
  };
}

/** The answer to IP discovery: the address and port that the question came from. */
function answer(datagram, { address, port }) {
  const reply = Buffer.alloc(DISCOVERY_BYTES);
  datagram.copy(reply, 0, 0, 8);
  reply.writeUInt16BE(2, 0);
  reply.write(address, 8, 'latin1');
  reply.writeUInt16BE(port, 72);
  return reply;
}

async function open() {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1024 * 1024 });
  socket.on('message', (datagram, remote) => {
    if (datagram.length === DISCOVERY_BYTES && datagram.readUInt16BE(0) === 1) {
      socket.send(answer(datagram, remote), remote.port, remote.address);
    } else if (datagram.length === KEEPALIVE_BYTES) socket.send(datagram, remote.port, remote.address);
    else take(datagram);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: '127.0.0.1', port: socket.address().port };
}

/**
 * Sleeps outside of the event loop. What waits for packets in it is woken by each, and on one machine the sender pays for that: four
 * times what the sending itself costs.
 */
function readEveryMillisecond() {
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const doze = () => {
    Atomics.wait(bell, 0, 0, LOOK_MS);
    setImmediate(doze);
  };
  doze();
}

async function main() {
  try {
    // Not to note its own waiting for a core. Only a privileged user may; all clients are measured alike.
    setPriority(-10);
  } catch {
    // Then it waits its turn.
  }
  const sockets = Math.ceil(calls / CALLS_PER_SOCKET);
  const addresses = await Promise.all(Array.from({ length: sockets }, open));
  process.on('message', ({ type, seconds }) => {
    if (type === 'reset') {
      reset(seconds);
      tell('reset');
    } else if (type === 'count') tell('count', count());
  });
  tell('listening', { addresses });
  readEveryMillisecond();
}

void main();

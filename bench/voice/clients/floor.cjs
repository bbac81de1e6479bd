/**
 * The least that can be measured: packets of the same size, one each 20 ms a call, from a thread of their own. No gateway, no call,
 * no encryption. Its gaps are those of the machine and of the sink.
 */
'use strict';
const { createSocket } = require('node:dgram');
const { isMainThread, Worker, workerData } = require('node:worker_threads');
const { TurnsOfWorker, watchHere } = require('../turns.cjs');

const FRAME_MS = 20;
const FRAME_SAMPLES = 960;
/** Not all at the same moment. */
const SLOTS = 4;
/** With end-to-end encryption: header, audio, what DAVE and the cipher add. */
const PACKET_BYTES = 205;
const BEGIN_MS = 500;

exports.open = ({ addresses }) => {
  const rooms = [];
  return Promise.resolve({
    troubles: [],
    turns: new TurnsOfWorker(),
    join: (room) => {
      rooms.push(room);
      return Promise.resolve();
    },
    begin: () => new Worker(__filename, { workerData: { calls: rooms.length, addresses } }),
  });
};

function sendAll({ calls, addresses }) {
  const streams = Array.from({ length: calls }, (_, index) => {
    const packet = Buffer.alloc(PACKET_BYTES);
    packet.writeUInt16BE(0x8078, 0);
    packet.writeUInt32BE(index + 1, 8);
    const { address, port } = addresses[index % addresses.length];
    const socket = createSocket('udp4');
    socket.connect(port, address);
    return { packet, socket, count: 0 };
  });
  // Sockets are connected by then.
  const startedAt = performance.now() + BEGIN_MS;
  let turn = 0;
  const send = () => {
    while (startedAt + (turn * FRAME_MS) / SLOTS <= performance.now()) {
      for (let index = turn % SLOTS; index < streams.length; index += SLOTS) {
        const { packet, socket } = streams[index];
        streams[index].count += 1;
        packet.writeUInt16BE(streams[index].count & 0xffff, 2);
        packet.writeUInt32BE((streams[index].count * FRAME_SAMPLES) >>> 0, 4);
        socket.send(packet);
      }
      turn += 1;
    }
    setTimeout(send, startedAt + (turn * FRAME_MS) / SLOTS - performance.now());
  };
  setTimeout(send, BEGIN_MS);
}

if (!isMainThread) {
  sendAll(workerData);
  watchHere();
}

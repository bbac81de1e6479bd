/** The floor: a bare ws, every frame inflated through zlib's synchronous handle and parsed. No client does less. */
'use strict';
const { constants, createInflate } = require('node:zlib');
const { WebSocket } = require('ws');
const { TOKEN } = require('../../lib/children.cjs');

/** Not a public interface of node; as much as a measure of the least needs of it. */
class HandleInflater {
  constructor() {
    this.stream = createInflate();
    this.output = Buffer.allocUnsafeSlow(1024 * 1024);
  }

  inflate(data) {
    this.stream._handle.writeSync(constants.Z_SYNC_FLUSH, data, 0, data.length, this.output, 0, this.output.length);
    return this.output.toString('utf8', 0, this.output.length - this.stream._writeState[0]);
  }
}

function onMessageCreate({ t, d }, { heard }) {
  if (t !== 'MESSAGE_CREATE') return;
  heard(d.author.id, d.author.bot === true, d.content, d.channel_id, Date.parse(d.timestamp));
}

/** @param onDispatch hears every dispatch that was parsed. @param makeInflater how a compressed stream is read. */
exports.start = (given, onDispatch = onMessageCreate, makeInflater = () => new HandleInflater()) => {
  const { port, compression } = given;
  const inflater = compression === 'none' ? undefined : makeInflater();
  const query = inflater ? '&compress=zlib-stream' : '';
  const ws = new WebSocket(`ws://127.0.0.1:${port}/?v=10&encoding=json${query}`, { perMessageDeflate: false });
  ws.on('message', (data) => {
    const frame = JSON.parse(inflater ? inflater.inflate(data) : data.toString());
    if (frame.op === 10) {
      const identify = { token: TOKEN, intents: 0, properties: { os: 'linux', browser: 'bench', device: 'bench' } };
      ws.send(JSON.stringify({ op: 2, d: identify }));
    } else {
      onDispatch(frame, given);
    }
  });
};

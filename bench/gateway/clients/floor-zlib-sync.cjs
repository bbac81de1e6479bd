/** The floor of compressed streams by the native addon that bots usually install for them. */
'use strict';
const zlib = require('zlib-sync');
const { start } = require('./floor.cjs');

class AddonInflater {
  constructor() {
    this.stream = new zlib.Inflate({ chunkSize: 128 * 1024 });
  }

  inflate(data) {
    this.stream.push(data, zlib.Z_SYNC_FLUSH);
    if (this.stream.err < 0) throw new Error(this.stream.msg);
    return this.stream.result.toString();
  }
}

exports.start = (given) => start(given, undefined, () => new AddonInflater());

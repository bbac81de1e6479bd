/** Writes the file that every client plays: Opus packets of one size in Ogg, a second to the page. https://datatracker.ietf.org/doc/html/rfc7845 */
'use strict';
const { createWriteStream } = require('node:fs');
const { once } = require('node:events');

/** One CELT frame of 20 ms, stereo. Nobody decodes it; what is behind this byte does not matter. */
const TOC = 0xfc;
const FRAME_SAMPLES = 960;
const FRAMES_PER_PAGE = 50;
const [FIRST, LAST] = [2, 4];

const CRC = new Uint32Array(256).map((_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value & 0x80000000 ? 0x04c11db7 : 0);
  return value >>> 0;
});

function checksum(page) {
  let crc = 0;
  for (const byte of page) crc = ((crc << 8) ^ CRC[(crc >>> 24) ^ byte]) >>> 0;
  return crc;
}

/** Packets are shorter than 255 bytes each, so that a segment is one of them. */
function page(packets, { granule, number, flags }) {
  const head = Buffer.alloc(27 + packets.length);
  head.write('OggS', 0, 'latin1');
  head.writeUInt8(flags, 5);
  head.writeBigUInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(number, 18);
  head.writeUInt8(packets.length, 26);
  for (const [index, packet] of packets.entries()) head.writeUInt8(packet.length, 27 + index);
  const whole = Buffer.concat([head, ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

function opusHead() {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(2, 9);
  head.writeUInt32LE(48_000, 12);
  return head;
}

/** @param frameBytes of each packet; 160 are 64 kbit/s */
async function writeOggOpus(path, { seconds, frameBytes }) {
  const file = createWriteStream(path);
  const tags = Buffer.alloc(16);
  tags.write('OpusTags', 0, 'latin1');
  file.write(page([opusHead()], { granule: 0, number: 0, flags: FIRST }));
  file.write(page([tags], { granule: 0, number: 1, flags: 0 }));
  const samplesPerPage = FRAMES_PER_PAGE * FRAME_SAMPLES;
  for (let second = 0; second < seconds; second += 1) {
    const packets = Array.from({ length: FRAMES_PER_PAGE }, (_, index) => {
      const packet = Buffer.alloc(frameBytes, (second * FRAMES_PER_PAGE + index) & 0xff);
      packet[0] = TOC;
      return packet;
    });
    const flags = second === seconds - 1 ? LAST : 0;
    file.write(page(packets, { granule: (second + 1) * samplesPerPage, number: second + 2, flags }));
  }
  file.end();
  await once(file, 'finish');
}

module.exports = { writeOggOpus };

/**
 * IP discovery: a client that cannot know how the world sees it asks the voice server, and is answered with the address
 * and the port that its question came from. https://discord.com/developers/docs/topics/voice-connections#ip-discovery
 */

const BYTES = 74;
const REQUEST = 1;
const RESPONSE = 2;
/** What stands behind type and length. */
const BODY_BYTES = 70;

/** The SSRC that a datagram asks with; `undefined` when it is no question. */
export function readDiscovery(datagram: Buffer): number | undefined {
  if (datagram.length !== BYTES) return undefined;
  if (datagram.readUInt16BE(0) !== REQUEST || datagram.readUInt16BE(2) !== BODY_BYTES) return undefined;
  return datagram.readUInt32BE(4);
}

export function discoveryAnswer(ssrc: number, address: string, port: number): Buffer {
  const answer = Buffer.alloc(BYTES);
  answer.writeUInt16BE(RESPONSE, 0);
  answer.writeUInt16BE(BODY_BYTES, 2);
  answer.writeUInt32BE(ssrc, 4);
  answer.write(address, 8, 'ascii');
  answer.writeUInt16BE(port, 72);
  return answer;
}

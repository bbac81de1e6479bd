/**
 * IP discovery: the voice server tells from which address and port it sees our datagrams, because behind a router we
 * cannot know, and it has to be told where to send to.
 * https://discord.com/developers/docs/topics/voice-connections#ip-discovery
 *
 *     bytes   0-1     2-3           4-7    8-71                   72-73
 *     what    1 | 2   70 (length)   ssrc   address, ends with 0   port
 *
 * Like every datagram, request and answer may be lost: whoever asks must ask again.
 */
import { isIP } from 'node:net';

const PACKET_BYTES = 74;
const REQUEST = 1;
const RESPONSE = 2;
/** What follows type and length. */
const CONTENT_BYTES = 70;
const ADDRESS_AT = 8;
const PORT_AT = 72;

/** What the voice server sees of us. */
export interface DiscoveredAddress {
  readonly address: string;
  readonly port: number;
}

export function discoveryRequest(ssrc: number): Buffer {
  const request = Buffer.alloc(PACKET_BYTES);
  request.writeUInt16BE(REQUEST, 0);
  request.writeUInt16BE(CONTENT_BYTES, 2);
  request.writeUInt32BE(ssrc >>> 0, 4);
  return request;
}

/** `undefined` for what is no answer to the request of this `ssrc`, or names nothing that can be sent to. */
export function readDiscovery(data: Buffer, ssrc: number): DiscoveredAddress | undefined {
  if (data.length !== PACKET_BYTES || data.readUInt16BE(0) !== RESPONSE) return undefined;
  if (data.readUInt16BE(2) !== CONTENT_BYTES || data.readUInt32BE(4) !== ssrc >>> 0) return undefined;
  const end = data.indexOf(0, ADDRESS_AT);
  const address = data.toString('latin1', ADDRESS_AT, end < 0 || end > PORT_AT ? PORT_AT : end);
  const port = data.readUInt16BE(PORT_AT);
  return port === 0 || isIP(address) === 0 ? undefined : { address, port };
}

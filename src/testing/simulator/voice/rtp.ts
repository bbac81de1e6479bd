/** RTP packets as Discord's voice servers read and write them. https://datatracker.ietf.org/doc/html/rfc3550#section-5.1 */

const HEADER_BYTES = 12;
const VERSION = 2;
/** The only kind of payload: Opus. */
const PAYLOAD_TYPE = 0x78;
const PADDING = 0x20;
const EXTENSION = 0x10;
/** The kind of extension that Discord's packets carry. https://datatracker.ietf.org/doc/html/rfc8285#section-4.2 */
const ONE_BYTE_EXTENSION = 0xbede;

export interface RtpHeader {
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** How many bytes stand in the clear. */
  readonly clearBytes: number;
  /** How many bytes of an extension the payload begins with. */
  readonly extensionBytes: number;
  readonly padded: boolean;
}

/** `undefined` for what is no audio packet. */
export function readRtp(datagram: Buffer): RtpHeader | undefined {
  if (datagram.length < HEADER_BYTES) return undefined;
  const first = datagram.readUInt8(0);
  if (first >>> 6 !== VERSION || (datagram.readUInt8(1) & 0x7f) !== PAYLOAD_TYPE) return undefined;
  const fixedBytes = HEADER_BYTES + 4 * (first & 0x0f);
  const extended = (first & EXTENSION) !== 0;
  const clearBytes = fixedBytes + (extended ? 4 : 0);
  if (datagram.length < clearBytes) return undefined;
  return {
    sequence: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    clearBytes,
    extensionBytes: extended ? 4 * datagram.readUInt16BE(fixedBytes + 2) : 0,
    padded: (first & PADDING) !== 0,
  };
}

/** What is left of an opened packet without extension and padding; `undefined` when they do not fit. */
export function payloadOf(header: RtpHeader, plain: Buffer): Buffer | undefined {
  const padding = header.padded ? (plain.at(-1) ?? 0) : 0;
  if (header.padded && padding === 0) return undefined;
  const end = plain.length - padding;
  return end < header.extensionBytes ? undefined : plain.subarray(header.extensionBytes, end);
}

/** A packet as the server writes it: in the clear, and what is to be sealed. */
export interface DraftedPacket {
  readonly clear: Buffer;
  readonly plain: Buffer;
}

/** Writes a packet with an extension of one word, as Discord does, and with so many bytes of padding. */
export function draftRtp(
  packet: { readonly ssrc: number; readonly sequence: number; readonly timestamp: number; readonly payload: Buffer },
  paddingBytes: number,
): DraftedPacket {
  const clear = Buffer.alloc(HEADER_BYTES + 4);
  clear.writeUInt8((VERSION << 6) | EXTENSION | (paddingBytes > 0 ? PADDING : 0), 0);
  clear.writeUInt8(PAYLOAD_TYPE, 1);
  clear.writeUInt16BE(packet.sequence, 2);
  clear.writeUInt32BE(packet.timestamp, 4);
  clear.writeUInt32BE(packet.ssrc, 8);
  clear.writeUInt16BE(ONE_BYTE_EXTENSION, 12);
  clear.writeUInt16BE(1, 14);
  // Element 1 with one byte, the audio level, as Discord's have it; two bytes to fill the word.
  const extension = Buffer.from([0x10, 0xff, 0x00, 0x00]);
  const padding = Buffer.alloc(paddingBytes);
  if (paddingBytes > 0) padding.writeUInt8(paddingBytes, paddingBytes - 1);
  return { clear, plain: Buffer.concat([extension, packet.payload, padding]) };
}

/**
 * RTP packets as Discord uses them: the header that is written, the header that is read, and what is inside once a cipher has
 * opened it. https://datatracker.ietf.org/doc/html/rfc3550#section-5.1
 *
 *     byte 0         byte 1         2-3        4-7         8-11   then, 4 bytes each
 *     VV P X CCCC    M TTTTTTT      sequence   timestamp   ssrc   CCCC contributing sources, extension head if X
 *
 * We send the twelve bytes alone: version 2, payload type 0x78 (Opus). What comes in has more: Discord sets X on what it
 * passes on, and P on a part of it.
 *
 * Where the encrypted part begins is the question that everybody has got wrong once. In the modes whose name ends with
 * "rtpsize", what stays clear, and is authenticated, is the fixed header, the contributing sources, and of the extension its
 * head of four bytes alone. The extension's *content*, as many words as that head says, is the first part of the ciphertext,
 * although it belongs to the header by RFC 3550. Padding is the last part of the ciphertext; its last byte counts all of it,
 * itself included. So after opening the content of the extension goes first, then the padding, and what is left is the frame.
 * Whoever forgets the padding hands rubbish to the end-to-end decryption, for a few packets in a hundred.
 */

/** Bytes of the header that we write. */
export const RTP_HEADER_BYTES = 12;

/** The payload type that Discord gives to Opus. */
export const OPUS_PAYLOAD_TYPE = 0x78;

const VERSION_2 = 0x80;
const VERSION_BITS = 0xc0;
const PADDING_BIT = 0x20;
const EXTENSION_BIT = 0x10;
const SOURCES_BITS = 0x0f;
const TYPE_BITS = 0x7f;
const WORD_BYTES = 4;

/** What the clear part of a packet says. */
export interface RtpPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** Bytes that are clear and authenticated; behind them the ciphertext begins. */
  readonly headerBytes: number;
  /** Bytes of the header extension's content, with which the opened payload begins. */
  readonly extensionBytes: number;
  /** Whether the opened payload ends with padding. */
  readonly isPadded: boolean;
}

/** Writes the twelve bytes to the beginning of `target`. Sequence and timestamp are taken modulo their size. */
export function writeHeader(target: Buffer, sequence: number, timestamp: number, ssrc: number): void {
  target[0] = VERSION_2;
  target[1] = OPUS_PAYLOAD_TYPE;
  target.writeUInt16BE(sequence & 0xffff, 2);
  target.writeUInt32BE(timestamp >>> 0, 4);
  target.writeUInt32BE(ssrc >>> 0, 8);
}

/** `undefined` for what is no Opus over RTP: other payloads, RTCP, answers of IP discovery, echoes of keepalives. */
export function readPacket(data: Buffer): RtpPacket | undefined {
  if (data.length < RTP_HEADER_BYTES) return undefined;
  const first = data.readUInt8(0);
  if ((first & VERSION_BITS) !== VERSION_2 || (data.readUInt8(1) & TYPE_BITS) !== OPUS_PAYLOAD_TYPE) return undefined;
  const extensionAt = RTP_HEADER_BYTES + WORD_BYTES * (first & SOURCES_BITS);
  const isExtended = (first & EXTENSION_BIT) !== 0;
  const headerBytes = isExtended ? extensionAt + WORD_BYTES : extensionAt;
  if (data.length < headerBytes) return undefined;
  return {
    sequence: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    ssrc: data.readUInt32BE(8),
    headerBytes,
    // The head is a profile of two bytes, of which nothing is needed, and the number of words.
    extensionBytes: isExtended ? WORD_BYTES * data.readUInt16BE(extensionAt + 2) : 0,
    isPadded: (first & PADDING_BIT) !== 0,
  };
}

/** The frame in an opened payload, sharing its memory; `undefined` when extension or padding claim more than there is. */
export function frameOf(packet: RtpPacket, opened: Buffer): Buffer | undefined {
  if (opened.length < packet.extensionBytes) return undefined;
  if (!packet.isPadded) return packet.extensionBytes === 0 ? opened : opened.subarray(packet.extensionBytes);
  const padding = opened[opened.length - 1] ?? 0;
  const end = opened.length - padding;
  return padding === 0 || end < packet.extensionBytes ? undefined : opened.subarray(packet.extensionBytes, end);
}

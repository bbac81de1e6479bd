/** Encryption between the bot and the voice server: the ciphers that Discord's "rtpsize" modes name. */

/** Seals and opens whole RTP packets with the key of one session. */
export interface Cipher {
  /** Discord's name of the mode. */
  readonly mode: string;
  /** Header in the clear, payload sealed, tag and nonce behind. @param header with extension words, if any, as far as they stay clear */
  seal(header: Buffer, payload: Buffer): Buffer;
  /** What was sealed, without the header; `undefined` for what was not sealed with this key. Never throws. */
  open(packet: Buffer, headerBytes: number): Buffer | undefined;
}

/**
 * Encryption between the bot and the voice server: the ciphers that Discord's "rtpsize" modes name.
 * https://discord.com/developers/docs/topics/voice-connections#transport-encryption-modes
 *
 * Every packet is sealed by itself, because packets are lost and come in any order:
 *
 *     RTP header, clear | ciphertext, as long as the payload | tag, 16 bytes | nonce, 4 bytes
 *
 * The header is authenticated although it is clear: nobody on the way can change a sequence number or an SSRC. Which part
 * of a packet counts as header is told in `transport/rtp.ts`. Of the nonce only four bytes travel: a counter, big-endian,
 * which is the beginning of a nonce that is otherwise zero, 12 bytes long for AES-GCM and 24 for XChaCha20. So a packet is
 * 20 bytes longer than header and payload.
 *
 * A nonce must not be used twice with a key, in either cipher: whoever has two such packets knows how their payloads
 * differ, and with GCM can forge more. So the counter only goes up, belongs to the cipher that holds the key, and lives as
 * long: a connection that is resumed with its key keeps its cipher. After 2 ** 32 packets, two and a half years of speech,
 * a cipher seals no more, and the connection has to get a new key by a new session.
 *
 * This layer keeps out those who listen on the way, not the voice server, which has the key. That is what the end-to-end
 * encryption inside of it is for (`dave/`).
 */

/** Seals and opens whole RTP packets with the key of one session. */
export interface Cipher {
  /** Discord's name of the mode. */
  readonly mode: string;
  /**
   * Header in the clear, payload sealed, tag and nonce behind. `undefined` when the key has been used for as many packets
   * as it may be: only a new session brings another. Never throws.
   * @param header with extension words, if any, as far as they stay clear
   */
  seal(header: Buffer, payload: Buffer): Buffer | undefined;
  /** What was sealed, without the header; `undefined` for what was not sealed with this key. Never throws. */
  open(packet: Buffer, headerBytes: number): Buffer | undefined;
}

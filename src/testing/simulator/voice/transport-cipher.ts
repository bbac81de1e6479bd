/**
 * Encryption between one client and its voice server, both directions under one key. The modes called "rtpsize" leave the
 * RTP header in the clear, with it the first word of an extension, and vouch for it; the rest is sealed. Behind the
 * sealed bytes and their tag of 16 bytes stands the nonce: a counter of four bytes, read as the head of a longer one.
 * https://discord.com/developers/docs/topics/voice-connections#transport-encryption-modes
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type VoiceMode } from './options';
import { openXChaCha, sealXChaCha } from './x-cha-cha';

const TAG_BYTES = 16;
const COUNTER_BYTES = 4;
const NONCE_BYTES: Readonly<Record<VoiceMode, number>> = {
  aead_aes256_gcm_rtpsize: 12,
  aead_xchacha20_poly1305_rtpsize: 24,
};

/** What a packet held, and the counter that it was sealed under. */
export interface OpenedPacket {
  readonly plain: Buffer;
  readonly counter: number;
}

export class TransportCipher {
  private counter = 0;

  constructor(
    readonly mode: VoiceMode,
    private readonly key: Buffer,
  ) {}

  /** A whole datagram. */
  seal(clear: Buffer, plain: Buffer): Buffer {
    const nonce = Buffer.alloc(NONCE_BYTES[this.mode]);
    nonce.writeUInt32BE(this.counter, 0);
    this.counter = (this.counter + 1) >>> 0;
    return Buffer.concat([clear, this.sealed(nonce, clear, plain), nonce.subarray(0, COUNTER_BYTES)]);
  }

  /** `undefined` for what was not sealed with this key. */
  open(datagram: Buffer, clearBytes: number): OpenedPacket | undefined {
    const end = datagram.length - COUNTER_BYTES;
    if (end < clearBytes + TAG_BYTES) return undefined;
    const nonce = Buffer.alloc(NONCE_BYTES[this.mode]);
    datagram.copy(nonce, 0, end);
    const plain = this.opened(nonce, datagram.subarray(0, clearBytes), datagram.subarray(clearBytes, end));
    return plain && { plain, counter: nonce.readUInt32BE(0) };
  }

  private sealed(nonce: Buffer, clear: Buffer, plain: Buffer): Buffer {
    if (this.mode === 'aead_xchacha20_poly1305_rtpsize') return sealXChaCha(this.key, nonce, clear, plain);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(clear);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  private opened(nonce: Buffer, clear: Buffer, sealed: Buffer): Buffer | undefined {
    if (this.mode === 'aead_xchacha20_poly1305_rtpsize') return openXChaCha(this.key, nonce, clear, sealed);
    const cipher = createDecipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    cipher.setAAD(clear);
    const plain = cipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    try {
      cipher.final();
      return plain;
    } catch {
      return undefined;
    }
  }
}

/** What a broken or hostile voice server, or a stranger, might send, made from a seed: frames, datagrams, close codes. */
import { seeded } from './audio/random';

/** One message of a voice gateway. */
export interface NoisyMessage {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

const MODES = ['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'];
const IDS = ['101', '102', '900', '18446744073709551615'];
const SSRCS = [0, 1, 4_242, 0xffff_ffff];

/** Opcodes of the server, those of clients, those that nobody documents, and those that are none. */
const OPCODES = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 21, 22, 23, 24, 25, 26, 27, 29, 30, 31, 99, -1, 1.5,
];
const BINARY_OPCODES = [25, 25, 27, 27, 29, 29, 30, 30, 26, 28, 31, 0, 4, 200, 255];

export const CLOSE_CODES = [
  ...[undefined, 1000, 1001, 1005, 1006, 1011, 3000],
  ...[4001, 4002, 4003, 4004, 4005, 4006, 4009, 4011, 4012, 4014, 4015, 4016, 4017, 4020, 4021, 4022, 4099, 4999],
];

export class VoiceNoise {
  readonly random: () => number;
  /** Of the frames that count right. */
  private sequence = 0;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  bytes(most: number): Buffer {
    return Buffer.from(Array.from({ length: this.below(most + 1) }, () => this.below(256)));
  }

  /** Right bytes with some of them changed, cut, or with something behind them. */
  damaged(right: Buffer): Buffer {
    const bytes = Buffer.from(right);
    for (let change = this.below(4); change > 0 && bytes.length > 0; change -= 1) {
      const at = this.below(bytes.length);
      bytes[at] = this.oneIn(2) ? this.below(256) : (bytes[at] ?? 0) ^ (1 << this.below(8));
    }
    if (this.oneIn(4)) return bytes.subarray(0, this.below(bytes.length + 1));
    return this.oneIn(8) ? Buffer.concat([bytes, this.bytes(40)]) : bytes;
  }

  message(): NoisyMessage {
    const kind = this.below(20);
    if (kind < 5) return this.binary();
    if (kind === 5)
      return text(this.pick(['', ' ', '{', '[]', 'null', '0', '"', '\u0000', '{"op":', '{"op":4,"d":null}']));
    if (kind === 6) return this.rare();
    const whole = JSON.stringify({ op: this.pick(OPCODES), d: this.value(), ...this.numbered() });
    if (kind === 7) return text(whole.slice(0, this.below(whole.length)));
    if (kind === 8) return text(whole);
    return text(JSON.stringify(this.likely()));
  }

  /** A frame of the right shape, of which sometimes one field is wrong. */
  likely(): object {
    const [op, right] = this.pick(this.templates());
    const d: Record<string, unknown> = { ...right };
    const fields = Object.keys(d);
    if (this.oneIn(4) && fields.length > 0) {
      const field = this.pick(fields);
      if (this.oneIn(3)) d[field] = undefined;
      else d[field] = this.value();
    }
    return { op, d, ...this.numbered() };
  }

  /** A datagram; `right` are some that were real once. */
  datagram(right: readonly Buffer[] = []): Buffer {
    const old = right.length > 0 && this.oneIn(2) ? this.pick(right) : undefined;
    // As it was, which is a replay; or damaged.
    if (old) return this.oneIn(3) ? old : this.damaged(old);
    const kind = this.below(6);
    if (kind === 0) return this.bytes(1_400);
    if (kind === 1) return this.bytes(16);
    if (kind === 2) return this.discovery();
    const packet = this.bytes(300);
    if (packet.length < 12) return packet;
    // A header that is right as far as it goes, of somebody.
    packet[0] = 0x80 | this.below(0x40);
    packet[1] = 0x78;
    packet.writeUInt32BE(this.pick(SSRCS), 8);
    return packet;
  }

  /** Any JSON value. */
  value(depth = 0): unknown {
    switch (this.below(depth > 3 ? 7 : 9)) {
      case 0:
        return null;
      case 1:
        return this.oneIn(2);
      case 2:
        return this.pick([0, -1, 1.5, 1e308, 2 ** 53, -0, 65_535, 65_536, 2 ** 32, this.below(1_000)]);
      case 3:
        return this.pick(['', 'x', '12', '123456789012345678', '\u0000', '\ud800', 'null', '9'.repeat(400)]);
      case 4:
        return [];
      case 5:
        return {};
      case 6:
        return Array.from({ length: this.pick([31, 32, 33]) }, () => this.pick([0, 255, 256, -1, '7', null]));
      case 7:
        return Array.from({ length: this.below(4) }, () => this.value(depth + 1));
      default:
        return Object.fromEntries(
          Array.from({ length: this.below(4) }, () => [
            this.pick(['mode', 'ssrc', 'ip', 't', '__proto__', 'toString', 'user_ids', 'transition_id']),
            this.value(depth + 1),
          ]),
        );
    }
  }

  private templates(): readonly (readonly [number, object])[] {
    const transition = { transition_id: this.below(4), protocol_version: this.below(2) };
    const address = this.pick(['10.0.0.1', '::1', 'voice.test', '', '256.1.1.1', 'a b']);
    const key = Array.from({ length: 32 }, () => this.below(256));
    const hello = { v: 8, heartbeat_interval: this.pick([1, 13_750, 41_250, 4_000_000_000]) };
    return [
      [8, hello],
      [8, hello],
      [2, { ssrc: this.pick(SSRCS), ip: address, port: 1 + this.below(65_535), modes: this.oneIn(9) ? ['no'] : MODES }],
      [2, { ssrc: 4_242, ip: '10.0.0.1', port: 50_000, modes: MODES }],
      [4, { mode: this.pick([...MODES, 'no']), secret_key: key, dave_protocol_version: this.below(3) }],
      [4, { mode: MODES[0], secret_key: key, dave_protocol_version: this.below(2) }],
      [5, { user_id: this.pick(IDS), ssrc: this.pick(SSRCS), speaking: this.below(9) }],
      [6, { t: this.below(6) }],
      [6, { t: this.below(6) }],
      [9, {}],
      [11, { user_ids: [this.pick(IDS), this.pick(IDS)] }],
      [13, { user_id: this.pick(IDS) }],
      [21, transition],
      [22, transition],
      [24, { epoch: this.below(3), protocol_version: this.below(3) }],
    ];
  }

  private binary(): NoisyMessage {
    const body = this.bytes(this.oneIn(4) ? 2 : 200);
    if (this.oneIn(6)) return { data: body, isBinary: true };
    const head = Buffer.alloc(3);
    head.writeUInt16BE(this.number() ?? this.below(0x1_0000), 0);
    head.writeUInt8(this.pick(BINARY_OPCODES), 2);
    return { data: Buffer.concat([head, body]), isBinary: true };
  }

  /** What is large or deep, and so not too often. */
  private rare(): NoisyMessage {
    const kind = this.below(40);
    if (kind === 0) return { data: Buffer.alloc(300_000, 0xff), isBinary: true };
    if (kind === 1) return text(`{"op":5,"d":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    if (kind === 2)
      return text(`{"op":11,"d":{"user_ids":[${Array.from({ length: 20_000 }, (_, id) => id).join(',')}]}}`);
    if (kind === 3) return text(`{"op":2,"d":{"modes":[${'"x",'.repeat(20_000)}"y"]}}`);
    return { data: this.bytes(300), isBinary: this.oneIn(2) };
  }

  private discovery(): Buffer {
    const answer = Buffer.alloc(74);
    answer.writeUInt16BE(2, 0);
    answer.writeUInt16BE(70, 2);
    answer.writeUInt32BE(this.pick(SSRCS), 4);
    answer.write(this.pick(['8.8.4.4', '::1', 'no address', 'x'.repeat(64)]), 8, 'latin1');
    answer.writeUInt16BE(this.below(0x1_0000), 72);
    return this.oneIn(2) ? answer : this.damaged(answer);
  }

  private numbered(): object {
    const seq = this.number();
    return seq === undefined ? {} : { seq: this.oneIn(12) ? this.value() : seq };
  }

  /** The next number; now and then an old one, one from far ahead, or one at the end of the circle. */
  private number(): number | undefined {
    switch (this.below(8)) {
      case 0:
        return undefined;
      case 1:
        return this.below(0x1_0000);
      case 2:
        return this.pick([0, 1, 65_534, 65_535]);
      case 3:
        return (this.sequence + 0x1_0000 - this.below(2_000)) & 0xffff;
      default:
        this.sequence = (this.sequence + 1) & 0xffff;
        return this.sequence;
    }
  }
}

function text(content: string): NoisyMessage {
  return { data: Buffer.from(content), isBinary: false };
}

/** What every {@link Inflater} must do. */
import assert from 'node:assert/strict';
import { type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { GatewayError, type Inflater } from '../../gateway';
import { type ContractCase } from './contract-case';

export interface InflaterContractOptions {
  /** How what it reads is compressed. Messages of a zlib stream may be cut; those of zstd may not, as nothing marks their end. */
  readonly format: 'none' | 'zlib' | 'zstd';
}

/** A stream that compresses, and how it is made to give all it has. */
interface Compressor extends Transform {
  flush(kind: number, done: () => void): void;
}

/** What node:zlib has from 22.15 on. */
interface WithZstd {
  readonly createZstdCompress?: () => Compressor;
}

/** `ZSTD_e_flush` */
const ZSTD_FLUSH = 1;

/** Messages of many sizes that refer back to each other, as a connection's do. */
function texts(): string[] {
  const small = Array.from(
    { length: 50 },
    (_, i) => `{"t":"MESSAGE_CREATE","s":${i},"op":0,"d":{"content":"message ${i}"}}`,
  );
  const random = (length: number): string => {
    let state = length;
    let text = '';
    while (text.length < length) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      text += state.toString(36);
    }
    return text.slice(0, length);
  };
  // Longer than the window, and longer than any first output buffer.
  return [
    ...small,
    random(40_000),
    'ä€😀'.repeat(20_000),
    ...small,
    'x'.repeat(3_000_000),
    random(300_000),
    ...small,
    '',
  ];
}

/** One stream as a server writes it. */
class Encoder {
  private readonly compressor: Compressor | undefined;
  private readonly flushKind: number;
  private readonly pieces: Buffer[] = [];

  constructor(format: InflaterContractOptions['format']) {
    this.flushKind = format === 'zstd' ? ZSTD_FLUSH : zlib.constants.Z_SYNC_FLUSH;
    this.compressor = compressorFor(format);
    this.compressor?.on('data', (piece: Buffer) => this.pieces.push(piece));
  }

  async encode(text: string): Promise<Buffer> {
    const { compressor } = this;
    if (!compressor) return Buffer.from(text);
    compressor.write(text);
    await new Promise<void>((resolve) => {
      compressor.flush(this.flushKind, resolve);
    });
    return Buffer.concat(this.pieces.splice(0));
  }
}

function compressorFor(format: InflaterContractOptions['format']): Compressor | undefined {
  if (format === 'none') return undefined;
  if (format === 'zlib') return zlib.createDeflate();
  const { createZstdCompress } = zlib as WithZstd;
  assert(createZstdCompress, 'this Node has no zstd');
  return createZstdCompress();
}

export function inflaterContract(make: () => Inflater, options: InflaterContractOptions): ContractCase[] {
  const { format } = options;
  const isCompressed = format !== 'none';
  const whole: ContractCase[] = [
    {
      name: 'returns each message as it was written, in order',
      run: async () => {
        const encoder = new Encoder(format);
        const inflater = make();
        for (const text of texts().filter((one) => isCompressed || one !== '')) {
          assert.equal(inflater.push(await encoder.encode(text))?.toString('utf8'), text);
        }
        inflater.close();
      },
    },
    {
      name: 'keeps two connections apart',
      run: async () => {
        const first = { encoder: new Encoder(format), inflater: make() };
        const second = { encoder: new Encoder(format), inflater: make() };
        for (let i = 0; i < 20; i++) {
          for (const [name, side] of Object.entries({ first, second })) {
            const text = `${name} message number ${i}`;
            assert.equal(side.inflater.push(await side.encoder.encode(text))?.toString(), text);
          }
        }
      },
    },
    {
      name: 'may be closed twice',
      run: () => {
        const inflater = make();
        inflater.close();
        inflater.close();
        return Promise.resolve();
      },
    },
  ];
  if (format === 'none') return whole;
  const compressed = compressedCases(make, format);
  return format === 'zlib' ? [...whole, inPieces(make), ...compressed] : [...whole, ...compressed];
}

function inPieces(make: () => Inflater): ContractCase {
  return {
    name: 'puts a message together that arrives in pieces',
    run: async () => {
      for (const size of [1, 2, 3, 5, 1_000]) {
        const encoder = new Encoder('zlib');
        const inflater = make();
        for (const text of ['first', 'second message, longer than the first', 'third '.repeat(100)]) {
          const bytes = await encoder.encode(text);
          let message: Buffer | undefined;
          for (let at = 0; at < bytes.length; at += size) {
            assert.equal(message, undefined, 'the message was complete too early');
            message = inflater.push(bytes.subarray(at, at + size));
          }
          assert.equal(message?.toString(), text);
        }
      }
    },
  };
}

function compressedCases(make: () => Inflater, format: 'zlib' | 'zstd'): ContractCase[] {
  return [
    {
      name: 'throws for bytes that are no stream',
      run: () => {
        const inflater = make();
        assert.throws(() => inflater.push(Buffer.from('{"op":10}')), isCorrupt);
        return Promise.resolve();
      },
    },
    {
      name: 'throws for a stream that goes wrong, and then for everything',
      run: async () => {
        const encoder = new Encoder(format);
        const inflater = make();
        const good = await encoder.encode('good');
        assert.equal(inflater.push(good)?.toString(), 'good');
        const bad = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x12, 0x34, 0x00, 0x00, 0xff, 0xff]);
        assert.throws(() => inflater.push(bad), isCorrupt);
        const more = await encoder.encode('more');
        assert.throws(() => inflater.push(more), isCorrupt);
      },
    },
    {
      name: 'refuses to work once it is closed',
      run: async () => {
        const inflater = make();
        inflater.close();
        const bytes = await new Encoder(format).encode('late');
        assert.throws(() => inflater.push(bytes), isCorrupt);
      },
    },
  ];
}

function isCorrupt(error: unknown): boolean {
  return error instanceof GatewayError && error.kind === 'corrupt-stream';
}

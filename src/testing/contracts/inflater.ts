/** What every {@link Inflater} must do. */
import assert from 'node:assert/strict';
import { constants, createDeflate, type Deflate } from 'node:zlib';
import { GatewayError, type Inflater } from '../../gateway';
import { type ContractCase } from './contract-case';

export interface InflaterContractOptions {
  /** Whether what it reads is compressed; then messages may be cut, and bytes can be wrong. */
  readonly isCompressed: boolean;
}

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
  private readonly deflate: Deflate | undefined;
  private readonly pieces: Buffer[] = [];

  constructor(isCompressed: boolean) {
    if (!isCompressed) return;
    this.deflate = createDeflate();
    this.deflate.on('data', (piece: Buffer) => this.pieces.push(piece));
  }

  async encode(text: string): Promise<Buffer> {
    const { deflate } = this;
    if (!deflate) return Buffer.from(text);
    deflate.write(text);
    await new Promise<void>((resolve) => {
      deflate.flush(constants.Z_SYNC_FLUSH, resolve);
    });
    return Buffer.concat(this.pieces.splice(0));
  }
}

export function inflaterContract(make: () => Inflater, options: InflaterContractOptions): ContractCase[] {
  const { isCompressed } = options;
  const whole: ContractCase[] = [
    {
      name: 'returns each message as it was written, in order',
      run: async () => {
        const encoder = new Encoder(isCompressed);
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
        const first = { encoder: new Encoder(isCompressed), inflater: make() };
        const second = { encoder: new Encoder(isCompressed), inflater: make() };
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
  return isCompressed ? [...whole, ...compressedCases(make)] : whole;
}

function compressedCases(make: () => Inflater): ContractCase[] {
  return [
    {
      name: 'puts a message together that arrives in pieces',
      run: async () => {
        for (const size of [1, 2, 3, 5, 1_000]) {
          const encoder = new Encoder(true);
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
    },
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
        const encoder = new Encoder(true);
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
        const bytes = await new Encoder(true).encode('late');
        assert.throws(() => inflater.push(bytes), isCorrupt);
      },
    },
  ];
}

function isCorrupt(error: unknown): boolean {
  return error instanceof GatewayError && error.kind === 'corrupt-stream';
}

/** Which packets are taken for sealed ones: our short look against a codec that reads the whole frame, and against what davey makes. */
import fc from 'fast-check';
import { loadDaveLibrary, SILENCE_FRAME } from '../../../../src/voice';
import { isSealedFrame, isSilence } from '../../../../src/voice/dave/dave-frame';
import { buildFrame, openFrame, parseFrame, sealFrame, SenderKeys } from '../../../support/dave/dave-frame-codec';
import { HandMadeGroup } from '../../../support/dave/hand-made-group';

const bytes = (options: fc.IntArrayConstraints): fc.Arbitrary<Buffer> =>
  fc.uint8Array(options).map((array) => Buffer.from(array));

const frames = fc.record({
  media: bytes({ maxLength: 300 }),
  tag: bytes({ minLength: 8, maxLength: 8 }),
  nonce: fc.nat(0xffff_ffff),
  ranges: fc.array(fc.record({ offset: fc.nat(300), size: fc.nat(300) }), { maxLength: 10 }),
});

const runs = { seed: 50, numRuns: 2_000 };

describe('a frame', () => {
  it('is known as sealed whatever is in it', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(isSealedFrame(buildFrame(frame))).toBe(true);
      }),
      runs,
    );
  });

  it('is sealed exactly when all of it can be read as such', () => {
    const spoiled = fc.tuple(frames, fc.nat(), fc.nat(255)).map(([frame, at, value]) => {
      const built = buildFrame(frame);
      built[built.length - 1 - (at % Math.min(built.length, 24))] = value;
      return built;
    });
    fc.assert(
      fc.property(fc.oneof(spoiled, bytes({ maxLength: 60 })), (packet) => {
        expect(isSealedFrame(packet)).toBe(parseFrame(packet) !== undefined);
      }),
      runs,
    );
  });

  it.each([0, 3, 10, 11])('is not sealed with %d bytes', (length) => {
    expect(isSealedFrame(Buffer.alloc(length, 0xfa))).toBe(false);
  });

  it('of silence is silence, and nothing else is', () => {
    expect(isSilence(Buffer.from(SILENCE_FRAME))).toBe(true);
    expect(isSilence(Buffer.of(0xf8, 0xff))).toBe(false);
    expect(isSilence(Buffer.of(0xf8, 0xff, 0xff))).toBe(false);
    expect(isSealedFrame(SILENCE_FRAME)).toBe(false);
  });
});

describe('what davey seals', () => {
  it('has the layout of the protocol: nonces from 1 on, no clear ranges, 12 bytes more and 13 from the 128th', async () => {
    const { own } = new HandMadeGroup(await loadDaveLibrary()).agree('101', '102');
    for (let nonce = 1; nonce <= 200; nonce++) {
      const sealed = own.seal(Buffer.alloc(60, nonce));
      expect(isSealedFrame(sealed)).toBe(true);
      expect(parseFrame(sealed)).toMatchObject({ nonce, ranges: [] });
      expect(sealed.length - 60).toBe(nonce < 128 ? 12 : 13);
    }
  });
});

describe('the codec of the tests', () => {
  it('derives the key that davey’s authors publish for a base secret', () => {
    const keys = new SenderKeys(Buffer.from('cedd61b1b8a1ca69046554282cf70b7b', 'hex'));
    expect(keys.key(0).toString('hex')).toBe('7530f9a9945e2d2e06d0651f7b2a864b');
  });

  it('opens what it sealed, over a change of generation, and nothing that was touched', () => {
    const sender = new SenderKeys(Buffer.alloc(16, 5));
    const receiver = new SenderKeys(Buffer.alloc(16, 5));
    const opus = Buffer.from('one packet of opus');
    for (const nonce of [1, 0xff_ffff, 0x100_0000, 0x300_0001]) {
      const sealed = sealFrame(sender.key(nonce >>> 24), nonce, opus);
      const key = receiver.key(nonce >>> 24);
      expect(openFrame(key, sealed)).toEqual(opus);
      sealed[0] = (sealed[0] as number) ^ 1;
      expect(() => openFrame(key, sealed)).toThrow();
    }
  });
});

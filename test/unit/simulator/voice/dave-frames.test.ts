/** The frame codec of the simulator, which shares no code with the library that makes the frames. */
import { randomBytes } from 'node:crypto';
import {
  KeyRatchet,
  isSilence,
  openDaveFrame,
  parseDaveFrame,
  sealDaveFrame,
} from '../../../../src/testing/simulator/voice/dave/frame-codec';
import { knownFrames, placeOfKnownFrame } from '../../../../src/testing/simulator/voice/dave/known-frames';
import { WireWatch } from '../../../../src/testing/simulator/voice/dave/wire-watch';
import { DaveCall, userId } from './dave-support';

describe('the frame codec', () => {
  it('takes apart what davey makes: a counter from 1, a tag, and as much ciphertext as there was audio', async () => {
    const dave = new DaveCall();
    const [first] = await dave.joined(2);
    const payloads: Buffer[] = [];
    const transmit = dave.call.transmit.bind(dave.call);
    dave.call.transmit = (packet, from) => {
      payloads.push(packet.payload);
      transmit(packet, from);
    };
    const opus = knownFrames(11, 150);
    const speaking = first!.speak(opus);
    await dave.clock.advance(3_000);
    await speaking;
    const frames = payloads.map((payload) => parseDaveFrame(payload)!);
    expect(frames.map(({ nonce }) => nonce)).toEqual(opus.map((_, index) => index + 1));
    expect(frames.map(({ ciphertext }) => ciphertext.length)).toEqual(opus.map(({ length }) => length));
    expect(frames.every(({ tag, ranges }) => tag.length === 8 && ranges.length === 0)).toBe(true);
    expect(dave.call.wire.of(userId(1))).toMatchObject({ sealed: 150, epochs: 1 });
  });

  it.each([1, 127, 128, 0xff_ffff, 0x100_0000, 0x2ff_ffff])('opens what it sealed with counter %d', (nonce) => {
    const secret = randomBytes(16);
    const [opus] = knownFrames(1, 1);
    const frame = parseDaveFrame(sealDaveFrame(new KeyRatchet(secret), nonce, opus!))!;
    expect(frame.nonce).toBe(nonce);
    expect(openDaveFrame(new KeyRatchet(secret), frame)).toEqual(opus);
    expect(openDaveFrame(new KeyRatchet(randomBytes(16)), frame)).toBeUndefined();
  });

  it('takes nothing else for a frame', () => {
    const opus = knownFrames(2, 50);
    for (const packet of opus) expect(parseDaveFrame(packet)).toBeUndefined();
    const sealed = sealDaveFrame(new KeyRatchet(Buffer.alloc(16)), 300, opus[0]!);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(parseDaveFrame(sealed.subarray(0, length))).toBeUndefined();
    }
    const tooLong = Buffer.from(sealed);
    tooLong[sealed.length - 3] = 255;
    expect(parseDaveFrame(tooLong)).toBeUndefined();
    expect(isSilence(Buffer.from([0xf8, 0xff, 0xfe]))).toBe(true);
  });
});

describe('a watch on the wire', () => {
  it('tells sealed audio from silence, from plain audio, and from a counter that is used twice', () => {
    const watch = new WireWatch();
    const ratchet = new KeyRatchet(Buffer.alloc(16, 1));
    const [opus] = knownFrames(3, 1);
    watch.expect([opus!]);
    for (const nonce of [1, 2, 3, 3]) watch.see('a', sealDaveFrame(ratchet, nonce, opus!));
    watch.see('a', Buffer.from([0xf8, 0xff, 0xfe]));
    watch.see('a', opus!);
    watch.see('a', sealDaveFrame(new KeyRatchet(Buffer.alloc(16, 2)), 1, opus!));
    expect(watch.of('a')).toEqual({ sealed: 5, silence: 1, plain: 1, epochs: 2, repeatedNonces: 1, leaks: 1 });
    expect(watch.of('b')).toMatchObject({ sealed: 0, plain: 0 });
  });
});

describe('known frames', () => {
  it('are the same for the same seed, differ in every place, and say where they belong', () => {
    const frames = knownFrames(42, 500);
    expect(frames).toEqual(knownFrames(42, 500));
    expect(new Set(frames.map((frame) => frame.toString('hex'))).size).toBe(500);
    expect(frames.map((frame) => placeOfKnownFrame(frame))).toEqual(frames.map((_, index) => ({ seed: 42, index })));
    expect(placeOfKnownFrame(randomBytes(80))).toBeUndefined();
    expect(placeOfKnownFrame(knownFrames(43, 1)[0]!)).toEqual({ seed: 43, index: 0 });
  });
});

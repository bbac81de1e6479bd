import fc from 'fast-check';
import {
  frameOf,
  readPacket,
  RTP_HEADER_BYTES,
  type RtpPacket,
  writeHeader,
} from '../../../../src/voice/transport/rtp';
import { addU16, addU32, distanceU16, distanceU32 } from '../../../../src/voice/transport/wrap-around';

const seed = { seed: 20_261_130, numRuns: 500 };
const bare = Buffer.from('8078ffff00000abc0000002a', 'hex');
const packetOf = (hex: string): RtpPacket | undefined => readPacket(Buffer.from(hex, 'hex'));

describe('headers', () => {
  it('are written in twelve bytes', () => {
    const target = Buffer.alloc(14);
    writeHeader(target, 0xffff, 0xabc, 42);
    expect(target.toString('hex')).toBe(`${bare.toString('hex')}0000`);
  });

  it('wrap around instead of overflowing', () => {
    const target = Buffer.alloc(RTP_HEADER_BYTES);
    writeHeader(target, 0x1_0001, 0x1_0000_0002, 0xffff_ffff);
    expect(readPacket(target)).toMatchObject({ sequence: 1, timestamp: 2, ssrc: 0xffff_ffff });
  });

  it('are read as they were written', () => {
    const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), u32, u32, (sequence, timestamp, ssrc) => {
        const target = Buffer.alloc(RTP_HEADER_BYTES);
        writeHeader(target, sequence, timestamp, ssrc);
        expect(readPacket(target)).toEqual({
          sequence,
          timestamp,
          ssrc,
          headerBytes: 12,
          extensionBytes: 0,
          isPadded: false,
        });
      }),
      seed,
    );
  });

  it('stay clear up to the head of their extension, whose content is sealed', () => {
    expect(packetOf('9078000100000002000000 03bede0002'.replace(' ', ''))).toMatchObject({
      headerBytes: 16,
      extensionBytes: 8,
      isPadded: false,
    });
  });

  it('stay clear over contributing sources, and tell of padding', () => {
    expect(packetOf(`b2f8000100000002${'00000003'.repeat(3)}bede0001`)).toMatchObject({
      headerBytes: 24,
      extensionBytes: 4,
      isPadded: true,
    });
  });

  it.each([
    ['nothing', ''],
    ['less than a header', '80780001000000020000'],
    ['another version', '4078000100000002000000030000'],
    ['another payload', '8065000100000002000000030000'],
    ['RTCP', '80c9000100000002000000030000'],
    ['an echo of a keepalive', '0100000000000000'],
    ['sources that are cut off', '8278000100000002000000030000'],
    ['an extension that is cut off', '907800010000000200000003bede'],
  ])('are none in %s', (_name, hex) => {
    expect(packetOf(hex)).toBeUndefined();
  });
});

describe('what is in an opened packet', () => {
  const of = (extensionBytes: number, isPadded: boolean): RtpPacket => ({
    ...(readPacket(bare) as RtpPacket),
    extensionBytes,
    isPadded,
  });
  const frame = (packet: RtpPacket, hex: string): string | undefined =>
    frameOf(packet, Buffer.from(hex, 'hex'))?.toString('hex');

  it('is the frame alone, when there is nothing else', () => {
    expect(frame(of(0, false), 'f8fffe')).toBe('f8fffe');
  });

  it('loses the content of the extension first, then the padding', () => {
    expect(frame(of(4, false), '10203040f8fffe')).toBe('f8fffe');
    expect(frame(of(0, true), 'f8fffe000003')).toBe('f8fffe');
    expect(frame(of(4, true), '10203040f8fffe01')).toBe('f8fffe');
    expect(frame(of(4, true), '102030400002')).toBe('');
  });

  it('is nothing when extension or padding claim more than there is', () => {
    expect(frame(of(8, false), '10203040f8fffe')).toBeUndefined();
    expect(frame(of(0, true), 'f8fffe00')).toBeUndefined();
    expect(frame(of(0, true), 'f8fffe05')).toBeUndefined();
    expect(frame(of(4, true), '10203040f8fffe05')).toBeUndefined();
    expect(frame(of(0, true), '')).toBeUndefined();
  });

  it('never makes reading throw, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.uint8Array({ maxLength: 64 }),
        fc.nat(255),
        (head, rest, first) => {
          const packet = readPacket(Buffer.from([first, 0x78, ...head]));
          if (packet) frameOf(packet, Buffer.from(rest));
          readPacket(Buffer.from(head));
        },
      ),
      seed,
    );
  });
});

describe('counters that begin anew', () => {
  it('wrap when they are added to', () => {
    expect(addU16(0xffff, 1)).toBe(0);
    expect(addU32(0xffff_ffff, 960)).toBe(959);
    expect(addU32(0x7fff_ffff, 1)).toBe(0x8000_0000);
  });

  it('tell which came first by the shorter way', () => {
    expect(distanceU16(0xffff, 1)).toBe(2);
    expect(distanceU16(1, 0xffff)).toBe(-2);
    expect(distanceU32(0xffff_ffff, 959)).toBe(960);
    expect(distanceU32(959, 0xffff_ffff)).toBe(-960);
    expect(distanceU16(5, 5)).toBe(0);
  });
});

import fc from 'fast-check';
import { discoveryRequest, readDiscovery } from '../../../../src/voice/transport/ip-discovery';

const SSRC = 0xfedc_ba98;

function answer(change: (data: Buffer) => void = () => {}, address = '192.0.2.17', port = 50_004): Buffer {
  const data = discoveryRequest(SSRC);
  data.writeUInt16BE(2, 0);
  data.write(address, 8, 'latin1');
  data.writeUInt16BE(port, 72);
  change(data);
  return data;
}

describe('IP discovery', () => {
  it('asks in 74 bytes', () => {
    const request = discoveryRequest(SSRC);
    expect(request).toHaveLength(74);
    expect(request.toString('hex')).toBe(`00010046fedcba98${'00'.repeat(66)}`);
  });

  it('reads address and port of an answer', () => {
    expect(readDiscovery(answer(), SSRC)).toEqual({ address: '192.0.2.17', port: 50_004 });
    expect(readDiscovery(answer(undefined, '2001:db8::1', 65_535), SSRC)).toEqual({
      address: '2001:db8::1',
      port: 65_535,
    });
  });

  it.each<[string, Buffer]>([
    ['its own request', discoveryRequest(SSRC)],
    ['an answer to somebody else', answer((data) => data.writeUInt32BE(1, 4))],
    ['another length', answer((data) => data.writeUInt16BE(71, 2))],
    ['an answer that is cut off', answer().subarray(0, 73)],
    ['an answer with more behind it', Buffer.concat([answer(), Buffer.of(0)])],
    ['an address that is none', answer(undefined, 'localhost')],
    ['an address without an end', answer((data) => data.fill('1', 8, 72))],
    ['no address', answer(undefined, '')],
    ['no port', answer(undefined, '192.0.2.17', 0)],
  ])('takes no notice of %s', (_name, data) => {
    expect(readDiscovery(data, SSRC)).toBeUndefined();
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 60, maxLength: 80 }), fc.uint8Array({ maxLength: 66 }), (bytes, rest) => {
        readDiscovery(Buffer.from(bytes), SSRC);
        readDiscovery(
          answer((data) => {
            data.set(rest, 8);
          }),
          SSRC,
        );
      }),
      { seed: 20_261_130, numRuns: 300 },
    );
  });
});

/** The transport encryption of the simulator's voice servers, by published vectors and by what it must refuse. */
import { hChaCha20, openXChaCha, sealXChaCha } from '../../../../src/testing/simulator/voice/x-cha-cha';
import { TransportCipher } from '../../../../src/testing/simulator/voice/transport-cipher';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('XChaCha20-Poly1305', () => {
  it('makes the key of the draft’s example (section 2.2.1)', () => {
    const key = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
    const made = hChaCha20(key, hex('000000090000004a0000000031415927'));
    expect(made.toString('hex')).toBe('82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc');
  });

  it('seals the draft’s example (appendix A.3.1)', () => {
    const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
    const nonce = hex('404142434445464748494a4b4c4d4e4f5051525354555657');
    const clear = hex('50515253c0c1c2c3c4c5c6c7');
    const text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const sealed = sealXChaCha(key, nonce, clear, Buffer.from(text));
    expect(sealed.toString('hex')).toBe(
      'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216' +
        'cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13' +
        'b52ec0875924c1c7987947deafd8780acf49',
    );
    expect(openXChaCha(key, nonce, clear, sealed)?.toString()).toBe(text);
    sealed.writeUInt8(sealed.readUInt8(3) ^ 1, 3);
    expect(openXChaCha(key, nonce, clear, sealed)).toBeUndefined();
  });
});

describe.each(['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const)('The mode %s', (mode) => {
  const key = Buffer.alloc(32, 7);
  const header = hex('80780001000003c00000002a');

  it('opens what it sealed, and counts', () => {
    const cipher = new TransportCipher(mode, key);
    const datagrams = ['one', 'two'].map((text) => cipher.seal(header, Buffer.from(text)));
    expect(datagrams.map((each) => cipher.open(each, 12))).toEqual([
      { plain: Buffer.from('one'), counter: 0 },
      { plain: Buffer.from('two'), counter: 1 },
    ]);
    expect(datagrams[0]).toHaveLength(12 + 3 + 16 + 4);
  });

  it('opens nothing that was changed, cut, or sealed with another key', () => {
    const cipher = new TransportCipher(mode, key);
    const datagram = cipher.seal(header, Buffer.from('audio'));
    for (let index = 0; index < datagram.length; index += 1) {
      const changed = Buffer.from(datagram);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(cipher.open(changed, 12)).toBeUndefined();
    }
    for (let length = 0; length < datagram.length; length += 1) {
      expect(cipher.open(datagram.subarray(0, length), 12)).toBeUndefined();
    }
    expect(new TransportCipher(mode, Buffer.alloc(32, 8)).open(datagram, 12)).toBeUndefined();
  });
});

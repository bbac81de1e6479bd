import { createCipheriv } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Aes256GcmCipher, chooseCipher, makeCipher, XChaCha20Cipher } from '../../../../src/voice';
import { hChaCha20 } from '../../../../src/voice/encryption/hchacha20';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');
const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
const header = hex('807800010000000a0000002a');

describe('HChaCha20', () => {
  const derive = (secret: Buffer, nonce: Buffer): Buffer => {
    const subkey = Buffer.alloc(32);
    hChaCha20(secret, nonce, subkey);
    return subkey;
  };

  it('gives the subkey of the draft (draft-irtf-cfrg-xchacha-03, 2.2.1)', () => {
    const secret = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
    expect(derive(secret, hex('000000090000004a0000000031415927')).toString('hex')).toBe(
      '82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc',
    );
  });

  it('makes the AEAD of the draft with the ChaCha20-Poly1305 of node (draft-irtf-cfrg-xchacha-03, A.3.1)', () => {
    const nonce = hex('404142434445464748494a4b4c4d4e4f5051525354555657');
    const inner = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
    const cipher = createCipheriv('chacha20-poly1305', derive(key, nonce), inner, { authTagLength: 16 });
    const text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    cipher.setAAD(hex('50515253c0c1c2c3c4c5c6c7'), { plaintextLength: text.length });
    expect(Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('hex')).toBe(
      'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216' +
        'cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13' +
        'b52ec0875924c1c7987947deafd8780acf49',
    );
  });
});

describe('AES-256-GCM', () => {
  it('gives the ciphertexts of NIST for a key and a nonce of zeros (SP 800-38D, test cases 13 and 14)', () => {
    const zeros = Buffer.alloc(32);
    expect(new Aes256GcmCipher(zeros).seal(Buffer.alloc(0), Buffer.alloc(0))).toEqual(
      hex('530f8afbc74536b9a963b4f1c4cb738b 00000000'),
    );
    expect(new Aes256GcmCipher(zeros).seal(Buffer.alloc(0), Buffer.alloc(16))).toEqual(
      hex('cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919 00000000'),
    );
  });

  it('puts the counter, big-endian, at the beginning of a nonce of twelve bytes, and at the end of the packet', () => {
    const nonce = hex('010203040000000000000000');
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header);
    const expected = Buffer.concat([
      header,
      cipher.update('opus'),
      cipher.final(),
      cipher.getAuthTag(),
      hex('01020304'),
    ]);
    const ours = new Aes256GcmCipher(key, { firstNonce: 0x0102_0304 });
    expect(ours.seal(header, Buffer.from('opus'))).toEqual(expected);
    expect(ours.seal(header, Buffer.from('opus'))?.subarray(-4)).toEqual(hex('01020305'));
  });
});

describe('XChaCha20-Poly1305', () => {
  it('puts the counter, big-endian, at the beginning of a nonce of twenty-four bytes, and at the end of the packet', () => {
    const subkey = Buffer.alloc(32);
    hChaCha20(key, Buffer.concat([hex('01020304'), Buffer.alloc(12)]), subkey);
    const cipher = createCipheriv('chacha20-poly1305', subkey, Buffer.alloc(12), { authTagLength: 16 });
    cipher.setAAD(header, { plaintextLength: 4 });
    const expected = Buffer.concat([
      header,
      cipher.update('opus'),
      cipher.final(),
      cipher.getAuthTag(),
      hex('01020304'),
    ]);
    const ours = new XChaCha20Cipher(key, { firstNonce: 0x0102_0304 });
    expect(ours.seal(header, Buffer.from('opus'))).toEqual(expected);
  });
});

describe('both ciphers', () => {
  const both = [Aes256GcmCipher.mode, XChaCha20Cipher.mode];
  const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
    fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
  const seed = { seed: 20_261_130, numRuns: 200 };

  it.each(both)('%s opens whatever it sealed, and nothing else that looks like it [seed 114]', (mode) => {
    const ours = makeCipher(mode, key);
    const theirs = makeCipher(mode, key);
    const property = fc.property(
      bytes(80),
      bytes(400),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (head, payload, at, flip) => {
        const packet = ours.seal(head, payload) as Buffer;
        expect(theirs.open(packet, head.length)).toEqual(payload);
        const where = at % packet.length;
        packet.writeUInt8(packet.readUInt8(where) ^ flip, where);
        expect(theirs.open(packet, head.length)).toBeUndefined();
      },
    );
    fc.assert(property, seed);
  });

  it.each(both)('%s never throws at bytes that nobody sealed', (mode) => {
    const cipher = makeCipher(mode, key);
    fc.assert(
      fc.property(bytes(120), fc.integer({ min: -5, max: 130 }), (packet, headerBytes) => {
        expect(cipher.open(packet, headerBytes)).toBeUndefined();
      }),
      seed,
    );
  });

  it.each(both)('%s prints nothing of its key', (mode) => {
    const secret = Buffer.from('0123456789abcdef0123456789abcdef');
    const cipher = makeCipher(mode, secret);
    cipher.seal(header, Buffer.from('opus'));
    const printed = inspect(cipher, { depth: 10, showHidden: true }) + JSON.stringify(cipher);
    expect(printed).not.toContain('30 31 32 33');
    expect(printed).not.toContain('48,49,50,51');
  });
});

describe('the choice of a mode', () => {
  const aes = 'aead_aes256_gcm_rtpsize';
  const xchacha = 'aead_xchacha20_poly1305_rtpsize';

  it('prefers AES where the server offers it and this machine has it', () => {
    expect(chooseCipher([xchacha, aes])).toBe(aes);
    expect(chooseCipher([xchacha, aes], ['chacha20-poly1305'])).toBe(xchacha);
    expect(chooseCipher(['xsalsa20_poly1305', xchacha])).toBe(xchacha);
  });

  it('chooses none of modes that it does not speak', () => {
    expect(chooseCipher([])).toBeUndefined();
    expect(chooseCipher(['xsalsa20_poly1305', 'aead_aes256_gcm'])).toBeUndefined();
    expect(chooseCipher([xchacha, aes], [])).toBeUndefined();
  });

  it('makes the cipher of a mode', () => {
    expect(makeCipher(aes, key)).toBeInstanceOf(Aes256GcmCipher);
    expect(makeCipher(xchacha, key)).toBeInstanceOf(XChaCha20Cipher);
    expect(makeCipher(xchacha, key).mode).toBe(xchacha);
  });

  it('refuses another mode, and a key of another size, without showing the key', () => {
    const refusal = (mode: string, secret: Buffer): unknown => {
      try {
        return makeCipher(mode, secret);
      } catch (error) {
        return error;
      }
    };
    expect(refusal('xsalsa20_poly1305', key)).toMatchObject({
      code: 'VOICE_NO_CIPHER',
      message: expect.stringContaining('"xsalsa20_poly1305"') as string,
    });
    expect(refusal(aes, key.subarray(1))).toMatchObject({
      code: 'VOICE_NO_CIPHER',
      message: expect.stringContaining('31 bytes') as string,
    });
  });
});

/**
 * A certificate for a voice server on this machine, which clients reach by `wss://`: made anew at each start, signed by its
 * own key, and trusted only by whom it is handed to as `ca`. node:crypto makes keys and signatures but no certificates, so
 * the structure (X.509, https://datatracker.ietf.org/doc/html/rfc5280#section-4.1) is written here, in DER: a byte for the
 * type, the length, and the content, which for most types is a row of the same again.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY_MS = 86_400_000;
const VALID_DAYS = 3_650;

/** Types of DER. */
const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** Those of the context are numbered by the structure that they are in. */
  dnsName: 0x82,
  ipAddress: 0x87,
  version: 0xa0,
  extensions: 0xa3,
} as const;

/** Object identifiers, as their content is encoded. */
const commonName = oid('550403');
const ecdsaWithSha256 = oid('2a8648ce3d040302');
const subjectAltName = oid('551d11');
const basicConstraints = oid('551d13');

/** The key and the certificate as PEM, for `createServer` of node:https; the certificate also for a client's `ca`. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

/**
 * For 127.0.0.1, ::1 and localhost, with a new key (ECDSA over P-256), valid from yesterday for ten years.
 * @param clockWallMs milliseconds since 1970
 */
export function selfSigned(clockWallMs: number): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(Tag.sequence, ecdsaWithSha256);
  const serial = serialNumber();
  const name = der(
    Tag.sequence,
    // Another name for each: of two authorities by one name, whoever trusts both looks at the first only.
    der(
      Tag.set,
      der(Tag.sequence, commonName, der(Tag.utf8, Buffer.from(`Simulated voice server ${serial.toString('hex')}`))),
    ),
  );
  const from = clockWallMs - DAY_MS;
  const content = der(
    Tag.sequence,
    // 2 stands for version 3, the one with extensions.
    der(Tag.version, der(Tag.integer, Buffer.of(2))),
    der(Tag.integer, serial),
    algorithm,
    name,
    der(Tag.sequence, time(from), time(from + VALID_DAYS * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(Tag.extensions, der(Tag.sequence, names(), authority())),
  );
  const signature = sign('sha256', content, privateKey);
  // A string of bits begins with the number of bits that are left over in its last byte.
  const certificate = der(Tag.sequence, content, algorithm, der(Tag.bitString, Buffer.of(0), signature));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pem(certificate) };
}

/** The names by which clients reach the server: without them they refuse it. */
function names(): Buffer {
  const list = der(
    Tag.sequence,
    der(Tag.ipAddress, Buffer.of(127, 0, 0, 1)),
    der(Tag.ipAddress, Buffer.concat([Buffer.alloc(15), Buffer.of(1)])),
    der(Tag.dnsName, Buffer.from('localhost')),
  );
  return der(Tag.sequence, subjectAltName, der(Tag.octetString, list));
}

/** That it may sign certificates, which it does with itself; critical, as the standard demands. */
function authority(): Buffer {
  const yes = der(Tag.boolean, Buffer.of(0xff));
  return der(Tag.sequence, basicConstraints, yes, der(Tag.octetString, der(Tag.sequence, yes)));
}

/** Positive, and without a zero in front that would not be needed. */
function serialNumber(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x3f) | 0x40;
  return serial;
}

/** Generalized time, whose years have four digits: `20261130053821Z`. */
function time(wallMs: number): Buffer {
  const digits = new Date(wallMs).toISOString().replace(/\.\d+|[-:T]/g, '');
  return der(Tag.time, Buffer.from(digits));
}

function oid(hex: string): Buffer {
  return der(Tag.objectId, Buffer.from(hex, 'hex'));
}

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), lengthOf(body), body]);
}

/** One byte up to 127; above that the number of bytes that the length takes, and the length. */
function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

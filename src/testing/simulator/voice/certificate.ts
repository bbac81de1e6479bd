/**
 * A certificate that signs itself, for voice servers that speak TLS: X.509 in DER, each value as its tag, its length and
 * its bytes. Clients trust it when they are told to (`ca`, NODE_EXTRA_CA_CERTS). https://datatracker.ietf.org/doc/html/rfc5280
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** Both as PEM. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

const YEAR_MS = 365.25 * 24 * 3_600_000;
const [BOOLEAN, INTEGER, BITS, OCTETS, OBJECT_ID, TEXT, TIME, SEQUENCE, SET] = [
  0x01, 0x02, 0x03, 0x04, 0x06, 0x0c, 0x18, 0x30, 0x31,
] as const;
/** Tags whose meaning depends on where they stand. */
const CONTEXT = { version: 0xa0, extensions: 0xa3, dnsName: 0x82, address: 0x87 } as const;
/** Identifiers of objects, as their bytes. */
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('550403', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('551d13', 'hex');
const ALTERNATIVE_NAMES = Buffer.from('551d11', 'hex');
const YES = Buffer.from([0xff]);

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
}

function time(atMs: number): Buffer {
  const text = new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return der(TIME, Buffer.from(`${text}Z`, 'ascii'));
}

function extension(id: Buffer, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [der(BOOLEAN, YES)] : [];
  return der(SEQUENCE, der(OBJECT_ID, id), ...critical, der(OCTETS, value));
}

/** For 127.0.0.1 and localhost, valid ten years either way. @param wallMs milliseconds since 1970 */
export function selfSigned(wallMs: number): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, der(OBJECT_ID, ECDSA_WITH_SHA256));
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(TEXT, Buffer.from('simulated voice server')))),
  );
  const serial = randomBytes(8);
  // A first bit of 1 would make the number negative.
  serial.writeUInt8((serial.readUInt8(0) & 0x3f) | 0x40, 0);
  const names = der(
    SEQUENCE,
    der(CONTEXT.dnsName, Buffer.from('localhost')),
    der(CONTEXT.address, Buffer.from([127, 0, 0, 1])),
  );
  const content = der(
    SEQUENCE,
    der(CONTEXT.version, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, serial),
    algorithm,
    name,
    der(SEQUENCE, time(wallMs - 10 * YEAR_MS), time(wallMs + 10 * YEAR_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      CONTEXT.extensions,
      der(
        SEQUENCE,
        extension(BASIC_CONSTRAINTS, der(SEQUENCE, der(BOOLEAN, YES)), true),
        extension(ALTERNATIVE_NAMES, names),
      ),
    ),
  );
  const signature = der(BITS, Buffer.from([0]), sign('sha256', content, privateKey));
  const cert = der(SEQUENCE, content, algorithm, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${(cert.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

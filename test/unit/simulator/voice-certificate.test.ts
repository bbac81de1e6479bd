import { X509Certificate } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { connect, type ConnectionOptions, createServer } from 'node:tls';
import { selfSigned } from '../../../src/testing/simulator/voice/certificate';

const now = Date.now();

describe('the certificate of a simulated voice server', () => {
  it('is valid from yesterday for ten years, and signed by its own key', () => {
    const { cert } = selfSigned(now);
    const certificate = new X509Certificate(cert);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(now - 86_000_000);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(now + 3_600 * 86_400_000);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkHost('discord.media')).toBeUndefined();
  });

  it('is another one each time', () => {
    const [one, two] = [selfSigned(now), selfSigned(now)];
    expect(one.cert).not.toBe(two.cert);
    expect(one.key).not.toBe(two.key);
    expect(new X509Certificate(one.cert).serialNumber).not.toBe(new X509Certificate(two.cert).serialNumber);
  });

  it('can be read however often it is made', () => {
    for (let i = 0; i < 50; i++) expect(() => new X509Certificate(selfSigned(now).cert)).not.toThrow();
  });

  it.each(['127.0.0.1', 'localhost'])(
    'is accepted at %s by a client that has it as its authority, and by no other',
    async (host) => {
      const { key, cert } = selfSigned(now);
      const server = createServer({ key, cert }, (socket) => socket.end('welcome'));
      server.on('tlsClientError', () => undefined);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const heard = (ca?: string): Promise<string> =>
        new Promise((resolve) => {
          const options: ConnectionOptions = { host: '127.0.0.1', port, ca };
          if (host === 'localhost') options.servername = host;
          const socket = connect(options);
          socket.on('data', (data: Buffer) => {
            resolve(data.toString());
            socket.destroy();
          });
          socket.on('error', (error: Error & { code?: string }) => {
            resolve(error.code ?? error.message);
          });
        });
      expect(await heard(cert)).toBe('welcome');
      expect(await heard(selfSigned(now).cert + cert)).toBe('welcome');
      expect(await heard()).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
      expect(await heard(selfSigned(now).cert)).not.toBe('welcome');
      await new Promise((resolve) => server.close(resolve));
    },
  );
});

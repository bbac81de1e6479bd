/** Signs requests as Discord does, with a key of the test's own; and people, commands and clicks as payloads. */
import { generateKeyPairSync, sign } from 'node:crypto';

export class Signer {
  readonly publicKey: string;
  private readonly key;
  private next = 0;

  constructor() {
    const pair = generateKeyPairSync('ed25519');
    this.key = pair.privateKey;
    this.publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  }

  /** Headers for a body, signed now or `ageS` seconds ago. */
  headers(body: string, ageS = 0): Record<string, string> {
    const timestamp = String(Math.floor(Date.now() / 1_000) - ageS);
    return {
      'content-type': 'application/json',
      'x-signature-timestamp': timestamp,
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), this.key).toString('hex'),
    };
  }

  /** A typed command of somebody in direct messages. */
  command(name: string): string {
    this.next += 1;
    const id = String(100_000_000_000_000_000n + BigInt(this.next));
    return JSON.stringify({
      id,
      application_id: '1',
      type: 2,
      token: `secret-token-${this.next}`,
      version: 1,
      data: { id: '5', name, type: 1 },
      user: { id: '9', username: 'alice', discriminator: '0', avatar: null, global_name: 'Alice' },
      channel_id: '7',
      context: 1,
      locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: {},
    });
  }
}

/** Sends one signed request to an address on this machine, and reads the answer. */
import { type Agent, request } from 'node:http';

export interface OutboundReply {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
}

/** What Discord calls itself. */
const USER_AGENT = 'Discord-Interactions/1.0 (+https://discord.com)';
/** An answer with files is no larger than a request with files. */
const MOST_BYTES = 26 * 1_024 * 1_024;

export interface SignedPost {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
  readonly timestamp: string;
}

/** Resolves with the answer; rejects when there is none. */
export function post(
  { url, body, signature, timestamp }: SignedPost,
  { agent, signal }: { readonly agent: Agent; readonly signal: AbortSignal },
): Promise<OutboundReply> {
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      {
        method: 'POST',
        agent,
        signal,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': USER_AGENT,
          'x-signature-ed25519': signature,
          'x-signature-timestamp': timestamp,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MOST_BYTES) response.destroy(new Error('the answer is too large'));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, contentType: headers['content-type'], bytes: Buffer.concat(chunks) });
        });
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}

const THIS_MACHINE: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The simulator reaches nothing beyond this machine. */
export function isReachable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && THIS_MACHINE.has(hostname);
}

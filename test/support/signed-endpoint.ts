/** An address of an application on this machine: keeps what it is sent, and whether it was signed, and answers as told. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { verifyKey } from 'discord-interactions';

export interface Heard {
  readonly body: Record<string, unknown>;
  readonly isSigned: boolean;
}

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly type?: string;
  readonly text?: string;
}

export class SignedEndpoint {
  readonly heard: Heard[] = [];
  readonly url: string;

  private constructor(
    private readonly server: Server,
    /** How it answers; may be told otherwise at any time. */
    public answer: (heard: Heard) => Answer | Promise<Answer>,
  ) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/here`;
  }

  static async open(publicKey: () => string, answer: SignedEndpoint['answer']): Promise<SignedEndpoint> {
    const server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks);
        const [signature, timestamp] = ['x-signature-ed25519', 'x-signature-timestamp'].map((name) =>
          String(request.headers[name]),
        ) as [string, string];
        const isSigned = await verifyKey(body, signature, timestamp, publicKey());
        const one = { body: JSON.parse(body.toString()) as Record<string, unknown>, isSigned };
        endpoint.heard.push(one);
        const { status, json, type = 'application/json', text } = await endpoint.answer(one);
        response
          .writeHead(status, { 'content-type': type })
          .end(text ?? (json === undefined ? '' : JSON.stringify(json)));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = new SignedEndpoint(server, answer);
    return endpoint;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

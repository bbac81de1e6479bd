/** What a REST client is made of can be replaced: who it is, and how its requests travel. */
import {
  type Cancellation,
  type Credentials,
  RestClient,
  ScriptedTransport,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '../../../src/rest';
import { NullLogger } from '../../../src/util';
import { limited, makeClient, watch } from './support/make-client';

/** Goes between a client and another transport: the place for headers, records, caches, answers of one's own. */
class Between implements Transport {
  readonly seen: string[] = [];

  constructor(private readonly next: Transport) {}

  async send(request: TransportRequest, cancellation?: Cancellation): Promise<TransportResponse> {
    if (request.url.endsWith('/users/1')) {
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ id: '1', username: 'from the cache' })) };
    }
    const response = await this.next.send(
      { ...request, headers: { ...request.headers, 'x-trace': '7' } },
      cancellation,
    );
    this.seen.push(`${request.method} ${new URL(request.url).pathname} ${response.status}`);
    return response;
  }

  close(): Promise<void> {
    return this.next.close();
  }
}

const credentials: Credentials = {
  label: 'a key of our own',
  authorize: (headers) => {
    headers.authorization = 'Key 123';
  },
};

describe('a REST client', () => {
  it('takes credentials of another kind, and a transport that sees, changes and answers requests [seed 55]', async () => {
    const wire = new ScriptedTransport({ status: 200, json: { id: '2', username: 'from Discord' } });
    const between = new Between(wire);
    await using client = new RestClient(credentials, { transport: between });

    expect((await client.users.get('1')).username).toBe('from the cache');
    expect((await client.users.get('2')).username).toBe('from Discord');

    expect(between.seen).toEqual(['GET /api/v10/users/2 200']);
    expect(wire.requests.map(({ headers }) => [headers.authorization, headers['x-trace']])).toEqual([['Key 123', '7']]);
  });

  it('loses no request to a logger that throws', async () => {
    const full = (): never => {
      throw new Error('the disk is full');
    };
    const logger = Object.assign(new NullLogger(), { debug: full, info: full, warn: full, error: full });
    const { client, transport, clock } = makeClient({ logger });
    transport.reply(limited(1), { json: { id: '1', username: 'patient' } });
    const call = watch(client.users.get('1'));
    await clock.advance(1_000);
    expect(call.value?.username).toBe('patient');
  });
});

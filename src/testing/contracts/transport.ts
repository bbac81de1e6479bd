/** What every Transport keeps to. Run it over an implementation of yours with any test runner. */
import assert from 'node:assert/strict';
import {
  Cancellation,
  headerOf,
  type Method,
  type Transport,
  TransportFailure,
  type TransportRequest,
} from '../../rest';
import { type ContractCase } from './contract-case';

/** What the other side of a transport received. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/**
 * What the other side does: an answer, `hang` for none until the request is given up, `reset` for a broken connection,
 * `cut` for one that breaks in the middle of the body.
 */
export type ServedAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'hang'
  | 'reset'
  | 'cut';

/** A transport and the other side that it reaches. */
export interface TransportBench {
  readonly transport: Transport;
  /** `http://127.0.0.1:1234` */
  readonly origin: string;
  close(): Promise<void>;
}

/** @param make a transport whose requests to `origin` are answered by `serve`. */
export function transportContract(
  make: (serve: (request: ReceivedRequest) => ServedAnswer) => Promise<TransportBench>,
): ContractCase[] {
  return Object.entries(cases).map(([name, run]) => ({
    name,
    run: async () => {
      const received: ReceivedRequest[] = [];
      let answer: ServedAnswer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":true}' };
      const bench = await make((request) => {
        received.push(request);
        return answer;
      });
      try {
        await run({
          bench,
          received,
          answerWith: (next) => (answer = next),
          send: (method, path, rest = {}, cancellation) =>
            bench.transport.send({ method, url: bench.origin + path, headers: {}, ...rest }, cancellation),
        });
      } finally {
        await bench.transport.close();
        await bench.close();
      }
    },
  }));
}

interface Stage {
  readonly bench: TransportBench;
  readonly received: ReceivedRequest[];
  readonly answerWith: (answer: ServedAnswer) => void;
  readonly send: (
    method: Method,
    path: string,
    rest?: Partial<TransportRequest>,
    cancellation?: Cancellation,
  ) => ReturnType<Transport['send']>;
}

const cases: Record<string, (stage: Stage) => Promise<void>> = {
  'sends method, path, query, headers and body as they are given': async ({ send, received }) => {
    await send('POST', '/api/v10/channels/1/messages?with=a%20b', {
      headers: { 'content-type': 'application/json', 'x-audit-log-reason': 'caf%C3%A9' },
      body: '{"content":"h\u00e9llo"}',
    });
    const [request] = received;
    assert.equal(request?.method, 'POST');
    assert.equal(request.path, '/api/v10/channels/1/messages?with=a%20b');
    assert.equal(request.headers['content-type'], 'application/json');
    assert.equal(request.headers['x-audit-log-reason'], 'caf%C3%A9');
    assert.equal(request.body, '{"content":"h\u00e9llo"}');
  },
  'resolves with status, headers in lower case and the whole body': async ({ send, answerWith }) => {
    answerWith({ status: 200, headers: { 'X-RateLimit-Bucket': 'abc' }, body: 'x'.repeat(200_000) });
    const response = await send('GET', '/');
    assert.equal(response.status, 200);
    assert.equal(headerOf(response.headers, 'x-ratelimit-bucket'), 'abc');
    assert.equal(response.body.length, 200_000);
  },
  'resolves whatever the status is': async ({ send, answerWith }) => {
    for (const status of [201, 301, 404, 429, 502]) {
      answerWith({ status, body: '<html>' });
      const response = await send('GET', '/');
      assert.equal(response.status, status);
      assert.equal(Buffer.from(response.body).toString(), '<html>');
    }
  },
  'resolves with an empty body for 204': async ({ send, answerWith }) => {
    answerWith({ status: 204 });
    assert.equal((await send('DELETE', '/')).body.length, 0);
  },
  'carries many requests at once, each to its own answer': async ({ send, received }) => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => send('GET', `/${index}`)));
    assert.equal(new Set(received.map((request) => request.path)).size, 20);
  },
  'rejects with the reason, and sends nothing, when the request was given up already': async ({ send, received }) => {
    const reason = new Error('enough');
    const cancellation = new Cancellation();
    cancellation.cancel(reason);
    await assert.rejects(send('GET', '/', {}, cancellation), (error) => error === reason);
    assert.equal(received.length, 0);
  },
  'rejects with the reason when the request is given up while an answer is waited for': async (stage) => {
    stage.answerWith('hang');
    const reason = new Error('enough');
    const cancellation = new Cancellation();
    const sending = stage.send('GET', '/', {}, cancellation);
    setImmediate(() => {
      cancellation.cancel(reason);
    });
    await assert.rejects(sending, (error) => error === reason);
  },
  'goes on after a request was given up': async ({ send, answerWith }) => {
    answerWith('hang');
    const cancellation = new Cancellation();
    const sending = send('GET', '/', {}, cancellation);
    setImmediate(() => {
      cancellation.cancel(new Error('enough'));
    });
    await assert.rejects(sending);
    answerWith({ status: 200, body: 'here' });
    assert.equal((await send('GET', '/')).status, 200);
  },
  'does not mind that a request is given up once it has its answer': async ({ send }) => {
    const cancellation = new Cancellation();
    const response = await send('GET', '/', {}, cancellation);
    cancellation.cancel(new Error('enough'));
    assert.equal(response.status, 200);
    assert.equal((await send('GET', '/')).status, 200);
  },
  'rejects with a failure that says the request was sent when the connection breaks': async ({ send, answerWith }) => {
    answerWith('reset');
    await assert.rejects(send('POST', '/', { body: '{}' }), (error) => {
      assert.ok(error instanceof TransportFailure);
      assert.equal(error.sent, true);
      return true;
    });
  },
  'rejects with a failure, not with half an answer, when the connection breaks in the body': async (stage) => {
    stage.answerWith('cut');
    await assert.rejects(stage.send('GET', '/'), (error) => {
      assert.ok(error instanceof TransportFailure);
      assert.equal(error.sent, true);
      return true;
    });
    stage.answerWith({ status: 200, body: 'whole' });
    assert.equal(Buffer.from((await stage.send('GET', '/')).body).toString(), 'whole');
  },
  'goes on after a connection broke': async ({ send, answerWith }) => {
    answerWith('reset');
    await assert.rejects(send('GET', '/'));
    answerWith({ status: 200, body: 'back' });
    assert.equal((await send('GET', '/')).status, 200);
  },
  'rejects with a failure that says nothing was sent once it is closed': async ({ bench, send }) => {
    await bench.transport.close();
    await bench.transport.close();
    await assert.rejects(send('GET', '/'), (error) => {
      assert.ok(error instanceof TransportFailure);
      assert.equal(error.sent, false);
      return true;
    });
  },
};

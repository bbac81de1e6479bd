/** Methods of resources as rows of a table: what is called, what has to go out, what has to come back. */
import { type ActionOptions } from 'corduroy/models';
import { type RecordedRequest, type RestClient, type Route } from 'corduroy/rest';
import { specViolations } from '../../../support/spec-check';
import { makeClient, TOKEN } from './make-client';

export interface Call {
  /** Pass the options on: each call carries a reason for the audit log. */
  readonly act: (client: RestClient, options: ActionOptions) => Promise<unknown>;
  /** Verb, path and query. */
  readonly sent: string;
  readonly body?: unknown;
  /** What Discord answers; 204 without it. */
  readonly answer?: unknown;
  /** What the method gives: a class (of the result, or of its first item), or the very value. */
  readonly made?: unknown;
}

/** By the name of the method. */
export type Calls<Routes extends Readonly<Record<string, Route>>> = { readonly [Verb in keyof Routes]: Call };

const REASON = 'Fäden & more';

/** One test for each method: what it sends is what Discord documents, and fits Discord's own schema. */
export function testCalls<Routes extends Readonly<Record<string, Route>>>(
  resource: string,
  routes: Routes,
  calls: Calls<Routes>,
  seedRow: number,
): void {
  it.each(Object.keys(routes))(`${resource}.%s sends what Discord documents [seed ${seedRow}]`, async (verb) => {
    const route = routes[verb] as Route;
    const { act, sent, body, answer, made } = calls[verb] as Call;
    const { client, transport } = makeClient();
    transport.reply(answer === undefined ? { status: 204 } : { json: answer });
    const result = await act(client, { reason: REASON });
    const request = transport.requests[0] as RecordedRequest;
    expect(transport.requests).toHaveLength(1);
    expect(`${request.method} ${request.path}`).toBe(sent);
    expect(request.body).toEqual(body);
    expect(request.headers['x-audit-log-reason']).toBe('F%C3%A4den%20%26%20more');
    expect(request.headers.authorization).toBe(route.auth ? `Bot ${TOKEN}` : undefined);
    if (typeof made === 'function') expect(Array.isArray(result) ? result[0] : result).toBeInstanceOf(made);
    else expect(result).toEqual(made);
    expect(violationsOf(route, request)).toEqual([]);
  });
}

/** What Discord's schema says against a request. */
function violationsOf(route: Route, request: RecordedRequest): string[] {
  const { searchParams } = new URL(request.url);
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
  const { method, template } = route;
  const { path, body } = request;
  const said = { method, template, path, query, body, fileFields: [], userAgent: '' };
  const exchange = { ...said, status: 200, reply: '', isJson: false };
  return specViolations({ ...exchange, isFault: false, userAgent: '' }).filter((line) => !line.includes(', reply'));
}

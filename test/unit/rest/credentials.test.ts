/** Credentials prove who sends, and never show their secret. */
import { inspect } from 'node:util';
import { BearerToken, BotToken, RestClient, RestError } from 'corduroy/rest';
import { makeClient, TOKEN } from './support/make-client';

describe('a bot token', () => {
  it.each([TOKEN, `Bot ${TOKEN}`, `  ${TOKEN}\n`, `bot  ${TOKEN}`])(
    'is sent as Discord wants it, however it was pasted: %#',
    (pasted) => {
      const headers: Record<string, string> = {};
      new BotToken(pasted).authorize(headers);
      expect(headers).toEqual({ authorization: `Bot ${TOKEN}` });
    },
  );

  it('never shows itself', () => {
    const token = new BotToken(TOKEN);
    const shown = [
      String(token),
      JSON.stringify(token),
      inspect(token, { showHidden: true, depth: 9 }),
      inspect({ a: [token] }),
    ];
    for (const text of shown) {
      expect(text).toContain('[redacted]');
      expect(text).not.toContain(TOKEN.slice(0, 10));
    }
  });

  it.each([
    ['', /The bot token is empty/],
    ['  ', /The bot token is empty/],
    ['Bot ', /The bot token is empty/],
    [`${TOKEN} extra`, /has white space inside/],
    [`"${TOKEN}"`, /wrapped in quotes/],
    [`${TOKEN}\u200b`, /characters that no token has/],
    [undefined, /The bot token is missing: it is undefined/],
    [null, /The bot token is missing: it is null/],
    [42, /The bot token is missing: it is number/],
  ])('that cannot be one is refused with the way out, and not printed: %#', (token, message) => {
    const make = (): BotToken => new BotToken(token as string);
    expect(make).toThrow(message);
    let error: RestError | undefined;
    try {
      make();
    } catch (thrown) {
      error = thrown as RestError;
    }
    expect(error).toBeInstanceOf(RestError);
    expect(error?.code).toBe('REST_TOKEN_MALFORMED');
    expect(error?.advice).toBeTruthy();
    expect(inspect(error)).not.toContain(TOKEN);
  });

  it('is checked when the client is made', () => {
    expect(() => new RestClient('')).toThrow(/The bot token is empty/);
    expect(() => new RestClient(undefined as never)).toThrow(/The bot token is missing/);
  });
});

describe('a client', () => {
  it('acts for a user with a bearer token', async () => {
    const { client, transport } = makeBearer();
    transport.reply({ json: { id: '1', username: 'alice' } });
    await client.users.me();
    expect(transport.requests[0]!.headers.authorization).toBe('Bearer abc');
  });

  it('takes credentials of one’s own', async () => {
    const { transport, clock } = makeClient();
    const credentials = {
      label: 'a key',
      authorize: (headers: Record<string, string>) => void (headers.authorization = 'Key 1'),
    };
    const client = new RestClient(credentials, { transport, clock });
    transport.reply({ json: { id: '1' } });
    await client.users.me();
    expect(transport.requests[0]!.headers.authorization).toBe('Key 1');
  });

  it('does not show its token when it is printed', () => {
    const { client } = makeClient();
    expect(inspect(client, { depth: 20, showHidden: true })).not.toContain(TOKEN);
    expect(inspect(client.messages, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });
});

function makeBearer() {
  const { transport, clock } = makeClient();
  return { client: new RestClient(new BearerToken('Bearer abc'), { transport, clock }), transport };
}

/** A request as a value: path, query, reason, and what is printed of it. */
import { inspect } from 'node:util';
import { RestError, RestRequest, type Route, route, routes } from 'corduroy/rest';
import { snowflakeAt } from 'corduroy/models';

const messages = routes.messages;
const WALL = Date.UTC(2026, 0, 1);

describe('a request', () => {
  it('puts its parameters into the path, URI-encoded, resources within resources in their order [seed 54]', () => {
    const request = new RestRequest(routes.reactions.add, {
      params: { channel_id: '1', message_id: '2', emoji_name: '🔥' },
    });
    expect(request.path).toBe('/channels/1/messages/2/reactions/%F0%9F%94%A5/@me');
  });

  it('does not let a parameter leave its place in the path', () => {
    const request = new RestRequest(routes.users.get, { params: { user_id: '../guilds/1?x=1#y' } });
    expect(request.path).toBe('/users/..%2Fguilds%2F1%3Fx%3D1%23y');
    expect(() => new RestRequest(routes.users.get, { params: { user_id: '..' } })).toThrow(
      /user id is missing: it is "\.\."/,
    );
  });

  it('refuses a missing parameter and names it', () => {
    const make = (): RestRequest => new RestRequest(messages.get, { params: { channel_id: '1' } });
    expect(make).toThrow(RestError);
    expect(make).toThrow(
      /GET \/channels\/\{channel_id\}\/messages\/\{message_id\} cannot be sent: message id is missing: it is undefined/,
    );
  });

  it('writes booleans as true and false and repeats the key of a list [seed 49]', () => {
    const request = new RestRequest(route('GET', '/invites/{code}'), {
      params: { code: 'abc' },
      query: { with_counts: true, with_expiration: false, id: ['1', '2'], limit: 5, before: undefined, empty: [] },
    });
    expect(request.path).toBe('/invites/abc?with_counts=true&with_expiration=false&id=1&id=2&limit=5');
  });

  it('encodes the audit-log reason for its header', () => {
    const request = new RestRequest(messages.delete, {
      params: { channel_id: '1', message_id: '2' },
      reason: 'spam & ☕',
    });
    expect(request.encodedReason).toBe('spam%20%26%20%E2%98%95');
  });

  it.each([
    ['', false],
    ['   ', false],
    ['x'.repeat(512), true],
    ['😀'.repeat(512), true],
    ['x'.repeat(513), false],
  ])('takes a reason of 1 to 512 characters: %#', (reason, fits) => {
    const make = (): RestRequest =>
      new RestRequest(messages.delete, { params: { channel_id: '1', message_id: '2' }, reason });
    if (fits) expect(make().encodedReason).toBe(encodeURIComponent(reason));
    else expect(make).toThrow(/cannot be sent: the reason has/);
  });

  it('prints itself without the tokens in its path', () => {
    const template = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}';
    const request = new RestRequest(route('PATCH', template, { auth: false }), {
      params: { webhook_id: '1', webhook_token: 'very-secret', message_id: '@original' },
      body: { content: 'hi' },
    });
    expect(request.path).toContain('very-secret');
    expect(String(request)).toBe('PATCH /webhooks/1/[redacted]/messages/%40original');
    expect(inspect(request)).toBe(`RestRequest PATCH /webhooks/1/[redacted]/messages/%40original { content: 'hi' }`);
    expect(JSON.stringify({ request })).not.toContain('very-secret');
  });

  it('is counted by route and major parameter', () => {
    const params = { channel_id: '1', message_id: '2' };
    expect(new RestRequest(messages.edit, { params }).limitKey(WALL)).toEqual({
      route: 'PATCH /channels/{channel_id}/messages/{message_id}',
      major: '1',
      part: '',
      exempt: false,
      once: false,
    });
    const webhook = route('POST', '/webhooks/{webhook_id}/{webhook_token}');
    expect(new RestRequest(webhook, { params: { webhook_id: '1', webhook_token: 'x' } }).limitKey(WALL).major).toBe(
      '1/x',
    );
    expect(new RestRequest(routes.users.get, { params: { user_id: '1' } }).limitKey(WALL).major).toBe('');
  });

  it('counts deletes of messages older than two weeks apart', () => {
    const partOf = (ageMs: number): string =>
      new RestRequest(messages.delete, {
        params: { channel_id: '1', message_id: snowflakeAt(WALL - ageMs) },
      }).limitKey(WALL).part;
    expect(partOf(1_000)).toBe('');
    expect(partOf(15 * 24 * 3_600_000)).toBe('old');
  });

  it('counts changes of a channel’s name or topic apart from others', () => {
    const partOf = (body: object): string =>
      new RestRequest(routes.channels.edit, { params: { channel_id: '1' }, body }).limitKey(WALL).part;
    expect(partOf({ nsfw: true })).toBe('');
    expect(partOf({ topic: null })).toBe('name-or-topic');
  });

  it('keeps the order of creates in a channel unless it may overtake', () => {
    const params = { channel_id: '1' };
    expect(new RestRequest(messages.create, { params }).orderKey).toBe('1');
    expect(new RestRequest(messages.create, { params, order: 'any' }).orderKey).toBeUndefined();
    expect(new RestRequest(messages.list, { params }).orderKey).toBeUndefined();
  });
});

describe('the wire table', () => {
  const all = Object.values(routes).flatMap((resource) => Object.values(resource));

  it('has every method and template once, but for answers to interactions, which are webhook calls without limits', () => {
    const twice = (rows: readonly Route[]): string[] => {
      const names = rows.map((row) => row.name);
      return names.filter((name, index) => names.indexOf(name) !== index);
    };
    expect(twice(all.filter((row) => !row.exempt))).toEqual([]);
    expect(twice(all.filter((row) => row.exempt))).toEqual([]);
    const names = new Set(all.filter((row) => row.exempt).map((row) => row.name));
    expect(all.filter((row) => !row.exempt && names.has(row.name))).toHaveLength(4);
  });

  it('takes POST as not repeatable unless a row says why', () => {
    const repeatable = all.filter((row) => row.method === 'POST' && row.idempotent).map((row) => row.name);
    expect(repeatable.sort()).toEqual([
      'POST /applications/{application_id}/commands',
      'POST /applications/{application_id}/entitlements/{entitlement_id}/consume',
      'POST /applications/{application_id}/guilds/{guild_id}/commands',
      'POST /channels/{channel_id}/messages/bulk-delete',
      'POST /channels/{channel_id}/typing',
      'POST /interactions/{interaction_id}/{interaction_token}/callback',
      'POST /invites/{code}/target-users/bulk-add',
      'POST /invites/{code}/target-users/bulk-delete',
      'POST /lobbies/{lobby_id}/members/bulk',
      'POST /users/@me/channels',
    ]);
    expect(all.filter((row) => row.method !== 'POST').every((row) => row.idempotent)).toBe(true);
  });
});

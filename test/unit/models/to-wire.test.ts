import { BodyError, Embed, fromWire, toWire } from 'corduroy/models';
import * as payloads from './payloads';

function problemOf(body: unknown): unknown {
  try {
    toWire(body);
  } catch (error) {
    expect(error).toBeInstanceOf(BodyError);
    expect(error).toMatchObject({ code: 'BODY_INVALID', kind: 'body' });
    return (error as BodyError).fields[0];
  }
  throw new Error('it was accepted');
}

describe('toWire', () => {
  it('renames at every depth and in lists', () => {
    expect(toWire({ rateLimitPerUser: 1, embeds: [{ footer: { iconUrl: 'x' } }], tts: false })).toEqual({
      rate_limit_per_user: 1,
      embeds: [{ footer: { icon_url: 'x' } }],
      tts: false,
    });
  });

  it('leaves out undefined and keeps null [seed 59]', () => {
    expect(JSON.stringify(toWire({ topic: null, name: undefined, nested: { parentId: undefined } }))).toBe(
      '{"topic":null,"nested":{}}',
    );
  });

  it('sends views as their payloads', () => {
    const sent = toWire({ embeds: [new Embed(payloads.embed)] }) as { embeds: unknown[] };
    expect(sent.embeds[0]).toBe(payloads.embed);
  });

  it('takes builders that know their JSON', () => {
    expect(toWire({ embeds: [{ toJSON: () => ({ title: 'x', icon_url: 'y' }) }] })).toEqual({
      embeds: [{ title: 'x', icon_url: 'y' }],
    });
  });

  it('writes dates as ISO texts and bigints as decimals', () => {
    expect(toWire({ communicationDisabledUntil: new Date(0), allow: 2n ** 53n })).toEqual({
      communication_disabled_until: '1970-01-01T00:00:00.000Z',
      allow: '9007199254740992',
    });
  });

  it('leaves the keys and values of data alone', () => {
    const metadata = { fooBar: { bazQux: 1 }, when: undefined };
    const sent = toWire({ roleMetadata: metadata, nested: { roleMetadata: metadata } }, { verbatim: ['roleMetadata'] });
    expect(sent).toEqual({ role_metadata: metadata, nested: { role_metadata: metadata } });
    expect((sent as { role_metadata: unknown }).role_metadata).toBe(metadata);
  });

  it('leaves names alone that are none of its own', () => {
    const names = { 'pt-BR': 1, 'files[0]': 2, already_snake: 3, URL: 4, '0': 5 };
    expect(toWire(names)).toEqual(names);
  });

  it('leaves the body itself as it was', () => {
    const body = Object.freeze({ embeds: Object.freeze([Object.freeze({ title: 'x' })]) });
    expect(toWire(body)).toEqual({ embeds: [{ title: 'x' }] });
  });

  it('accepts one object in two places', () => {
    const shared = { iconUrl: 'x' };
    expect(toWire({ a: shared, b: [shared, shared] })).toEqual({
      a: { icon_url: 'x' },
      b: [{ icon_url: 'x' }, { icon_url: 'x' }],
    });
  });

  it.each([
    ['a function', { embeds: [{ fields: [{ name: () => 'x' }] }] }, 'embeds[0].fields[0].name', 'sendable'],
    ['a symbol', { content: Symbol('x') }, 'content', 'sendable'],
    ['NaN', { color: Number.NaN }, 'color', 'finiteNumber'],
    ['an invalid date', { until: new Date('nonsense') }, 'until', 'validDate'],
    ['a map', { embeds: new Map() }, 'embeds', 'sendable'],
    ['binary data', { icon: Buffer.from('x') }, 'icon', 'sendable'],
  ])('refuses %s and names its place', (_what, body, path, rule) => {
    expect(problemOf(body)).toMatchObject({ path, rule });
  });

  it('refuses a body that contains itself', () => {
    const body: { embeds: object[] } = { embeds: [] };
    body.embeds.push({ fields: [body] });
    expect(problemOf(body)).toMatchObject({ path: 'embeds[0].fields[0]', rule: 'acyclic' });
  });

  it('refuses a builder that gives itself again', () => {
    const builder = { toJSON: () => builder as object };
    expect(problemOf({ builder })).toMatchObject({ rule: 'acyclic' });
  });

  it('refuses a body that is deeper than any', () => {
    let body: object = {};
    for (let depth = 0; depth < 10_000; depth += 1) body = { child: body };
    expect(problemOf(body)).toMatchObject({ rule: 'depth' });
  });

  it('cannot be made to change a prototype', () => {
    expect(problemOf(JSON.parse('{"a":{"__proto__":{"polluted":true}}}'))).toMatchObject({ path: 'a.__proto__' });
    toWire(JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('stays right when more names come by than it remembers', () => {
    for (let number = 0; number < 3_000; number += 1) {
      const name = `made${String.fromCharCode(65 + (number % 26))}${number}`;
      expect(Object.keys(toWire({ [name]: 1 }) as object)).toEqual([
        `made_${String.fromCharCode(97 + (number % 26))}${number}`,
      ]);
    }
  });
});

describe('fromWire', () => {
  it('renames at every depth and leaves ids and locales alone', () => {
    const payload = {
      custom_id: 'x',
      nested: [{ max_values: 1 }],
      'pt-BR': 1,
      '197038439483310086': { global_name: 'y' },
    };
    expect(fromWire(payload)).toEqual({
      customId: 'x',
      nested: [{ maxValues: 1 }],
      'pt-BR': 1,
      '197038439483310086': { globalName: 'y' },
    });
  });

  it('gives the same frozen object for the same payload', () => {
    const payload = { footer: { icon_url: 'x' } };
    expect(fromWire(payload)).toBe(fromWire(payload));
    expect(Object.isFrozen(fromWire(payload).footer)).toBe(true);
  });

  it('passes what is no object', () => {
    const values = [null, undefined, 'a_b', 1];
    expect(values.map((value) => fromWire<unknown>(value))).toEqual(values);
  });

  it('cannot be made to change a prototype', () => {
    const made = fromWire(JSON.parse('{"__proto__":{"polluted":true},"ok":1}') as object);
    expect(made).toEqual({ ok: 1 });
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  });

  it('is undone by toWire', () => {
    expect(toWire(fromWire(payloads.message))).toEqual(payloads.message);
  });
});

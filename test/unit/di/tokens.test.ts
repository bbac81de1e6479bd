import { isInjectionToken, isToken, token, tokenKey, tokenName } from '../../../src/di';

class Database {}
const SECRET = Symbol('secret');

describe('tokens', () => {
  it('are identified by their name, typed or not', () => {
    expect(tokenKey(token<number>('my_number'))).toBe('my_number');
    expect(tokenKey(token<string>('my_number'))).toBe(tokenKey('my_number'));
  });

  it('that are classes or symbols are identified by themselves', () => {
    expect(tokenKey(Database)).toBe(Database);
    expect(tokenKey(SECRET)).toBe(SECRET);
  });

  it.each([
    [Database, 'Database'],
    [token('my_number'), 'my_number'],
    ['my_number', 'my_number'],
    [SECRET, 'secret'],
    [Symbol(), 'a symbol'],
    [class {}, 'an unnamed class'],
  ])('have a name for people', (value, name) => {
    expect(tokenName(value)).toBe(name);
  });

  it('are told from what only looks like one', () => {
    expect(isToken({ name: 'my_number' })).toBe(false);
    expect(isInjectionToken({ name: 'my_number' })).toBe(false);
    expect(isInjectionToken(undefined)).toBe(false);
    expect(isInjectionToken(token('x'))).toBe(true);
  });
});

import { runInThisContext } from 'node:vm';
import { constructorParameters, functionParameters } from '../../../src/di/metadata/source-text';

/** Source text as another compiler or a minifier might have written it. */
function withSource(source: string): object {
  return runInThisContext(`(${source})`) as object;
}

const names = (parameters: readonly { name: string | undefined }[] | undefined): unknown =>
  parameters?.map(({ name }) => name);

describe('reading parameters from source text', () => {
  it.each([
    ['function (event, client) {}', ['event', 'client']],
    ['async (event, { client }, [first], last) => {}', ['event', undefined, undefined, 'last']],
    ['function* named(a = "x,(y", b = /[,)]/g, c = `)${[1, ")"]},`, d) {}', ['a', 'b', 'c', 'd']],
    ['(a /* , not a parameter */, // nor this, one\n b) => {}', ['a', 'b']],
    ['({ m(event, n = (1, 2)) {} }).m', ['event', 'n']],
    ['({ ["od(d"](event, n) {} })["od(d"]', ['event', 'n']],
    ['() => {}', []],
  ])('finds the names in %s', (source, expected) => {
    expect(names(functionParameters(withSource(source)))).toEqual(expected);
  });

  it('tells default values and rest parameters', () => {
    expect(functionParameters(withSource('(a, b = 1, { c } = {}, ...d) => {}'))).toEqual([
      { name: 'a', hasDefault: false, isRest: false },
      { name: 'b', hasDefault: true, isRest: false },
      { name: undefined, hasDefault: true, isRest: false },
      { name: 'd', hasDefault: false, isRest: true },
    ]);
  });

  it.each([
    ['class { constructor(db, log) {} }', ['db', 'log']],
    ['class { a = "constructor(x)"; b() { return /constructor(y)/; } constructor(db) {} }', ['db']],
    ['class { m() { this.constructor(1); return { constructor(z) {} }; } constructor() {} }', []],
    ['class extends (class { constructor(inner) {} }) { own() {} }', undefined],
    ['class extends ((o) => Object)({ a: 1 }) { constructor(db) { super(); } }', ['db']],
    ['class { m() {} }', undefined],
    ['function Old(a, b) {}', ['a', 'b']],
  ])('finds the constructor of %s', (source, expected) => {
    expect(names(constructorParameters(withSource(source)))).toEqual(expected);
  });

  it('gives up on native code', () => {
    expect(constructorParameters(Map)).toBeUndefined();
    expect(functionParameters((() => 1).bind(null))).toBeUndefined();
  });
});

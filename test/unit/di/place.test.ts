import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as ts from 'typescript';
import { captureSpot, Handler, isProblem, placeAt, readHandler } from '../../../src/di';
import { locate } from '../../../src/di/metadata/place';

const here = relative(process.cwd(), __filename);
const lines = readFileSync(__filename, 'utf8').split('\n');

/** The place of the line of this file that ends with a marker. */
function marked(marker: string): string {
  return `${here}:${lines.findIndex((line) => line.endsWith(`// ${marker}`)) + 1}`;
}

describe('the place of a decorator', () => {
  it('is the file and line it stands on, although the stack is read later', () => {
    @Handler() // the decorator
    class Greeter {}

    const record = readHandler(Greeter);
    expect(isProblem(record) || record.place.file).toBe(marked('the decorator'));
    expect(isProblem(record) || record.place.className).toBe('Greeter');
  });

  it('is where the function given was called from', () => {
    const decorate = (): { file: string | undefined } => captureSpot(decorate);
    const spot = decorate(); // the call
    expect(spot.file).toBe(marked('the call'));
    expect(placeAt(spot, 'Greeter', 'greet')).toEqual({
      file: marked('the call'),
      className: 'Greeter',
      method: 'greet',
    });
  });

  it('skips what compilers put between a class and its decorators', () => {
    const stack = [
      'Error',
      '    at __decorate (/bot/node_modules/tslib/tslib.js:1:2)',
      '    at DecorateConstructor (node:internal/decorators:5:6)',
      '    at __param (/bot/other.ts:1:2)',
      `    at Object.<anonymous> (${process.cwd()}/bot dir/greeter.ts:12:3)`,
      '    at Module._compile (node:internal/modules/cjs/loader:1:2)',
    ].join('\n');
    expect(locate(stack)).toBe('bot dir/greeter.ts:12');
  });

  it.each([
    ['a frame without a function', `    at ${process.cwd()}/src/greeter.ts:7:1`, 'src/greeter.ts:7'],
    ['a file URL', `    at file://${process.cwd()}/src/greeter.mts:7:1`, 'src/greeter.mts:7'],
    ['a file outside of the program', '    at x (/elsewhere/greeter.ts:3:1)', 'greeter.ts:3'],
    ['no stack', '', undefined],
  ])('reads %s', (_what, stack, expected) => {
    expect(locate(stack)).toBe(expected);
  });

  it('follows the source map beside compiled code that runs without source map support', () => {
    const folder = mkdtempSync(join(tmpdir(), 'place-'));
    try {
      mkdirSync(join(folder, 'dist'));
      const source = [
        '/* a comment',
        '   that is not',
        '   in the output */',
        'interface Gone { a: 1 }',
        'declare function spot(): { stack: string };',
        'export const a = 1;',
        'export const where = spot();',
      ].join('\n');
      const { outputText, sourceMapText } = ts.transpileModule(source, {
        fileName: '../greeter.ts',
        compilerOptions: { module: ts.ModuleKind.CommonJS, sourceMap: true, removeComments: true },
      });
      const prelude =
        'globalThis.spot = function spot() { const h = {}; Error.captureStackTrace(h, spot); return h; };';
      writeFileSync(join(folder, 'dist', 'greeter.js'), outputText);
      writeFileSync(join(folder, 'dist', 'greeter.js.map'), sourceMapText ?? '');
      const script = `${prelude} process.stdout.write(require('./dist/greeter.js').where.stack);`;
      const stack = execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
      expect(stack).toMatch(/greeter\.js:[^7]:/);
      expect(locate(stack)).toBe('greeter.ts:7');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

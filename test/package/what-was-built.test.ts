/** When `npm start` may leave out its build: where nothing differs from what was built, and only then. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Built {
  isCurrent(): boolean;
  before(): string;
  forget(): void;
  remember(from: string): void;
}

const script = join(__dirname, '..', '..', 'scripts', 'what-was-built.cjs');
// eslint-disable-next-line @typescript-eslint/no-require-imports -- a script, which nothing imports
const { WhatWasBuilt } = require(script) as { WhatWasBuilt: new (options: object) => Built };

let root: string;
let built: Built;
const at = (path: string): string => join(root, path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'corduroy-built-'));
  for (const folder of ['src/deep', 'dist']) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('src/a.ts'), 'one');
  writeFileSync(at('src/deep/b.ts'), 'two');
  writeFileSync(at('package.json'), '{}');
  writeFileSync(at('dist/a.js'), 'one');
  built = new WhatWasBuilt({ root, from: ['src', 'package.json'], to: ['dist'], stamp: 'build/stamp.json' });
  built.remember(built.before());
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

it('is current after a build, also for another process', () => {
  expect(built.isCurrent()).toBe(true);
  const other = new WhatWasBuilt({ root, from: ['src', 'package.json'], to: ['dist'], stamp: 'build/stamp.json' });
  expect(other.isCurrent()).toBe(true);
});

it.each<[string, () => void]>([
  [
    'a source was written',
    () => {
      writeFileSync(at('src/deep/b.ts'), 'too');
    },
  ],
  [
    'a source is new',
    () => {
      writeFileSync(at('src/deep/c.ts'), '');
    },
  ],
  [
    'a source is gone',
    () => {
      rmSync(at('src/a.ts'));
    },
  ],
  [
    'a source was renamed',
    () => {
      renameSync(at('src/a.ts'), at('src/z.ts'));
    },
  ],
  [
    'the package changed',
    () => {
      writeFileSync(at('package.json'), '{ }');
    },
  ],
  [
    'something built is gone',
    () => {
      rmSync(at('dist/a.js'));
    },
  ],
  [
    'something built was written by another build',
    () => {
      writeFileSync(at('dist/a.js'), 'uno');
    },
  ],
  [
    'everything built is gone',
    () => {
      rmSync(at('dist'), { recursive: true });
    },
  ],
  [
    'the build has begun and not ended',
    () => {
      built.forget();
    },
  ],
  [
    'the stamp is no stamp',
    () => {
      writeFileSync(at('build/stamp.json'), '[');
    },
  ],
])('is not where %s', (_title, change) => {
  change();
  expect(built.isCurrent()).toBe(false);
});

it('is not where a source was replaced by one of the same length that says to be as old', () => {
  const { atime, mtime } = statSync(at('src/a.ts'));
  writeFileSync(at('src/a.ts'), 'uno');
  utimesSync(at('src/a.ts'), atime, mtime);
  expect(readFileSync(at('src/a.ts'), 'utf8')).toBe('uno');
  expect(built.isCurrent()).toBe(false);
});

it('is not where a source changed while the build ran', () => {
  const from = built.before();
  writeFileSync(at('src/a.ts'), 'later');
  built.remember(from);
  expect(built.isCurrent()).toBe(false);
});

/**
 * Makes what is published: declarations file by file, and the code of all rooms in two files, the library and its testing.
 * Loading a program of hundreds of small modules costs more than running it, so they are put into one scope; what
 * `exports` names stays a file of its own that hands out the names of its room.
 */
'use strict';
const { spawnSync } = require('node:child_process');
const { dirname, join, posix, relative, sep } = require('node:path');
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { build } = require('esbuild');
const { exports: subpaths } = require('../package.json');

const root = join(__dirname, '..');
const [target = 'dist'] = process.argv.slice(2);
const dist = join(root, target);
/** ES modules, because only those can be put into one scope. */
const modules = join(root, 'build', `modules-${process.pid}`);
const LIBRARY = 'corduroy.js';
const TESTING = 'testing/index.js';
/** Whose code is taken in: it holds numbers and names of Discord's, nothing that has to be the same object elsewhere. */
const TAKEN_IN = /^discord-api-types\//;

/** The files that `exports` of package.json names, as paths below dist. */
const faces = Object.values(subpaths)
  .flatMap((subpath) => (typeof subpath === 'object' ? [subpath.default] : []))
  .map((path) => posix.relative('./dist', path));

async function main() {
  rmSync(dist, { recursive: true, force: true });
  compile();
  const library = faces.filter((face) => face !== TESTING);
  const lines = library.map((face) => `export * as ${JSON.stringify(face)} from './${face}';`);
  await bundle(LIBRARY, { stdin: { contents: lines.join('\n'), resolveDir: modules, sourcefile: 'faces.js' } });
  for (const face of library) writeFace(face);
  await bundle(TESTING, { entryPoints: [join(modules, TESTING)] });
}

function compile() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const flags = ['--module', 'ESNext', '--moduleResolution', 'Bundler', '--outDir', modules, '--declarationDir', dist];
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json', ...flags], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function bundle(outfile, input) {
  await build({
    ...input,
    outfile: join(dist, outfile),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Errors and logs tell the names of classes.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [{ name: 'what stays outside', setup: ({ onResolve }) => onResolve({ filter: /./ }, outside(outfile)) }],
  });
}

/** Packages stay outside, and for testing the library too: two copies of a class are two classes. */
function outside(outfile) {
  return ({ path, importer, kind }) => {
    if (kind === 'entry-point' || TAKEN_IN.test(path)) return undefined;
    if (!path.startsWith('.'))
      return { path, external: !TAKEN_IN.test(relative(join(root, 'node_modules'), importer)) };
    if (outfile !== TESTING || !importer.startsWith(modules)) return undefined;
    const wanted = relative(modules, join(dirname(importer), path))
      .split(sep)
      .join('/');
    if (wanted.startsWith('testing')) return undefined;
    return { path: posix.relative('testing', `${wanted}/index.js`), external: true };
  };
}

/** ES modules that import by name look for names without running anything, so they are written down. */
function writeFace(face) {
  const file = join(dist, face);
  const names = Object.keys(require(join(dist, LIBRARY))[face]).sort();
  mkdirSync(dirname(file), { recursive: true });
  const library = relative(dirname(file), join(dist, LIBRARY)).split(sep).join('/');
  const lines = [
    "'use strict';",
    `module.exports = require('${library.startsWith('.') ? library : `./${library}`}')[${JSON.stringify(face)}];`,
    `0 && (module.exports = { ${names.join(', ')} });`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
}

process.on('exit', () => {
  rmSync(modules, { recursive: true, force: true });
});
void main();

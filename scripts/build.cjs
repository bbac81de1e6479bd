/**
 * Makes what is published: declarations file by file, and the code in a few files: the library, what of it a bot needs late
 * or never, and its testing. Loading a program of hundreds of small modules costs more than running it, so they are put into
 * one scope; what `exports` names stays a file of its own that hands out the names of its room.
 */
'use strict';
const { spawnSync } = require('node:child_process');
const { dirname, join, posix, relative, sep } = require('node:path');
const { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { build } = require('esbuild');
const { exports: subpaths } = require('../package.json');
const { discordsNumbers } = require('./packaging/discords-numbers.cjs');
const { faceText } = require('./packaging/faces.cjs');
const { libraryEntry } = require('./packaging/library-entry.cjs');
const { Modules } = require('./packaging/modules.cjs');
const { dropNames } = require('./packaging/names.cjs');
const { partsOf, PARTS } = require('./packaging/parts.cjs');
const { bindLate, LATE_MARK } = require('./packaging/late.cjs');
const { tighten } = require('./packaging/tighten.cjs');

const root = join(__dirname, '..');
/** `loose`: with comments, which say what module a line is from, and spaces. */
const [target = 'dist', form] = process.argv.slice(2);
const isLoose = form === 'loose';
const dist = join(root, target);
/** ES modules, because only those can be put into one scope. */
const folder = join(root, 'build', `modules-${process.pid}`);
const LIBRARY = PARTS.library;
const TESTING = 'testing/index.js';
/** What a voice worker runs: voice alone, of which it has its own copy anyway. It lies beside what starts it. */
const WORKER = 'late/voice-worker.js';

/** The files that `exports` of package.json names, as paths below dist. */
const faces = Object.values(subpaths)
  .flatMap((subpath) => (typeof subpath === 'object' ? [subpath.default] : []))
  .map((path) => posix.relative('./dist', path));

async function main() {
  rmSync(dist, { recursive: true, force: true });
  compile();
  const names = readdirSync(folder, { recursive: true }).map((name) => name.split(sep).join('/'));
  const modules = new Modules(
    folder,
    names.filter((name) => name.endsWith('.js') && !name.startsWith('testing/')),
  );
  const partOf = partsOf(modules);
  const library = faces.filter((face) => face !== TESTING);
  const handedOut = library.flatMap((face) => [...modules.exportsOf(face).values()]);
  for (const part of Object.values(PARTS)) await bundlePart(part, modules, partOf, handedOut);
  for (const face of library) writeFace(face, modules, partOf);
  await bundle(TESTING, { entryPoints: [join(folder, TESTING)] }, outsideOfTesting());
  await bundle(WORKER, { entryPoints: [join(folder, 'voice', 'worker', 'worker-entry.js')] }, nothingElse);
  if (!isLoose) await Promise.all([...Object.values(PARTS), TESTING, WORKER].map((file) => tighten(join(dist, file))));
}

function compile() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const flags = ['--module', 'ESNext', '--moduleResolution', 'Bundler', '--outDir', folder, '--declarationDir', dist];
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json', ...flags], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** @param handedOut what faces hand out. Each module that something of is handed out, or that others ask a part for, is there. */
async function bundlePart(part, modules, partOf, handedOut) {
  const others = modules.names.filter((name) => !isFace(name) && partOf(name) !== part);
  const taken = modules.takenBy(others);
  for (const { module, name } of handedOut) taken.set(module, new Set([...(taken.get(module) ?? []), name]));
  for (const module of taken.keys()) if (partOf(module) !== part) taken.delete(module);
  const contents = part === LIBRARY ? libraryEntry(taken) : lateEntry([...taken.keys()]);
  const input = { stdin: { contents, resolveDir: folder, sourcefile: 'shared.js' } };
  await bundle(part, input, {
    name: 'the other parts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path, importer }) => {
        if (!importer.startsWith(folder) || path.endsWith('.mjs')) return undefined;
        const asked = modules.resolve(below(importer), path);
        if (partOf(asked) === part) return undefined;
        return { path: `${relativePath(part, partOf(asked))}${LATE_MARK}${asked}`, external: true };
      });
      onLoad({ filter: /\.js$/ }, ({ path }) => {
        if (!path.startsWith(folder)) return undefined;
        return { contents: modules.direct(below(path)), loader: 'js' };
      });
    },
  });
  const file = join(dist, part);
  const code = bindLate(readFileSync(file, 'utf8'), part !== LIBRARY && relativePath(part, LIBRARY));
  // Only parts and faces ask for it, which need no copy that says to be an ES module.
  writeFileSync(
    file,
    code.replace('module.exports = __toCommonJS(shared_exports);', 'module.exports = shared_exports;'),
  );
}

/** Parts that come late may be asked for while they are still loading, so theirs are looked up name by name. */
function lateEntry(names) {
  return names
    .sort()
    .map((name) => `export * as ${JSON.stringify(name)} from './${name}';`)
    .join('\n');
}

function isFace(name) {
  return name.endsWith('index.js');
}

/** A path below the folder of modules, as modules are named. */
function below(path) {
  return relative(folder, path).split(sep).join('/');
}

async function bundle(outfile, input, others) {
  await build({
    ...input,
    outfile: join(dist, outfile),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // What is taken in comes as ES modules where it can, of which only what is used is taken.
    mainFields: ['module', 'main'],
    // Errors and logs tell the names of classes.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [others, discordsNumbers, packagesOutside],
  });
  const file = join(dist, outfile);
  writeFileSync(file, dropNames(readFileSync(file, 'utf8')));
}

/** Packages stay outside, because their objects have to be the ones that authors use; of these they never see any. */
const TAKEN_IN = new Set(['tsyringe', 'tslib']);

const packagesOutside = {
  name: 'packages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^.]/ }, ({ path, kind }) =>
      kind === 'entry-point' || TAKEN_IN.has(path) ? undefined : { path, external: true },
    ),
};

/** Of what a thread runs, all is its own. */
const nothingElse = { name: 'nothing else', setup: () => undefined };

/** For testing the library is outside too: two copies of a class are two classes. */
function outsideOfTesting() {
  return {
    name: 'the library',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\./ }, ({ path, importer }) => {
        if (!importer.startsWith(folder)) return undefined;
        const wanted = relative(folder, join(dirname(importer), path))
          .split(sep)
          .join('/');
        if (wanted.startsWith('testing')) return undefined;
        return { path: posix.relative('testing', `${wanted}/index.js`), external: true };
      }),
  };
}

function relativePath(from, to) {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

function writeFace(face, modules, partOf) {
  const file = join(dist, face);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    faceText(modules.exportsOf(face), partOf, (part) => relativePath(face, part)),
  );
}

process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
void main();

/**
 * Compiles the project and its tests once for a whole run of jest, with tsc's own checks and emit: workers and the
 * processes that tests start then run plain JavaScript, and none of them needs a compiler.
 */
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');

const root = join(__dirname, '..', '..', '..');
const outDir = join(root, 'build', 'tests');
const stateFile = join(outDir, 'state.json');

/** Where the compiler puts the JavaScript of a source file. */
function compiledPath(source) {
  return join(outDir, relative(root, source)).replace(/\.ts$/, '.js');
}

/** Compiles what changed since the last time. Gives what is wrong with the types, as text; JavaScript is made all the same. */
function compile() {
  const ts = require('typescript');
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => failed(ts, [problem]) };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.test.json'), settings(), host);
  const hash = hashOf(ts, config);
  const known = readState();
  if (known?.hash === hash) return known.problems;
  const problems = build(ts, config);
  write(stateFile, JSON.stringify({ hash, problems }));
  return problems;
}

function settings() {
  return {
    noEmit: false,
    incremental: true,
    tsBuildInfoFile: join(outDir, 'tsbuildinfo'),
    outDir,
    rootDir: root,
    declaration: false,
    sourceMap: true,
  };
}

function build(ts, config) {
  const host = ts.createIncrementalCompilerHost(config.options);
  host.writeFile = (file, text) => {
    write(file, text);
  };
  const program = ts.createIncrementalProgram({ rootNames: config.fileNames, options: config.options, host });
  const problems = [
    ...config.errors,
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  problems.push(...program.emit().diagnostics);
  return problems.length === 0 ? '' : textOf(ts, problems);
}

/** All that the outcome hangs on: the compiler, its settings, what is installed, and every source. */
function hashOf(ts, config) {
  const hash = createHash('sha256').update(`${ts.version}\n${process.version}\n${JSON.stringify(config.options)}\n`);
  for (const file of [__filename, join(root, 'package-lock.json'), ...config.fileNames]) {
    hash
      .update(`${relative(root, file)}\n`)
      .update(readFileSync(file))
      .update('\n');
  }
  return hash.digest('hex');
}

function readState() {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8'));
  } catch {
    // The first run, or one after a run that was cut off.
    return undefined;
  }
}

/** Two runs of jest may share the folder: a file is replaced as a whole, and left alone when nothing is new in it. */
function write(file, text) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

function failed(ts, problems) {
  throw new Error(textOf(ts, problems));
}

function textOf(ts, problems) {
  const format = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };
  return ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(problems), format);
}

module.exports = { compile, compiledPath };

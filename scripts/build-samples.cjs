/** Builds the library and the samples, unless nothing has changed since that was done. `--force` builds in any case. */
'use strict';
const { spawnSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { WhatWasBuilt } = require('./what-was-built.cjs');

const root = join(__dirname, '..');
const configs = readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name));
const built = new WhatWasBuilt({
  root,
  // The last one is what npm has installed, the compiler among it.
  from: ['src', 'samples', 'scripts', 'package.json', ...configs.sort(), 'node_modules/.package-lock.json'],
  to: ['dist', 'build/samples'],
  stamp: 'build/samples-built.json',
});

if (process.argv.includes('--force') || !built.isCurrent()) {
  process.stdout.write('Compiling, this takes up to half a minute...\n');
  built.forget();
  const from = fingerprintOrNothing();
  // Quicker, and easier to step through.
  run('scripts/build.cjs', 'dist', 'loose');
  run('scripts/clean.cjs', 'build');
  run('node_modules/typescript/bin/tsc', '-p', 'samples/tsconfig.json');
  if (from !== undefined) built.remember(from);
}

/** Where npm says nothing of what it has installed, every start builds. */
function fingerprintOrNothing() {
  try {
    return built.before();
  } catch {
    return undefined;
  }
}

function run(script, ...rest) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...rest], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

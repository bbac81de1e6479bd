/** Compiles a bot in TypeScript as its author would, so that it runs in plain Node. */
'use strict';
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const ts = require('typescript');

const root = join(__dirname, '..', '..');

/** @returns path of the program that a source becomes. Types are not checked: that is not what is measured. */
function compile(source, folder, target = `${basename(source, '.ts')}.js`) {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.app.json'), ts.sys.readFile);
  const { compilerOptions } = config;
  const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
    fileName: source,
    compilerOptions: { ...ts.convertCompilerOptionsFromJson(compilerOptions, root).options, module: 'CommonJS' },
  });
  const file = join(folder, target);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, outputText);
  return file;
}

module.exports = { compile };

/**
 * What Corduroy costs beside its peers: `node bench/run.cjs [gateway] [rest] [interactions] [import] [voice] [startup] [--quick] [--rounds=3]
 * [--only=corduroy,floor]`. Without a name all of them run. The tables are Markdown; progress goes to standard error.
 */
'use strict';
const { cpus, loadavg } = require('node:os');
const { join } = require('node:path');
const { versionOf } = require('./lib/peers.cjs');

const NAMES = ['gateway', 'rest', 'interactions', 'import', 'voice', 'startup'];
const PACKAGES = [
  'corduroy',
  'ws',
  'undici',
  'discord.js',
  '@discordjs/core',
  '@discordjs/voice',
  '@discordeno/bot',
  'eris',
  'oceanic.js',
  'seyfert',
  'discordx',
  'necord',
  'zlib-sync',
];

function readArguments(given) {
  const flags = given.filter((argument) => argument.startsWith('--'));
  const names = given.filter((argument) => !argument.startsWith('--'));
  const value = (name) => flags.findLast((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3);
  const known = ['--quick', '--profile'];
  const wrong =
    names.find((name) => !NAMES.includes(name)) ??
    flags.find((flag) => !known.includes(flag) && !/^--(rounds|only)=./.test(flag));
  if (wrong) {
    console.error(
      `"${wrong}" is not understood. Benchmarks: ${NAMES.join(', ')}. Flags: --quick --profile --rounds=N --only=a,b`,
    );
    process.exit(2);
  }
  const wanted = value('only')?.split(',');
  const quick = flags.includes('--quick');
  return {
    names: names.length > 0 ? names : NAMES,
    quick,
    rounds: Number(value('rounds') ?? (quick ? 1 : 3)),
    // The floor runs always: without it there is nothing to compare with.
    only: (name) => !wanted || name.startsWith('floor') || wanted.some((part) => name.includes(part)),
    profile: flags.includes('--profile')
      ? { execArgv: ['--cpu-prof', `--cpu-prof-dir=${join(process.cwd(), 'profiles')}`] }
      : {},
  };
}

async function main() {
  const { names, ...options } = readArguments(process.argv.slice(2));
  const log = (text) => console.error(text);
  log(`load before: ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`);
  const tables = [];
  for (const name of names) tables.push(...(await require(`./${name}/bench.cjs`).bench({ ...options, log })));
  log(`load after: ${loadavg()[0].toFixed(1)}\n`);
  console.log(
    `Node ${process.version}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}, ` +
      `medians of ${options.rounds}${options.quick ? ', quick' : ''}\n`,
  );
  console.log(PACKAGES.map((name) => `${name} ${versionOf(name)}`).join(' · '));
  for (const text of tables) console.log(`\n${text}`);
}

void main();

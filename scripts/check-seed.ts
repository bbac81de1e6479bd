/**
 * Runs every test that holds a promise (its title ends with `[seed N]`) and prints which test holds which.
 * Fails when a promise has no passing test, when one of its tests is skipped or fails, or when a tag names no promise.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { later, promises } from '../test/seed/promises';

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** So many tests of a promise are printed. */
const SHOWN = 3;

const root = join(__dirname, '..');
console.log('Running the tests that hold a promise; this takes a minute or two.\n');
const report = runTests();
const holders = new Map<number, string[]>();
const faults: string[] = [];

for (const file of report.testResults) {
  if (file.assertionResults.length === 0) faults.push(`${relative(root, file.name)} did not run: ${file.message}`);
  for (const test of file.assertionResults) {
    for (const tag of test.fullName.matchAll(/\[seed (\d+)\]/g)) {
      const row = Number(tag[1]);
      const where = `${relative(root, file.name)}: ${test.fullName.replaceAll(/ *\[seed \d+\]/g, '')}`;
      if (later.has(row)) continue;
      if (!promises.has(row)) faults.push(`[seed ${row}] names no promise (${where})`);
      else if (test.status !== 'passed') faults.push(`promise ${row}: ${test.status} (${where})`);
      else holders.set(row, [...(holders.get(row) ?? []), where]);
    }
  }
}

for (const [row, promise] of promises) {
  const tests = holders.get(row) ?? [];
  console.log(`${tests.length > 0 ? '✓' : '✗'} ${String(row).padStart(2)}  ${promise}`);
  for (const test of tests.slice(0, SHOWN)) console.log(`       ${test}`);
  if (tests.length > SHOWN) console.log(`       … and ${tests.length - SHOWN} more`);
  if (tests.length === 0) faults.push(`promise ${row} has no passing test: ${promise}`);
}

if (faults.length > 0) {
  console.error(`\n${faults.length} fault(s):\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  process.exitCode = 1;
} else {
  console.log(`\nEvery one of the ${promises.size} promises is held by a test.`);
}

function runTests(): JestReport {
  const folder = mkdtempSync(join(tmpdir(), 'corduroy-seed-'));
  const output = join(folder, 'report.json');
  try {
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    spawnSync(process.execPath, [jest, '-t', '\\[seed \\d', '--json', `--outputFile=${output}`], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(output, 'utf8')) as JestReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

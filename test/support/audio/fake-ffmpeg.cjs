#!/usr/bin/env node
/**
 * A program that takes ffmpeg's arguments and does what its environment says. It writes what it was called with to the file
 * FAKE_FFMPEG_LOG, and its process number.
 *
 * FAKE_FFMPEG: `copy` (default: stdin or the input file to stdout), `fail` (a word to stderr, code 1), `fail-late` (copies, then
 * fails), `hang` (writes the input and stays, also when it is asked to end), `silent` (writes nothing and stays), `deaf` (does
 * not read its stdin, ends with 0 after writing the file FAKE_FFMPEG_OUTPUT), `cut` (the same, and mentions that reading failed).
 */
const { appendFileSync, createReadStream, readFileSync } = require('node:fs');

const args = process.argv.slice(2);
const input = args[args.indexOf('-i') + 1];
const mode = process.env.FAKE_FFMPEG || 'copy';
if (process.env.FAKE_FFMPEG_LOG) {
  appendFileSync(process.env.FAKE_FFMPEG_LOG, `${JSON.stringify({ pid: process.pid, args })}\n`);
}
if (mode === 'hang') process.on('SIGTERM', () => undefined);

const source = () => (input === 'pipe:0' ? process.stdin : createReadStream(input.replace(/^file:/, '')));

switch (mode) {
  case 'copy':
    source().pipe(process.stdout);
    break;
  case 'fail':
    process.stderr.write(`${input}: Invalid data found when processing input\n`, () => process.exit(1));
    break;
  case 'fail-late':
    source()
      .on('end', () => process.stderr.write('Conversion failed!\n', () => process.exit(69)))
      .pipe(process.stdout, { end: false });
    break;
  case 'hang':
    source().pipe(process.stdout, { end: false });
    setInterval(() => undefined, 1_000);
    break;
  case 'silent':
    setInterval(() => undefined, 1_000);
    break;
  case 'cut':
    process.stderr.write(`${input}: Input/output error\n`);
    process.stdout.write(readFileSync(process.env.FAKE_FFMPEG_OUTPUT), () => process.exit(0));
    break;
  case 'deaf':
    process.stdout.write(readFileSync(process.env.FAKE_FFMPEG_OUTPUT), () => process.exit(0));
    break;
}

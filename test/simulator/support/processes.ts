/** Starts a script of this folder in a process of its own, from the JavaScript that was compiled before the tests. */
import { type ChildProcess, type ChildProcessByStdio, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { compiledPath } from '../../support/compiled/compile.cjs';

const scriptPath = (script: string): string => compiledPath(join(__dirname, `${script}.ts`));

/** What the script writes is left to the test. */
export function startProcess(
  script: string,
  environment: NodeJS.ProcessEnv,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [scriptPath(script)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A process that is talked to by messages. */
export function forkProcess(script: string, environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return fork(scriptPath(script), { execArgv: [], env: { ...process.env, ...environment } });
}

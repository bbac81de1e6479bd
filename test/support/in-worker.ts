/** Options that put calls into workers, which run what was compiled before the tests. */
import { join } from 'node:path';
import { type VoiceClientsOptions } from '../../src/voice';
import { compiledPath } from './compiled/compile.cjs';

/** The script of a voice worker. */
export const WORKER_FILE = compiledPath(join(__dirname, '..', '..', 'src', 'voice', 'worker', 'worker-entry.ts'));

export const IN_WORKER: Pick<VoiceClientsOptions, 'worker'> = { worker: { file: WORKER_FILE } };

/** A stand-in for ffmpeg that every machine can run, and the real one where it is. */
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type FakeMode = 'copy' | 'fail' | 'fail-late' | 'hang' | 'silent' | 'deaf' | 'cut';

export interface FakeCall {
  readonly pid: number;
  readonly args: readonly string[];
}

/** A program of its own in a folder of its own. */
export interface FakeFfmpeg {
  readonly path: string;
  readonly folder: string;
  /** What it was called with, so far. */
  readonly calls: () => Promise<FakeCall[]>;
  readonly dispose: () => Promise<void>;
}

const SCRIPT = join(__dirname, 'fake-ffmpeg.cjs');

export async function fakeFfmpeg(mode: FakeMode = 'copy', output: Buffer = Buffer.alloc(0)): Promise<FakeFfmpeg> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-ffmpeg-'));
  const path = join(folder, 'ffmpeg');
  const log = join(folder, 'calls');
  await writeFile(join(folder, 'output'), output);
  const environment = `FAKE_FFMPEG=${mode} FAKE_FFMPEG_LOG=${quote(log)} FAKE_FFMPEG_OUTPUT=${quote(join(folder, 'output'))}`;
  await writeFile(path, `#!/bin/sh\n${environment} exec ${quote(process.execPath)} ${quote(SCRIPT)} "$@"\n`);
  await chmod(path, 0o755);
  return {
    path,
    folder,
    calls: async () => {
      const text = await readFile(log, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as FakeCall);
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Whether the real program is on PATH, with Opus. */
export function hasFfmpeg(): boolean {
  const { stdout } = spawnSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' });
  return typeof stdout === 'string' && stdout.includes('libopus');
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What ffmpeg has to say against a file: nothing, when it is in order. */
export function ffmpegComplaints(path: string): string {
  const { stderr } = spawnSync('ffmpeg', ['-v', 'warning', '-i', path, '-f', 'null', '-'], { encoding: 'utf8' });
  return stderr;
}

/** A file as PCM: 48 kHz, two channels, 16 bits. */
export function ffmpegPcm(path: string): Buffer {
  const raw = ['-f', 's16le', '-ar', '48000', '-ac', '2', '-'];
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', path, ...raw], { maxBuffer: 1 << 30 });
  return stdout;
}

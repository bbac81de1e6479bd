/**
 * What ffmpeg writes, as an input: the program is started for it and is gone when it is closed. It is asked to end, and killed
 * when it does not in time; nothing is left behind after an error either.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type Clock, deferred, systemClock } from '../../../util';
import { VoiceError } from '../../voice-error';
import { type ByteInput, MAX_PIECE } from '../bytes/byte-input';
import { NodeBytes } from '../bytes/node-bytes';
import { sourceFailed } from '../source-errors';
import { ffmpegArguments, type FfmpegOptions, ffmpegPath, type FfmpegTarget } from './ffmpeg-options';
import { StdinFeed } from './stdin-feed';

export interface FfmpegInit {
  readonly label: string;
  readonly target: FfmpegTarget;
  /** What is written to its stdin. Closed with it. */
  readonly stdin?: ByteInput | undefined;
  readonly options: FfmpegOptions;
  readonly startMs: number;
  readonly clock?: Clock | undefined;
}

const KILL_AFTER_MS = 2_000;
/** How newer versions of ffmpeg say that reading failed. */
const DEMUXING = /^\[in#\d.*\] Error during demuxing: (.+)$/;
/** What is kept of what it says, from the end. */
const TAIL = 2_048;

export class FfmpegInput implements ByteInput {
  readonly size = undefined;
  readonly seeking = 'none';
  private readonly clock: Clock;
  private readonly stdout: NodeBytes;
  private readonly exited = deferred<number | string>();
  private readonly feed: StdinFeed | undefined;
  private rest: Buffer | undefined;
  private tail = '';
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly init: FfmpegInit,
  ) {
    this.clock = init.clock ?? systemClock;
    this.stdout = new NodeBytes(child.stdout);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.tail = (this.tail + text).slice(-TAIL);
    });
    child.stderr.on('error', () => undefined);
    // `close` comes after the last byte of stderr; a helper of ffmpeg that holds it open must not hold us.
    child.once('exit', (code, signal) => {
      this.clock.setTimer(
        500,
        () => {
          this.exited.resolve(code ?? signal ?? 'nothing');
        },
        { keepAlive: false },
      );
    });
    child.once('close', (code, signal) => {
      this.exited.resolve(code ?? signal ?? 'nothing');
    });
    child.on('error', () => undefined);
    this.feed = init.stdin && new StdinFeed(init.stdin, child.stdin);
    if (!init.stdin) child.stdin.on('error', () => undefined).end();
  }

  /** @throws {VoiceError} VOICE_FFMPEG_MISSING when it cannot be started. */
  static async start(init: FfmpegInit): Promise<FfmpegInput> {
    try {
      const path = ffmpegPath(init.options);
      const child = spawn(path, ffmpegArguments(init.target, init.options, init.startMs), {
        stdio: ['pipe', 'pipe', 'pipe'],
        shell: false,
        windowsHide: true,
      });
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', (cause) => {
          reject(missing(init.label, path, cause));
        });
      });
      return new FfmpegInput(child, init);
    } catch (error) {
      await init.stdin?.close();
      throw error;
    }
  }

  /** The number of the process. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  async read(): Promise<Buffer | null> {
    if (this.closing) return null;
    const piece = this.rest ?? ((await this.stdout.next()) as Buffer | undefined);
    if (piece) {
      this.rest = piece.length > MAX_PIECE ? piece.subarray(MAX_PIECE) : undefined;
      return piece.subarray(0, MAX_PIECE);
    }
    const outcome = await this.exited.promise;
    if (this.isClosed()) return null;
    if (this.feed?.failure) throw this.feed.failure;
    if (outcome !== 0) throw this.failed(outcome);
    const why = this.breach();
    if (why) throw sourceFailed(this.init.label, `ffmpeg could not read it to its end (${why})`);
    return null;
  }

  seek(): Promise<void> {
    return Promise.reject(new Error('what ffmpeg writes cannot be read from another place'));
  }

  /** Resolves when the process is gone. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private isClosed(): boolean {
    return this.closing !== undefined;
  }

  private async end(): Promise<void> {
    this.rest = undefined;
    this.feed?.stop();
    // Also frees one that waits until somebody reads.
    this.stdout.cancel();
    this.child.stdin.destroy();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM');
      const timer = this.clock.setTimer(this.init.options.killAfterMs ?? KILL_AFTER_MS, () => {
        this.child.kill('SIGKILL');
      });
      await this.exited.promise;
      timer.cancel();
    }
    this.child.stderr.destroy();
    await this.init.stdin?.close();
  }

  private failed(outcome: number | string): VoiceError {
    const how = typeof outcome === 'number' ? `with code ${outcome}` : `by ${outcome}`;
    const said = this.saidLast();
    return new VoiceError({
      code: 'VOICE_FFMPEG_FAILED',
      kind: 'source',
      message: `${this.init.label}: ffmpeg ended ${how}${said ? ` and said: ${said}` : ' without a word'}`,
      advice: 'Play the same input with ffmpeg by hand. `context.stderr` holds more of what it said.',
      context: { source: this.init.label, outcome, stderr: this.withoutSecrets(this.tail) },
    });
  }

  /** Why the server's part came to an end before its time: for ffmpeg that is an end like any other, which it only mentions. */
  private breach(): string | undefined {
    const { target } = this.init;
    if (target.kind !== 'url') return undefined;
    for (const line of this.tail.trimEnd().split('\n').slice(-3)) {
      const why = line.startsWith(`${target.name}: `) ? line.slice(target.name.length + 2) : DEMUXING.exec(line)?.[1];
      // Garbage behind the music is none.
      if (why !== undefined && !why.startsWith('Invalid data')) return why;
    }
    return undefined;
  }

  private saidLast(): string {
    return this.withoutSecrets(this.tail).trim().split('\n').slice(-3).join(' / ');
  }

  /** ffmpeg repeats the address that it was given, and that may hold a key. */
  private withoutSecrets(text: string): string {
    const { target, label } = this.init;
    const plain = target.kind === 'url' ? text.replaceAll(target.name, label) : text;
    return plain.replace(/(https?:\/\/)([^\s/@]*@)?([^\s?#'"]*)[?#][^\s'"]*/gi, '$1$3');
  }
}

function missing(label: string, path: string, cause: Error): VoiceError {
  return new VoiceError({
    code: 'VOICE_FFMPEG_MISSING',
    kind: 'source',
    message: `${label}: it has to be converted by ffmpeg, and "${path}" could not be started (${(cause as NodeJS.ErrnoException).code ?? cause.message}).`,
    advice:
      'Install ffmpeg (https://ffmpeg.org/download.html) or name it by FFMPEG_PATH or the option `path`. ' +
      'Ogg and WebM with Opus, and WAV, are played without it.',
    context: { source: label, path },
    cause,
  });
}

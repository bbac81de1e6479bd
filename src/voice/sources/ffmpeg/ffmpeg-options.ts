/** How ffmpeg is called. Its arguments are a list and never pass through a shell. */
import { badOption } from '../source-errors';

export interface FfmpegOptions {
  /** The program. Default: the environment's FFMPEG_PATH, else `ffmpeg` on PATH. */
  readonly path?: string | undefined;
  /** Put before the output, such as `['-af', 'bass=g=6']`. */
  readonly args?: readonly string[] | undefined;
  /** Put before the input, such as `['-f', 's16le']`. */
  readonly inputArgs?: readonly string[] | undefined;
  /** Opus is sent on as it is; PCM is encoded here, and lets the volume change without decoding. Default `opus`. */
  readonly output?: 'opus' | 'pcm' | undefined;
  /** Of the Opus that ffmpeg makes, in bits per second. Default 96 000. */
  readonly bitrate?: number | undefined;
  /** How long it may take to end before it is killed, in milliseconds. Default 2 seconds. */
  readonly killAfterMs?: number | undefined;
}

/** What ffmpeg reads. */
export type FfmpegTarget =
  | { readonly kind: 'file'; readonly name: string }
  | {
      readonly kind: 'url';
      readonly name: string;
      /** It sends them to wherever it is redirected, so they must be fit for that. */
      readonly headers?: Readonly<Record<string, string>> | undefined;
      /**
       * Whether it may take up a connection that broke. A server that has only the whole begins anew, and ffmpeg takes that
       * for the rest: the audio would jump back. Default true.
       */
      readonly reconnects?: boolean | undefined;
    }
  | { readonly kind: 'stdin' };

const BITRATE = 96_000;
/** What an address may lead to, so that a list of parts on the web cannot name files of this machine. */
const WEB_PROTOCOLS = 'http,https,tcp,tls,crypto,httpproxy,data';
/** In microseconds. */
const WEB_PATIENCE = '15000000';

export function ffmpegPath(options: FfmpegOptions): string {
  const { FFMPEG_PATH: named } = process.env;
  return options.path ?? (named === undefined || named === '' ? 'ffmpeg' : named);
}

export function ffmpegArguments(target: FfmpegTarget, options: FfmpegOptions, startMs: number): string[] {
  const { args = [], bitrate = BITRATE, inputArgs = [], output = 'opus' } = options;
  for (const one of [...args, ...inputArgs]) {
    if (typeof one !== 'string' || one.includes('\0')) throw badOption('An argument for ffmpeg is no text.');
  }
  const seek = startMs > 0 ? ['-ss', (startMs / 1000).toFixed(3)] : [];
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error'],
    // Before the input it jumps, which what comes through a pipe cannot; behind it, it drops what comes before.
    ...(target.kind === 'stdin' ? [] : seek),
    ...inputArguments(target, inputArgs),
    ...(target.kind === 'stdin' ? seek : []),
    ...['-vn', '-sn', '-dn', '-map', '0:a:0', '-map_metadata', '-1'],
    ...args,
    ...['-ac', '2', '-ar', '48000'],
    ...(output === 'pcm'
      ? ['-c:a', 'pcm_s16le', '-f', 's16le']
      : // A page for each packet: else a second is collected first, and live audio comes that much later.
        ['-c:a', 'libopus', '-b:a', String(bitrate), '-f', 'ogg', '-page_duration', '20000']),
    ...['-flush_packets', '1', 'pipe:1'],
  ];
}

/** Names stand behind a protocol, so that none is taken for an option or for a protocol of its own. */
function inputArguments(target: FfmpegTarget, inputArgs: readonly string[]): string[] {
  if (target.kind === 'file') return [...inputArgs, '-i', `file:${target.name}`];
  if (target.kind === 'stdin') return [...inputArgs, '-i', 'pipe:0'];
  if (!/^https?:\/\//i.test(target.name)) throw badOption('ffmpeg is only given http and https addresses.');
  const { headers = {}, reconnects = true } = target;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const told = lines.length > 0 ? ['-headers', lines.join('')] : [];
  const reconnect = reconnects ? ['-reconnect', '1', '-reconnect_streamed', '1', '-reconnect_delay_max', '5'] : [];
  const limits = ['-rw_timeout', WEB_PATIENCE, '-protocol_whitelist', WEB_PROTOCOLS];
  return [...reconnect, ...limits, ...told, ...inputArgs, '-i', target.name];
}

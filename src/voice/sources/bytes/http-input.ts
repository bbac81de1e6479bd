/**
 * Bytes of an address. A connection that breaks is taken up where it broke, as long as the server serves ranges and the file is
 * still the same; the same way it is read from another place.
 */
import { type IncomingMessage } from 'node:http';
import { backoffMs, type Clock, sleep, systemClock } from '../../../util';
import { VoiceError } from '../../voice-error';
import { sourceFailed } from '../source-errors';
import { type ByteInput, MAX_PIECE } from './byte-input';
import { type FfmpegTarget } from '../ffmpeg/ffmpeg-options';
import { type Answer, get, type HttpLimits, shownUrl, withoutPrivate } from './http-request';
import { NodeBytes } from './node-bytes';

export interface HttpOptions extends HttpLimits {
  /** Sent along, for instance `authorization`; not to another host after a redirect. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly clock?: Clock | undefined;
}

const IDLE_MS = 15_000;
/** Tries in a row that bring no byte. */
const RESUMES = 3;

export class HttpInput implements ByteInput {
  private readonly stop = new AbortController();
  private readonly clock: Clock;
  private body: { readonly response: IncomingMessage; readonly bytes: NodeBytes } | undefined;
  private rest: Buffer | undefined;
  private position = 0;
  private failuresInARow = 0;
  private total: number | undefined;
  private servesRanges = false;
  private validator: string | undefined;
  /** Who answered, and what of the headers it was told. */
  private answered: Pick<Answer, 'url' | 'isElsewhere'> | undefined;

  private constructor(
    private readonly url: URL,
    private readonly options: HttpOptions,
    private readonly label: string,
  ) {
    this.clock = options.clock ?? systemClock;
  }

  /** @throws {VoiceError} VOICE_SOURCE_FAILED when the server cannot be reached or does not answer with the file. */
  static async open(url: URL, options: HttpOptions, label = shownUrl(url)): Promise<HttpInput> {
    const input = new HttpInput(url, options, label);
    await input.begin();
    return input;
  }

  get size(): number | undefined {
    return this.total;
  }

  get seeking(): 'dear' | 'none' {
    return this.servesRanges && this.total !== undefined ? 'dear' : 'none';
  }

  /**
   * What ffmpeg is to open in its place: the end of all redirects, because ffmpeg tells every header to every host that it
   * is sent on to.
   */
  get ffmpegTarget(): FfmpegTarget {
    const { headers = {} } = this.options;
    return {
      kind: 'url',
      name: (this.answered?.url ?? this.url).href,
      headers: this.answered?.isElsewhere === true ? withoutPrivate(headers) : headers,
      // What has no length is live, and goes on anywhere.
      reconnects: this.servesRanges || this.total === undefined,
    };
  }

  private isClosed(): boolean {
    return this.stop.signal.aborted;
  }

  async read(): Promise<Buffer | null> {
    for (;;) {
      if (this.isClosed()) return null;
      const piece = this.rest ?? (await this.next());
      if (this.isClosed() || !piece) return null;
      this.rest = piece.length > MAX_PIECE ? piece.subarray(MAX_PIECE) : undefined;
      const given = piece.subarray(0, MAX_PIECE);
      this.position += given.length;
      if (given.length > 0) return given;
    }
  }

  async seek(position: number): Promise<void> {
    this.letGo();
    this.position = position;
    this.failuresInARow = 0;
    if (this.total !== undefined && position >= this.total) return;
    await this.resume(undefined);
  }

  close(): Promise<void> {
    this.stop.abort();
    this.letGo();
    return Promise.resolve();
  }

  private letGo(): void {
    this.rest = undefined;
    this.body?.bytes.cancel();
    this.body = undefined;
  }

  /** The next piece of the body; a break is mended on the way. `undefined` at the end. */
  private async next(): Promise<Buffer | undefined> {
    for (;;) {
      if (!this.body) return undefined;
      let cause: unknown;
      try {
        const piece = (await this.withinIdle(this.body.bytes)) as Buffer | undefined;
        if (piece) this.failuresInARow = 0;
        if (piece ?? this.isWhole()) return piece;
      } catch (error) {
        cause = error;
      }
      if (this.isClosed()) return undefined;
      this.letGo();
      await this.resume(cause ?? new Error('the connection ended early'));
    }
  }

  private isWhole(): boolean {
    return this.total === undefined ? (this.body?.response.complete ?? true) : this.position >= this.total;
  }

  private withinIdle(bytes: NodeBytes): Promise<unknown> {
    const limitMs = this.options.idleMs ?? IDLE_MS;
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        resolve(undefined);
      };
      this.stop.signal.addEventListener('abort', stop, { once: true });
      const timer = this.clock.setTimer(limitMs, () => {
        reject(new Error(`the server sent nothing for ${limitMs} ms`));
      });
      void bytes
        .next()
        .then(resolve, reject)
        .finally(() => {
          timer.cancel();
          this.stop.signal.removeEventListener('abort', stop);
        });
    });
  }

  /** @param cause why the last connection ended; `undefined`: it was let go. */
  private async resume(cause: unknown): Promise<void> {
    for (let why = cause; ;) {
      if (why !== undefined) {
        if (!this.servesRanges || this.total === undefined || this.failuresInARow === RESUMES) throw this.cutOff(why);
        const attempt = this.failuresInARow++;
        await sleep(this.clock, backoffMs(attempt, { baseMs: 250, capMs: 2_000 }), { signal: this.stop.signal });
      }
      try {
        await this.begin();
        return;
      } catch (error) {
        if (this.isClosed() || (error instanceof VoiceError && !error.mayRetry)) throw error;
        why = error;
      }
    }
  }

  private async begin(): Promise<void> {
    const { position, options } = this;
    const ranged = position > 0;
    const answer = await get(this.url, {
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'Corduroy',
        ...options.headers,
        ...(ranged ? { range: `bytes=${position}-` } : {}),
        ...(ranged && this.validator ? { 'if-range': this.validator } : {}),
      },
      limits: options,
      clock: this.clock,
      label: this.label,
      signal: this.stop.signal,
    });
    this.answered = { url: answer.url, isElsewhere: answer.isElsewhere };
    try {
      this.judge(answer, ranged);
    } catch (error) {
      answer.response.destroy();
      throw error;
    }
    this.body = { response: answer.response, bytes: new NodeBytes(answer.response) };
  }

  private judge({ response, status }: Answer, ranged: boolean): void {
    if (ranged ? status !== 206 : status !== 200) throw this.unexpected(response, status, ranged);
    if (ranged) {
      const from = Number(/^bytes (\d+)-/.exec(response.headers['content-range'] ?? '')?.[1]);
      if (from === this.position) return;
      throw this.refused(`the server answered with another part of the file than it was asked for`);
    }
    const length = Number(response.headers['content-length'] ?? NaN);
    this.total = Number.isSafeInteger(length) ? length : undefined;
    this.servesRanges = response.headers['accept-ranges'] === 'bytes';
    const { etag, 'last-modified': modified } = response.headers;
    this.validator = etag?.startsWith('W/') ? modified : (etag ?? modified);
  }

  private unexpected(response: IncomingMessage, status: number, ranged: boolean): VoiceError {
    if (ranged && status === 200) {
      return this.refused('the file changed while it was read, or the server does not serve a part of it after all');
    }
    const told = `${status} ${response.statusMessage ?? ''}`.trim();
    if (status >= 500 || status === 429) return sourceFailed(this.label, `the server answered ${told}`);
    const advice = status === 401 || status === 403 ? 'Pass what it asks for in `headers`.' : 'Open it in a browser.';
    return this.refused(`the server answered ${told}`, advice);
  }

  private refused(what: string, advice?: string): VoiceError {
    return new VoiceError({
      code: 'VOICE_SOURCE_FAILED',
      kind: 'source',
      message: `${this.label}: ${what}.`,
      advice,
      context: { source: this.label },
    });
  }

  private cutOff(cause: unknown): VoiceError {
    if (cause instanceof VoiceError) return cause;
    const of = this.total === undefined ? '' : ` of ${this.total}`;
    const why = this.servesRanges ? '' : ', and the server does not serve the rest alone';
    return sourceFailed(this.label, `it was cut off after ${this.position}${of} bytes${why}`, cause);
  }
}

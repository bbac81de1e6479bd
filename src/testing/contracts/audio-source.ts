/** What every {@link AudioSource} and its readers must do. */
import assert from 'node:assert/strict';
import { type AudioFrame, type AudioReader, type AudioSource, PCM_FRAME_BYTES } from '../../voice';
import { type ContractCase } from './contract-case';

/** A source to try out: at least a second of it, at most a minute. */
export interface SourceSubject {
  readonly source: AudioSource;
  /** Undoes what was set up for it. */
  readonly dispose?: (() => Promise<void>) | undefined;
}

export interface AudioSourceContractOptions {
  readonly kind: AudioReader['kind'];
  /** Milliseconds of it, and by how many it may differ (what encodes adds a little). Default: one frame. */
  readonly durationMs: number;
  readonly toleranceMs?: number | undefined;
}

const LIMIT_MS = 8_000;

/** `promise`, or a failure when it does not settle. */
async function soon<T>(what: string, promise: Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  return Promise.race([
    promise,
    new Promise<never>((_resolve, reject) => {
      limit.addEventListener('abort', () => {
        reject(new Error(`${what} does not settle`));
      });
    }),
  ]);
}

function next(reader: AudioReader): Promise<AudioFrame | Buffer | null> {
  return reader.read();
}

async function readAll(reader: AudioReader): Promise<(AudioFrame | Buffer)[]> {
  const frames: (AudioFrame | Buffer)[] = [];
  for (;;) {
    const frame = await soon('a read', next(reader));
    if (frame === null) return frames;
    frames.push(frame);
    assert.ok(frames.length < 10_000, 'the source does not end');
  }
}

function durationOf(frames: readonly (AudioFrame | Buffer)[]): number {
  return frames.reduce((sum, one) => sum + (Buffer.isBuffer(one) ? 20 : one.samples / 48), 0);
}

/** @param make a fresh source for each case. */
export function audioSourceContract(
  make: () => SourceSubject | Promise<SourceSubject>,
  options: AudioSourceContractOptions,
): ContractCase[] {
  const { durationMs, kind, toleranceMs = 20 } = options;
  const withSource = (name: string, run: (source: AudioSource) => Promise<void>): ContractCase => ({
    name,
    run: async () => {
      const { dispose, source } = await make();
      try {
        await run(source);
      } finally {
        await dispose?.();
      }
    },
  });
  const near = (ms: number, due: number): void => {
    assert.ok(Math.abs(ms - due) <= toleranceMs, `${ms} ms instead of ${due}`);
  };
  return [
    withSource('has a label', async (source) => {
      assert.ok(source.label.length > 0);
      await Promise.resolve();
    }),
    withSource('gives all its frames, then null again and again', async (source) => {
      const reader = await soon('open', source.open());
      assert.equal(reader.kind, kind);
      const frames = await readAll(reader);
      near(durationOf(frames), durationMs);
      assert.ok(frames.every((one) => !Buffer.isBuffer(one) || one.length === PCM_FRAME_BYTES));
      if (reader.durationMs !== undefined) near(reader.durationMs, durationMs);
      assert.equal(await soon('a read after the end', next(reader)), null);
      await soon('close', reader.close());
      assert.equal(await next(reader), null);
    }),
    withSource('begins where it is told', async (source) => {
      const reader = await soon('open', source.open({ startMs: 600 }));
      near(durationOf(await readAll(reader)), durationMs - 600);
      await soon('close', reader.close());
    }),
    withSource('is at its end at once when it is to begin behind it', async (source) => {
      const reader = await soon('open', source.open({ startMs: durationMs + 5_000 }));
      assert.equal(await soon('a read', next(reader)), null);
      await reader.close();
    }),
    withSource('refuses a beginning that cannot be', async (source) => {
      for (const startMs of [-1, NaN, Infinity]) {
        await assert.rejects(source.open({ startMs }), { code: 'VOICE_INVALID_OPTIONS' });
      }
    }),
    withSource('answers reads that overlap in their order', async (source) => {
      const reader = await soon('open', source.open());
      const frames = await Promise.all(Array.from({ length: 20 }, () => soon('a read', next(reader))));
      assert.ok(frames.every((one) => one !== null));
      await soon('close', reader.close());
    }),
    withSource('gives null after close, also to reads that wait', async (source) => {
      const reader = await soon('open', source.open());
      await soon('a read', next(reader));
      const waiting = Array.from({ length: 5 }, () => next(reader));
      await soon('close', Promise.all([reader.close(), reader.close()]));
      for (const one of waiting) {
        const frame = await soon('a read that waited', one);
        assert.ok(frame === null || typeof frame === 'object');
      }
      assert.equal(await soon('a read after close', next(reader)), null);
    }),
    withSource('is not opened with a signal that is aborted', async (source) => {
      await assert.rejects(source.open({ signal: AbortSignal.abort() }), { code: 'VOICE_ABORTED' });
    }),
    withSource('ends by its signal while it is opened or read', async (source) => {
      const stop = new AbortController();
      const opening = source.open({ signal: stop.signal });
      opening.catch(() => undefined);
      const reader = await soon('open', opening);
      await soon('a read', next(reader));
      stop.abort();
      assert.equal(await soon('a read after the abort', next(reader)), null);
      await soon('close', reader.close());
    }),
    withSource('gives up opening when its signal aborts', async (source) => {
      const stop = new AbortController();
      const opening = source.open({ signal: stop.signal });
      stop.abort();
      await assert.rejects(soon('open', opening), { code: 'VOICE_ABORTED' });
    }),
    withSource('can be opened again as often as it says', async (source) => {
      const first = await soon('open', source.open());
      const frames = await readAll(first);
      await first.close();
      if (source.isRepeatable) {
        const again = await readAll(await soon('open again', source.open()));
        assert.equal(again.length, frames.length);
      } else {
        await assert.rejects(source.open(), { code: 'VOICE_SOURCE_FAILED' });
        await assert.rejects(source.open({ startMs: 100 }), { code: 'VOICE_NOT_SEEKABLE' });
      }
    }),
  ];
}

import { prefetched, type PcmReader } from '../../../../src/voice';
import { deferred } from '../../../../src/util';

/** Frames that carry their number; `null` after `count`, or an error. */
function numbered(count: number, end: Error | null = null): PcmReader & { reads: number; closed: number } {
  const reader = {
    kind: 'pcm' as const,
    durationMs: count * 20,
    reads: 0,
    closed: 0,
    read: async (): Promise<Buffer | null> => {
      const index = reader.reads++;
      if (index < count) return Buffer.from([index]);
      if (end) throw end;
      return null;
    },
    close: async () => {
      reader.closed += 1;
    },
  };
  return reader;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a reader that is read ahead', () => {
  it('keeps as many frames ready as it is told, and no more', async () => {
    const inner = numbered(100);
    const reader = prefetched(inner, 12);
    expect(reader.take()).toBeUndefined();
    await reader.filled();
    await turn();
    expect([reader.buffered, inner.reads, reader.kind, reader.durationMs]).toEqual([12, 12, 'pcm', 2_000]);
    expect(reader.take()).toEqual(Buffer.from([0]));
    await turn();
    expect([reader.buffered, inner.reads]).toEqual([12, 13]);
  });

  it('gives every frame in order, then null', async () => {
    const reader = prefetched(numbered(30));
    const seen: unknown[] = [];
    for (let frame = await reader.read(); frame; frame = await reader.read()) seen.push(frame[0]);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index));
    expect(reader.take()).toBeNull();
    await reader.filled();
  });

  it('gives the frames before an error, then the error', async () => {
    const reader = prefetched(numbered(3, new Error('broken')));
    await reader.filled();
    for (let i = 0; i < 3; i += 1) expect(await reader.read()).toEqual(Buffer.from([i]));
    await expect(reader.read()).rejects.toThrow('broken');
    expect(() => reader.take()).toThrow('broken');
  });

  it('ends what waits when it is closed, and closes the reader', async () => {
    const stuck = deferred<Buffer | null>();
    const inner = { ...numbered(0), read: () => stuck.promise, close: jest.fn(async () => undefined) };
    const reader = prefetched(inner);
    const waiting = [reader.read(), reader.read()];
    const filled = reader.filled();
    await reader.close();
    expect(await Promise.all(waiting)).toEqual([null, null]);
    await filled;
    expect(inner.close).toHaveBeenCalled();
    stuck.resolve(Buffer.from([1]));
    await turn();
    expect(reader.take()).toBeNull();
  });
});

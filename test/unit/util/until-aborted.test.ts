import { untilAborted } from '../../../src/util';

describe('waiting for a promise until a signal aborts', () => {
  it('gives what the promise gives', async () => {
    const { signal } = new AbortController();
    await expect(untilAborted(Promise.resolve(7), signal)).resolves.toBe(7);
    await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('rejects with the reason of the signal, before and while it waits', async () => {
    const abort = new AbortController();
    const waiting = untilAborted(new Promise<never>(() => undefined), abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(untilAborted(Promise.reject(new Error('ignored')), abort.signal)).rejects.toThrow('enough');
  });
});

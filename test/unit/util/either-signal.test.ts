import { getEventListeners } from 'node:events';
import { eitherSignal } from '../../../src/util';

describe('two signals as one', () => {
  it('abort with the reason of the first that aborts', () => {
    for (const which of [0, 1]) {
      const pair = [new AbortController(), new AbortController()] as const;
      const { signal } = eitherSignal(pair[0].signal, pair[1].signal);
      expect(signal.aborted).toBe(false);
      pair[which]?.abort(new Error(`number ${which}`));
      pair[1 - which]?.abort(new Error('later'));
      expect(signal.reason).toEqual(new Error(`number ${which}`));
    }
  });

  it('are aborted at once when one is already', () => {
    const idle = new AbortController().signal;
    expect(eitherSignal(AbortSignal.abort('a'), idle).signal.reason).toBe('a');
    expect(eitherSignal(idle, AbortSignal.abort('b')).signal.reason).toBe('b');
  });

  it('leave nothing behind when they are let go', () => {
    const [first, second] = [new AbortController().signal, new AbortController().signal];
    const { signal, release } = eitherSignal(first, second);
    expect(getEventListeners(second, 'abort')).toHaveLength(1);
    release();
    expect([...getEventListeners(first, 'abort'), ...getEventListeners(second, 'abort')]).toEqual([]);
    expect(signal.aborted).toBe(false);
  });

  it('are the second where there is no first', () => {
    const { signal } = new AbortController();
    expect(eitherSignal(undefined, signal).signal).toBe(signal);
  });
});

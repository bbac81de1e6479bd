/** Listeners of named events. */
import { Logger, type LogFields } from '../../../../src/util';
import { Listeners } from '../../../../src/voice';

interface Events {
  readonly rang: [times: number];
  readonly quiet: [];
}

class Memory extends Logger {
  readonly errors: (LogFields | undefined)[] = [];
  debug(): void {
    return undefined;
  }
  info(): void {
    return undefined;
  }
  warn(): void {
    return undefined;
  }
  error(_: string, fields?: LogFields): void {
    this.errors.push(fields);
  }
  child(): Logger {
    return this;
  }
}

describe('Listeners', () => {
  it('tells events in their order, after whatever caused them', async () => {
    const listeners = new Listeners<Events>(new Memory());
    const heard: unknown[] = [];
    listeners.on('rang', (times) => heard.push(times));
    listeners.on('quiet', () => heard.push('quiet'));
    listeners.emit('rang', 1);
    listeners.emit('quiet');
    listeners.emit('rang', 2);
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual([1, 'quiet', 2]);
  });

  it('tells a function as often as it was given, and stops one at a time', async () => {
    const listeners = new Listeners<Events>(new Memory());
    let count = 0;
    const listener = (): void => {
      count += 1;
    };
    const stop = listeners.on('rang', listener);
    listeners.on('rang', listener);
    listeners.emit('rang', 1);
    await Promise.resolve();
    expect(count).toBe(2);
    stop();
    stop();
    listeners.emit('rang', 1);
    await Promise.resolve();
    expect(count).toBe(3);
  });

  it('logs what a listener throws or rejects with, and tells the others', async () => {
    const logger = new Memory();
    const listeners = new Listeners<Events>(logger);
    let wasTold = false;
    listeners.on('rang', () => {
      throw new Error('thrown');
    });
    listeners.on('rang', () => Promise.reject(new Error('rejected')));
    listeners.on('rang', () => {
      wasTold = true;
    });
    listeners.emit('rang', 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(wasTold).toBe(true);
    expect(logger.errors).toMatchObject([{ error: { message: 'thrown' } }, { error: { message: 'rejected' } }]);
  });
});

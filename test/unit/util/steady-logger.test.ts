import { type LogFields, Logger, SteadyLogger } from '../../../src/util';

class Full extends Logger {
  readonly told: [string, LogFields | undefined][] = [];
  debug(message: string, fields?: LogFields): void {
    this.told.push([message, fields]);
  }
  info(): void {
    throw new Error('no space left');
  }
  warn(): void {
    throw new Error('no space left');
  }
  error(): void {
    throw new Error('no space left');
  }
  child(): Logger {
    throw new Error('no space left');
  }
}

describe('a steady logger', () => {
  it('hands on what it is told', () => {
    const inner = new Full();
    new SteadyLogger(inner).debug('hello', { a: 1 });
    expect(inner.told).toEqual([['hello', { a: 1 }]]);
  });

  it('swallows what the logger behind it throws, also when a child is made', () => {
    const logger = new SteadyLogger(new Full()).child('alpha');
    expect(() => {
      logger.info('a');
      logger.warn('b');
      logger.error('c');
    }).not.toThrow();
  });
});

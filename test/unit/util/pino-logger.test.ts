import { Writable } from 'node:stream';
import { pino } from 'pino';
import { PinoLogger } from '../../../src/util';

function written(level = 'info'): { logger: PinoLogger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { logger: new PinoLogger(pino({ level }, stream)), lines };
}

test('a message is one JSON object with its level, its fields, and where it comes from', () => {
  const { logger, lines } = written('debug');
  logger.debug('read');
  logger.info('ready', { readyMs: 12 });
  logger.child('alpha').warn('slow');
  logger.child('alpha').child('voice').error('lost', { shard: 3 });
  expect(lines).toEqual([
    expect.objectContaining({ level: 20, msg: 'read' }),
    expect.objectContaining({ level: 30, msg: 'ready', readyMs: 12 }),
    expect.objectContaining({ level: 40, msg: 'slow', scope: 'alpha' }),
    expect.objectContaining({ level: 50, msg: 'lost', scope: 'alpha.voice', shard: 3 }),
  ]);
});

test('what pino leaves out below its level is left out', () => {
  const { logger, lines } = written('warn');
  logger.info('chatty');
  expect(lines).toEqual([]);
});

test('an error is spelled out with its stack, code and causes, wherever it stands', () => {
  const { logger, lines } = written();
  const error = Object.assign(new TypeError('no route', { cause: new RangeError('cable') }), { code: 'ENOROUTE' });
  logger.error('failed', { error, failure: new Error('first') });
  expect(lines[0]).toMatchObject({
    err: { type: 'TypeError', message: 'no route: cable', code: 'ENOROUTE' },
    failure: { name: 'Error', message: 'first' },
  });
  expect((lines[0]?.err as { stack: string }).stack).toContain('pino-logger.test');
});

test('causes that lead in a circle end', () => {
  const { logger, lines } = written();
  const error = new Error('round');
  error.cause = error;
  logger.error('failed', { error });
  expect(lines).toHaveLength(1);
});

test('tokens are hidden in messages, errors and texts', () => {
  const { logger, lines } = written();
  const token = 'MTAwMDAwMDAwMDAwMDAwMDAw.abcdef.abcdefghijklmnopqrstuvwxyz';
  logger.error(`with ${token}`, { header: `Bot ${token}`, error: new Error(`said ${token}`) });
  expect(JSON.stringify(lines)).not.toContain(token);
  expect(lines[0]).toMatchObject({ msg: 'with [token]', header: 'Bot [token]', err: { message: 'said [token]' } });
});

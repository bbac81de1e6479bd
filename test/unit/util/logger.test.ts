/** The console logger: one line a message, levels, names, and never a token. */
import { ConsoleLogger, redact } from '../../../src/util';

const TOKEN = 'MTA1MDAwMDAwMDAwMDAwMDAw.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB';

function record(level: 'debug' | 'info' = 'info'): { lines: string[]; logger: ConsoleLogger } {
  const lines: string[] = [];
  return { lines, logger: new ConsoleLogger({ level, write: (line) => lines.push(line) }) };
}

describe('the console logger', () => {
  it('writes level, message and fields on one line', () => {
    const { lines, logger } = record();
    logger.info('ready', { ms: 12, name: 'two words', left: undefined });
    expect(lines).toEqual(['info  ready ms=12 name="two words"']);
  });

  it('leaves out what is below its level', () => {
    const { lines, logger } = record();
    logger.debug('quiet');
    logger.warn('loud');
    expect(lines).toEqual(['warn  loud']);
  });

  it('says where a message comes from', () => {
    const { lines, logger } = record();
    logger.child('alpha').child('gateway').error('closed');
    expect(lines).toEqual(['error [alpha.gateway] closed']);
  });

  it('hides tokens in messages and in fields', () => {
    const { lines, logger } = record();
    logger.info(`with ${TOKEN}`, { auth: `Bot ${TOKEN}`, nested: { token: TOKEN } });
    expect(lines.join()).not.toContain('GabcDE');
    expect(redact(`x ${TOKEN} y`)).toBe('x [token] y');
  });

  it('says once what an error says, where the line has it already, and keeps where it came from and its causes', () => {
    const { lines, logger } = record();
    const error = new TypeError('no wool', { cause: new Error('no sheep') });
    logger.info(`knit failed on /knit: ${error.message}`, { error });
    expect(lines[0]?.split('no wool')).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^info {2}knit failed on \/knit: no wool error=TypeError\n\s+at .*cause.*Error: no sheep/s,
    );
    logger.info('knit failed', { error });
    expect(lines[1]).toMatch(/^info {2}knit failed error=TypeError: no wool\n/);
    logger.info('done', { error: new Error('') });
    expect(lines[2]).toMatch(/^info {2}done error=Error/);
  });

  it('looks through a long text without a token in no time, because errors and log lines carry what users write', () => {
    const began = performance.now();
    expect(redact('a'.repeat(30_000))).toHaveLength(30_000);
    expect(redact(`${'a'.repeat(30_000)}.${TOKEN}`)).not.toContain('GabcDE');
    expect(performance.now() - began).toBeLessThan(500);
  });
});

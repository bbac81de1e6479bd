/** Durations as authors write them. */
import { Cooldown, type Duration } from '../../../../src/dispatcher';
import { durationMs } from '../../../../src/dispatcher/limits/duration';
import { inWords, listed } from '../../../../src/dispatcher/limits/in-words';

describe('durationMs', () => {
  it.each<[Duration, number]>([
    ['500ms', 500],
    ['5s', 5_000],
    ['2m', 120_000],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
    [250, 250],
    ['0.5ms', 1],
  ])('reads %j', (text, ms) => {
    expect(durationMs('A test', text)).toBe(ms);
  });

  it.each([
    '',
    '5',
    's',
    '5 s',
    '5sec',
    '-5s',
    '1e3s',
    '0x5s',
    '0s',
    '400d',
    0,
    -1,
    NaN,
    Infinity,
    null,
    undefined,
    {},
  ])('refuses %j, and says what it got', (odd) => {
    expect(() => Cooldown.perUser(odd as never)).toThrow(
      expect.objectContaining({ code: 'DISPATCH_GUARD_OPTIONS', kind: 'guard' }) as Error,
    );
  });

  it('names the guard and shows the text', () => {
    expect(() => Cooldown.perGuild('5 sec' as never)).toThrow(
      'The window of Cooldown.perGuild() takes a duration from 1 ms to a year, such as "500ms", "5s", "2m", "1h", "1d" or milliseconds, and got \'5 sec\'.',
    );
  });
});

describe('inWords', () => {
  it.each([
    [1, 'in 1 second'],
    [1_000, 'in 1 second'],
    [1_001, 'in 2 seconds'],
    [59_999, 'in 1 minute'],
    [61_000, 'in 1 minute and 1 second'],
    [3_600_000, 'in 1 hour'],
    [3_601_000, 'in 1 hour and 1 minute'],
    [86_400_000, 'in 1 day'],
    [90_000_001, 'in 1 day and 2 hours'],
    [172_800_000, 'in 2 days'],
  ])('says %d ms as “%s”', (ms, words) => {
    expect(inWords(ms)).toBe(words);
  });

  it('lists in words', () => {
    expect(listed(['A'], 'or')).toBe('A');
    expect(listed(['A', 'B'], 'or')).toBe('A or B');
    expect(listed(['A', 'B', 'C'], 'and')).toBe('A, B and C');
  });
});

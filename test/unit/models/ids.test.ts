import { compareSnowflakes, isSnowflake, snowflakeAt, snowflakeDate, snowflakeTimeMs } from 'corduroy/models';
import { ID_OF_2020 } from './payloads';

describe('ids', () => {
  it('hold the moment of their making', () => {
    expect(snowflakeDate(ID_OF_2020).toISOString()).toBe('2020-01-01T00:00:00.000Z');
    expect(snowflakeTimeMs('175928847299117063')).toBe(1_462_015_105_796);
  });

  it('of a moment are the smallest ones of it', () => {
    const id = snowflakeAt(1_462_015_105_796);
    expect(snowflakeTimeMs(id)).toBe(1_462_015_105_796);
    expect(compareSnowflakes(id, '175928847299117063')).toBeLessThan(0);
    expect(snowflakeTimeMs((BigInt(id) - 1n).toString())).toBe(1_462_015_105_795);
  });

  it('sort by age although they differ in length', () => {
    const ids = ['1000000000000000000', '99999999999999999', '175928847299117063'];
    expect(ids.sort(compareSnowflakes)).toEqual(['99999999999999999', '175928847299117063', '1000000000000000000']);
    expect(compareSnowflakes('175928847299117063', '175928847299117063')).toBe(0);
  });

  it.each([
    ['175928847299117063', true],
    ['1759288472991170', false],
    ['17592884729911706x', false],
    ['', false],
  ])('are told from other texts: %s', (text, is) => {
    expect(isSnowflake(text)).toBe(is);
  });
});

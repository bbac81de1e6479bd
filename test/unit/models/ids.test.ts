import fc from 'fast-check';
import { compareSnowflakes, isSnowflake, snowflakeAt, snowflakeDate, snowflakeTimeMs } from 'corduroy/models';
import { ID_OF_2020 } from './payloads';

describe('ids', () => {
  it('hold the moment of their making', () => {
    expect(snowflakeDate(ID_OF_2020).toISOString()).toBe('2020-01-01T00:00:00.000Z');
    expect(snowflakeTimeMs('175928847299117063')).toBe(1_462_015_105_796);
  });

  it('tell it exactly, however long they are', () => {
    const exact = (id: bigint): number => Number(id >> 22n) + 1_420_070_400_000;
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (id) => {
        const first = (id >> 22n) << 22n;
        for (const each of [id, first, first + 4_194_303n]) {
          expect(snowflakeTimeMs(each.toString())).toBe(exact(each));
        }
      }),
      { numRuns: 2_000 },
    );
    for (const id of [2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n, 10n ** 10n, 10n ** 10n - 1n]) {
      expect(snowflakeTimeMs(id.toString())).toBe(exact(id));
    }
    expect(snowflakeTimeMs('12345678901x')).toBeNaN();
  });

  it('of a moment are the smallest ones of it', () => {
    const id = snowflakeAt(1_462_015_105_796);
    expect(snowflakeTimeMs(id)).toBe(1_462_015_105_796);
    expect(compareSnowflakes(id, '175928847299117063')).toBeLessThan(0);
    expect(snowflakeTimeMs((BigInt(id) - 1n).toString())).toBe(1_462_015_105_795);
  });

  it('of a moment before all ids are 0, which lists take', () => {
    expect([snowflakeAt(0), snowflakeAt(1_420_070_400_000 - 1), snowflakeAt(1_420_070_400_001)]).toEqual([
      '0',
      '0',
      '4194304',
    ]);
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

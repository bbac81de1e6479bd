/** The line through the samples of the soak of memory. */
import { trendOf } from '../../../support/soak-voice/memory/trend';

const points = (values: readonly number[]): { minute: number; value: number }[] =>
  values.map((value, index) => ({ minute: index / 2, value }));

it('finds the growth of a line', () => {
  const { perMinute, growth } = trendOf(points([0, 1, 2, 3, 4, 5, 6, 7]));
  expect(perMinute).toBeCloseTo(2);
  // From the third of the samples, with which the counting begins, to the eighth.
  expect(growth).toBeCloseTo(5);
});

it('does not count what is filled in the beginning', () => {
  expect(trendOf(points([0, 90, 100, 100, 100, 100, 100, 100])).growth).toBeCloseTo(0);
});

it('sees growth under noise, and none in noise', () => {
  const noise = [3, -2, 1, -3, 2, -1, 3, -2, 1, -3, 2, -1, 3, -2, 1, -3];
  expect(Math.abs(trendOf(points(noise)).growth)).toBeLessThan(2);
  expect(trendOf(points(noise.map((value, index) => value + index * 2))).growth).toBeGreaterThan(15);
});

it('takes a single sample, or none, for no growth', () => {
  expect(trendOf(points([5])).growth).toBe(0);
  expect(trendOf([]).growth).toBe(0);
});

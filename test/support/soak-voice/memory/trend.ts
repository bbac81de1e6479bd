/** Whether figures that were taken at equal moments grow: the line through them by least squares, without the beginning. */

export interface Point {
  /** Minutes since the start. */
  readonly minute: number;
  readonly value: number;
}

export interface Trend {
  readonly perMinute: number;
  /** What the line rises by from the first point that counts to the last. */
  readonly growth: number;
}

/** Code is compiled and caches are filled in the beginning. */
const WARM_UP_SHARE = 0.25;

/** The points that count. */
export function settled<T>(points: readonly T[]): readonly T[] {
  return points.slice(Math.ceil(points.length * WARM_UP_SHARE));
}

/** @param points in the order of their minutes */
export function trendOf(points: readonly Point[]): Trend {
  const counted = settled(points);
  if (counted.length < 2) return { perMinute: 0, growth: 0 };
  const mean = (of: (point: Point) => number): number =>
    counted.reduce((sum, point) => sum + of(point), 0) / counted.length;
  const [minute, value] = [mean((point) => point.minute), mean((point) => point.value)];
  const spread = mean((point) => (point.minute - minute) ** 2);
  const perMinute = spread === 0 ? 0 : mean((point) => (point.minute - minute) * (point.value - value)) / spread;
  const minutes = (counted.at(-1)?.minute ?? 0) - (counted[0]?.minute ?? 0);
  return { perMinute, growth: perMinute * minutes };
}

/** Counters that begin anew at their end, as RTP and the voice gateway have them: adding, and telling which came first. */

/** `value + step`, modulo 2 ** 16: sequence numbers. */
export function addU16(value: number, step: number): number {
  return (value + step) & 0xffff;
}

/** `value + step`, modulo 2 ** 32: timestamps. */
export function addU32(value: number, step: number): number {
  return (value + step) >>> 0;
}

/** Steps from one sequence number to another by the shorter way: negative when `to` came before `from`. */
export function distanceU16(from: number, to: number): number {
  return ((to - from) << 16) >> 16;
}

/** Steps from one timestamp to another by the shorter way: negative when `to` came before `from`. */
export function distanceU32(from: number, to: number): number {
  return (to - from) | 0;
}

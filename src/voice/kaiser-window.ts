/** A bell that ends: what a curve without an end is cut off by, so that little of the cut is heard. https://en.wikipedia.org/wiki/Kaiser_window */

/** @param beta how steep it is. Returns its height at a place from the middle (0) to the end (1); beyond it, 0. */
export function kaiserWindow(beta: number): (place: number) => number {
  const middle = bessel(beta);
  return (place) => {
    const edge = 1 - place ** 2;
    return edge <= 0 ? 0 : bessel(beta * Math.sqrt(edge)) / middle;
  };
}

/** The modified Bessel function of the first kind and order zero. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

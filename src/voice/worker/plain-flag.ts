/** A yes or a no as a message can hold it: an author may have given anything in its place, which counts by whether it is true. */
export function plainFlag(given: unknown): boolean | undefined {
  return given === undefined ? undefined : Boolean(given);
}

/** Plain values as the types of discord-api-types, whose enums are numbers and texts on the wire. */
export function wire<T>(value: unknown): T {
  return value as T;
}

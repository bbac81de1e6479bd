/** What bodies are refused for, judged in both ways, which have to agree. */
import { BodyError, type BodySpec, encodeBody, type ValidationMode } from 'corduroy/models';

/** `path rule` of every place that does not fit; nothing when the body passes. Bodies here may have any shape. */
export function refusals(spec: BodySpec, body: unknown): string[] {
  const [fast, full] = (['fast', 'full'] as const).map((mode) => judged(spec, body, mode));
  expect(fast).toEqual(full);
  return fast as string[];
}

function judged(spec: BodySpec, body: unknown, mode: ValidationMode): string[] {
  try {
    encodeBody(spec, body as never, mode);
    return [];
  } catch (error) {
    if (error instanceof BodyError) return error.fields.map(({ path, rule }) => `${path} ${rule}`);
    throw error;
  }
}

export const text = (length: number): string => 'x'.repeat(length);
export const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
export const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));

/** Discord's nested tree of field errors as a flat list, with the names that authors write. */

/** What is wrong with one field of a body. */
export interface FieldError {
  /** `embeds[0].title`; empty when it is about the body as a whole. */
  readonly path: string;
  /** Discord's name of the rule, `BASE_TYPE_MAX_LENGTH`. */
  readonly code: string;
  readonly message: string;
}

/** Deeper than any body of Discord's; what is nested deeper is left out. */
const DEEPEST = 32;

/**
 * Flattens the `errors` of an answer: `{ embeds: { 0: { title: { _errors: […] } } } }`.
 * https://discord.com/developers/docs/reference#error-messages
 */
export function flattenFieldErrors(errors: unknown): FieldError[] {
  const found: FieldError[] = [];
  collect(errors, '', 0, found);
  return found;
}

function collect(node: unknown, path: string, depth: number, found: FieldError[]): void {
  if (typeof node === 'string') {
    found.push({ path, code: '', message: node });
    return;
  }
  if (typeof node !== 'object' || node === null || depth > DEEPEST) return;
  for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
    if (key === '_errors' && Array.isArray(value)) for (const leaf of value) found.push(toFieldError(path, leaf));
    else collect(value, join(path, key), depth + 1, found);
  }
}

function toFieldError(path: string, leaf: unknown): FieldError {
  const { code, message } = (typeof leaf === 'object' && leaf !== null ? leaf : { message: leaf }) as {
    code?: unknown;
    message?: unknown;
  };
  return { path, code: textOf(code), message: textOf(message) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function join(path: string, key: string): string {
  if (/^\d+$/.test(key)) return `${path}[${key}]`;
  const name = key.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
  return path ? `${path}.${name}` : name;
}

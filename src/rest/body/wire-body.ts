/** The body of a request as it goes over the wire: JSON, a form, or files with either. */
import { type FilePart } from './file-parts';
import { MultipartBody } from './multipart';

/** How a body is written. */
export type BodyFormat =
  /** JSON; with files, as the part `payload_json`. */
  | 'json'
  /** With files: each field as a part of its own. */
  | 'fields'
  /** `application/x-www-form-urlencoded`. */
  | 'form';

export interface WireBody {
  readonly contentType: string;
  readonly content: string | MultipartBody;
}

const JSON_TYPE = 'application/json';

/** @throws {TypeError} when JSON cannot hold the body. */
export function wireBodyOf(
  body: unknown,
  format: BodyFormat,
  files: readonly FilePart[],
  sizes: readonly (number | undefined)[],
): WireBody | undefined {
  if (files.length > 0 || format === 'fields') {
    const content = new MultipartBody(format === 'fields' ? textFields(body) : payload(body), files, sizes);
    return { contentType: content.contentType, content };
  }
  if (body === undefined) return undefined;
  if (format === 'form') {
    const content = new URLSearchParams(textFields(body)).toString();
    return { contentType: 'application/x-www-form-urlencoded', content };
  }
  return { contentType: JSON_TYPE, content: jsonOf(body) };
}

function payload(body: unknown): [string, string, string][] {
  return body === undefined ? [] : [['payload_json', jsonOf(body), JSON_TYPE]];
}

function jsonOf(body: unknown): string {
  // Its types do not tell that it makes nothing of a function or a symbol.
  const text = JSON.stringify(body) as string | undefined;
  if (text === undefined) throw new TypeError(`a ${typeof body} has no JSON`);
  return text;
}

function textFields(body: unknown): [string, string][] {
  return Object.entries((body ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, typeof value === 'string' ? value : jsonOf(value)]);
}

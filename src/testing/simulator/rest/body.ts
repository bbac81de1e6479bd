/** Reads what came with a request: bytes, then JSON or a multipart form. */
import { type IncomingMessage } from 'node:http';
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type LoggedFile } from '../log';
import { ApiError, invalidForm } from './api-error';
import { parseMultipart } from './multipart';

/** https://discord.com/developers/docs/reference#uploading-files */
const REQUEST_LIMIT_BYTES = 25 * 1_024 * 1_024;

const FORM_ONLY = `Expected "Content-Type" header to be one of {'application/x-www-form-urlencoded'}.`;

/** All bytes of a request; `undefined` when the client went away. What is too large is read but not kept. */
export async function readBytes(request: IncomingMessage): Promise<Buffer | 'too-large' | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).length;
      if (size <= REQUEST_LIMIT_BYTES) chunks.push(chunk as Buffer);
    }
  } catch {
    return undefined;
  }
  return size > REQUEST_LIMIT_BYTES ? 'too-large' : Buffer.concat(chunks);
}

export interface ParsedBody {
  /** `undefined` when the request had none. */
  readonly body: unknown;
  readonly files: readonly LoggedFile[];
}

/** What the bytes say, by their content type. Throws as Discord answers. */
export function parseBody(
  contentType: string | undefined,
  bytes: Buffer | 'too-large',
  options: { takesForm?: boolean | undefined } = {},
): ParsedBody {
  if (bytes === 'too-large') throw new ApiError(413, Codes.RequestEntityTooLarge, 'Request entity too large');
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (options.takesForm === true) {
    if (contentType !== undefined && /^application\/x-www-form-urlencoded\b/i.test(contentType)) {
      return { body: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))), files: [] };
    }
    throw invalidForm([], 'CONTENT_TYPE_INVALID', FORM_ONLY);
  }
  if (contentType !== undefined && /^application\/json\b/i.test(contentType)) {
    return { body: parseJson(bytes.toString('utf8')), files: [] };
  }
  if (contentType !== undefined && /^multipart\/form-data\b/i.test(contentType)) {
    const form = parseMultipart(contentType, bytes);
    if (!form) throw new ApiError(400, Codes.RequestBodyContainsInvalidJSON, 'The request body is malformed.');
    const json = form.fields.get('payload_json');
    return { body: json === undefined ? Object.fromEntries(form.fields) : parseJson(json), files: form.files };
  }
  const told = `Expected "Content-Type" header to be one of {'application/json', 'multipart/form-data'}.`;
  throw invalidForm([], 'CONTENT_TYPE_INVALID', told);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, Codes.RequestBodyContainsInvalidJSON, 'The request body contains invalid JSON.');
  }
}

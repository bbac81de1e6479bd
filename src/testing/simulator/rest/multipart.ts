/** Reads multipart/form-data bodies, as uploads come. https://discord.com/developers/docs/reference#uploading-files */
import { type LoggedFile } from '../log';

export interface MultipartForm {
  /** Fields that are no files. */
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly LoggedFile[];
}

/** The parts of a body; `undefined` when it is malformed. */
export function parseMultipart(contentType: string, body: Buffer): MultipartForm | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (!boundary) return undefined;
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2] ?? ''}`);
  const fields = new Map<string, string>();
  const files: LoggedFile[] = [];
  let at = body.indexOf(delimiter);
  while (at !== -1) {
    const start = at + delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') return { fields, files };
    const headEnd = body.indexOf('\r\n\r\n', start);
    const next = headEnd === -1 ? -1 : body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), headEnd);
    if (next === -1) return undefined;
    const head = body.toString('utf8', start, headEnd);
    const bytes = Buffer.from(body.subarray(headEnd + 4, next));
    const field = /name="([^"]*)"/i.exec(head)?.[1];
    const filename = /filename="([^"]*)"/i.exec(head)?.[1];
    if (field === undefined) return undefined;
    if (filename === undefined) fields.set(field, bytes.toString('utf8'));
    else files.push({ field, filename, contentType: /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1], bytes });
    at = next + 2;
  }
  return undefined;
}

/** Files before they are sent: that they can be read, and that they are not more than Discord takes. */
import { type AttachmentFile, BodyError, unreadableFile } from '../../models';

/** A file and the name of its part: `files[0]`. */
export interface FilePart {
  readonly field: string;
  readonly file: AttachmentFile;
  /** What it may have at most, where that is less than a request may have. */
  readonly limitBytes?: number | undefined;
}

/**
 * Of one request, in all: what Discord takes of those who pay most. What it takes in one place depends on the boosts of the
 * guild, and for an interaction on who uses it (`attachmentSizeLimit`), so less than this is left to Discord. Its page on
 * messages says 25 MiB, and that on files 10 MiB for each of ten files and more by boosts; the looser bound stands.
 * https://discord.com/developers/docs/reference#uploading-files
 */
export const REQUEST_LIMIT_BYTES = 500 * 1_024 * 1_024;

/** Of a file whose size nobody tells. It may have no end, and what was read of it is kept until the request has its outcome. */
export const UNTOLD_LIMIT_BYTES = 25 * 1_024 * 1_024;

const FILES = 10;
const NO_PARTS: readonly FilePart[] = [];

/**
 * The parts of a message’s files.
 * @throws {BodyError} BODY_INVALID for more than ten files.
 */
export function filesOf(subject: string, files: readonly AttachmentFile[]): readonly FilePart[] {
  if (files.length === 0) return NO_PARTS;
  if (files.length > FILES) {
    const message = `takes at most ${FILES} items`;
    throw new BodyError(subject, [{ path: 'files', rule: 'items', message, got: `${files.length} items` }]);
  }
  return files.map((file, index) => ({ field: `files[${index}]`, file }));
}

/**
 * Sizes in bytes, `undefined` where one is not known before reading.
 * @throws {BodyError} BODY_INVALID for a file that cannot be read, one that is too large or of no size, or more than
 * 500 MiB in all.
 */
export async function measureFiles(parts: readonly FilePart[]): Promise<readonly (number | undefined)[]> {
  const sizes: (number | undefined)[] = [];
  let total = 0;
  for (const { field, file, limitBytes = REQUEST_LIMIT_BYTES } of parts) {
    const size = await sizeOf(field, file);
    if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0)) throw noSize(field, size);
    if (size !== undefined && size > limitBytes) throw tooLarge(field, size, limitBytes);
    total += size ?? 0;
    sizes.push(size);
  }
  if (total > REQUEST_LIMIT_BYTES) throw tooLarge('files', total, REQUEST_LIMIT_BYTES);
  return sizes;
}

async function sizeOf(field: string, file: AttachmentFile): Promise<number | undefined> {
  try {
    return await file.source.sizeBytes();
  } catch (cause) {
    throw unreadableFile('The request', field, cause);
  }
}

function tooLarge(path: string, bytes: number, limitBytes: number): BodyError {
  const got = bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(2)} MiB` : `${Math.ceil(bytes / 1_024)} KiB`;
  return new BodyError('The request', [
    { path, rule: 'bytes', message: `takes at most ${limitText(limitBytes)}`, got },
  ]);
}

function noSize(path: string, size: number): BodyError {
  return new BodyError('The request', [{ path, rule: 'size', message: 'takes a size in bytes', got: String(size) }]);
}

/** `25 MiB` */
export function limitText(limitBytes: number): string {
  return limitBytes >= 1_048_576 ? `${limitBytes / 1_048_576} MiB` : `${limitBytes / 1_024} KiB`;
}

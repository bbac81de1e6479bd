/** What kind of file an upload is: what its sender says, and by its name where the sender says nothing. */
import { type LoggedFile } from '../log';

const BY_ENDING: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/x-wav',
  flac: 'audio/x-flac',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  zip: 'application/zip',
};
/** What clients write when they do not know. */
const ANYTHING = 'application/octet-stream';

export function contentTypeOf({ contentType }: LoggedFile, filename: string): string | undefined {
  if (contentType !== undefined && contentType !== ANYTHING) return contentType;
  return BY_ENDING[/\.(\w+)$/.exec(filename)?.[1]?.toLowerCase() ?? ''] ?? contentType;
}

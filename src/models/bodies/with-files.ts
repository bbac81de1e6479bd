/**
 * Bodies that files come with. The files travel beside the JSON, which lists them with what is said about them.
 * https://discord.com/developers/docs/reference#uploading-files
 */
import { AttachmentFile } from './attachment-file';
import { BodyError, describeGot } from './body-error';

/** A body with files beside it. */
export type WithFiles<Written> = Written & {
  /** Up to 10. Embeds and components show them by `file.url`. */
  readonly files?: readonly AttachmentFile[] | undefined;
};

/** A body without its files, which `attachments` then lists, and the files. */
export interface SplitBody<Written> {
  readonly body: Written;
  readonly files: readonly AttachmentFile[];
}

const NO_FILES: readonly AttachmentFile[] = [];

/**
 * Takes the files out of a body.
 * @param kind of an `edit`, files are added to those that are there unless `attachments` names the ones to keep.
 * @throws {BodyError} BODY_INVALID when `files` holds something else, or when an edit describes new files without saying
 *   which to keep.
 */
export function splitFiles<Written extends object>(
  written: WithFiles<Written>,
  kind: 'create' | 'edit' = 'create',
): SplitBody<Written> {
  // Callers without types may pass anything; the rules of the body tell them.
  const files = (written as WithFiles<Written> | undefined)?.files;
  if (files === undefined) return { body: written, files: NO_FILES };
  checkFiles(files);
  const { files: _files, ...rest } = written;
  const { attachments: kept } = rest as { readonly attachments?: readonly object[] | null };
  if (files.length === 0) return { body: rest as unknown as Written, files };
  if (kind === 'edit' && kept === undefined) {
    refuseDescribed(files);
    return { body: rest as unknown as Written, files };
  }
  const body = { ...rest, attachments: [...(kept ?? []), ...files.map(entryOf)] };
  return { body: body as unknown as Written, files };
}

/** https://discord.com/developers/docs/resources/message#attachment-object */
function entryOf(file: AttachmentFile, index: number): object {
  const { name, description, durationSecs, waveform } = file;
  return { id: String(index), filename: name, description, durationSecs, waveform };
}

function checkFiles(files: unknown): asserts files is readonly AttachmentFile[] {
  const items: readonly unknown[] = Array.isArray(files) ? files : [];
  const wrong = items.findIndex((file) => !(file instanceof AttachmentFile));
  if (Array.isArray(files) && wrong < 0) return;
  throw new BodyError('The message', [
    {
      path: wrong < 0 ? 'files' : `files[${wrong}]`,
      rule: 'file',
      message: 'takes what Attachment.fromPath, fromBytes, fromStream or fromBlob made',
      got: describeGot(wrong < 0 ? files : items[wrong]),
    },
  ]);
}

/** To describe a new file, the list of attachments has to be sent; and what it does not name is removed. */
function refuseDescribed(files: readonly AttachmentFile[]): void {
  const index = files.findIndex((file) => file.description !== undefined);
  if (index < 0) return;
  throw new BodyError('The edit', [
    {
      path: 'attachments',
      rule: 'kept',
      message: 'names the files to keep, `[]` for none, when a new file has a description',
      got: 'nothing',
    },
  ]);
}

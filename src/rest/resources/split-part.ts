/** Files that come with a part of a body: with the first message of a post, with the data of a reply. */
import { type AttachmentFile, splitFiles } from '../../models';

const NO_FILES: readonly AttachmentFile[] = [];

/**
 * Takes the files out of a part of a body, whose `attachments` then list them.
 * @param kind of an `edit`, files are added to those that are there unless `attachments` names the ones to keep.
 */
export function splitPart<Written extends object>(
  written: Written,
  part: string,
  kind?: 'create' | 'edit',
): { readonly body: Written; readonly files: readonly AttachmentFile[] } {
  // Callers without types may pass anything; the rules of the body tell them.
  const inner: unknown = (written as Readonly<Record<string, unknown>> | null | undefined)?.[part];
  if (typeof inner !== 'object' || inner === null || !('files' in inner)) return { body: written, files: NO_FILES };
  const { body, files } = splitFiles(inner as { readonly files?: readonly AttachmentFile[] }, kind);
  return { body: { ...written, [part]: body }, files };
}

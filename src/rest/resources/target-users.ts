/** The users that an invite is for, as the table that Discord reads and writes. https://discord.com/developers/docs/resources/invite#get-target-users */
import { Attachment, BodyError, describeGot, type UserId } from '../../models';
import { type FilePart } from '../body/file-parts';

/** The file of an upload: one id on each line. */
export function targetUsersFile(userIds: readonly UserId[]): FilePart {
  if (!Array.isArray(userIds)) {
    const got = describeGot(userIds);
    throw new BodyError('The list of users', [{ path: 'userIds', rule: 'list', message: 'takes a list of ids', got }]);
  }
  const bytes = Buffer.from(userIds.join('\n'));
  const info = { name: 'target_users.csv', contentType: 'text/csv' };
  return { field: 'target_users_file', file: Attachment.fromBytes(bytes, info) };
}

/** The ids of a table with one column; its heading is passed over. */
export function readTargetUsers(csv: Uint8Array): UserId[] {
  const lines = Buffer.from(csv.buffer, csv.byteOffset, csv.byteLength).toString().split(/\r?\n/);
  return lines.map((line) => line.trim().replace(/^"(.*)"$/, '$1')).filter((cell) => /^\d+$/.test(cell));
}

/** What `@Command` leaves on classes. */
import { RecordList } from '../../di';
import { type MethodRecord } from '../metadata/records';
import { type TextCommandInit } from './text-command-init';

/** `@Command('queue add', 'Adds a song')` on one method. */
export interface TextCommandRecord extends MethodRecord {
  /** The words of the name, in lower case. */
  readonly path: readonly string[];
  readonly description: string;
  readonly options: TextCommandInit;
}

export const textCommandRecords = new RecordList<TextCommandRecord>('text-commands');

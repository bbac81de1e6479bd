/** What the option decorators leave on a class: plain records, read when a group starts. */
import { RecordList } from '../../di';
import { type SetupPlace } from '../../errors';
import { type AnyOptionInit } from './option-init';

export type OptionKind =
  'string' | 'integer' | 'number' | 'boolean' | 'user' | 'member' | 'channel' | 'role' | 'mentionable' | 'attachment';

/** One field of an option class. */
export interface OptionRecord {
  readonly kind: OptionKind;
  readonly field: string;
  readonly description: string;
  readonly init: AnyOptionInit;
  /** The decorator stands on a static field, which no instance has. */
  readonly isStatic: boolean;
  readonly place: SetupPlace;
}

export const optionRecords = new RecordList<OptionRecord>('options');

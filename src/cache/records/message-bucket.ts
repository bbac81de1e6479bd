/** Messages of one channel, and who is known to have reacted to each, so that a repeated reaction is not counted twice. */
import { type APIMessage } from 'discord-api-types/v10';
import { type GuildId } from '../../models';
import { type RecordMap } from './record-map';

/** Reactions as they were seen. */
export interface SeenReactions {
  /** Emoji and user. */
  readonly known: Set<string>;
  /** Whether the message was seen before anybody reacted, so that nobody is missing. */
  readonly isComplete: boolean;
}

export class MessageBucket {
  private readonly seen = new Map<string, SeenReactions>();

  constructor(
    readonly guildId: GuildId | undefined,
    readonly records: RecordMap<APIMessage>,
  ) {}

  reactionsOf(id: string): SeenReactions {
    let seen = this.seen.get(id);
    if (!seen) {
      const record = this.records.get(id);
      const reactions: unknown = record && Object.hasOwn(record, 'reactions') ? record.reactions : undefined;
      seen = { known: new Set(), isComplete: !Array.isArray(reactions) || reactions.length === 0 };
      this.seen.set(id, seen);
    }
    return seen;
  }

  forget(id: string): void {
    this.seen.delete(id);
  }
}

/**
 * Which messages one interaction shows, as far as is known, for waits that end with them.
 *
 * Discord tells the id of every further message and of none that is a first answer, and of a deleted message it tells the id alone.
 * So when something is deleted in the channel, and the first answer may be it, Discord is asked for the first answer: once, for then
 * its id is known.
 */
import { type Message, type MessageId } from '../../models';
import { isMessageGone } from './answer-refusals';

export interface FirstMessage {
  /** Of the deletion of what one person sees nobody is told. */
  shownTo(): 'nobody' | 'one' | 'all';
  find(): Promise<Message>;
}

export interface Loss {
  /** Whether any message of the interaction was among those that are gone. */
  readonly some: boolean;
  /** Whether it may still show another. */
  readonly left: boolean;
}

export class ShownMessages {
  private firstId: MessageId | undefined;
  private isFirstGone = false;
  private readonly further = new Set<MessageId>();
  private sending = 0;
  private asking: Promise<void> | undefined;
  /** What was deleted while Discord was asked. */
  private readonly meanwhile = new Set<string>();

  constructor(private readonly first: FirstMessage) {}

  foundFirst(id: MessageId): void {
    this.firstId = id;
  }

  /** Sends a further message. */
  async add(sending: Promise<Message>): Promise<Message> {
    this.sending += 1;
    try {
      const message = await sending;
      this.further.add(message.id);
      return message;
    } finally {
      this.sending -= 1;
    }
  }

  /** The bot deletes it itself, and knows what it does. */
  forget(id: MessageId): void {
    this.further.delete(id);
  }

  /** Messages of its channel were deleted. */
  async lose(ids: ReadonlySet<string>): Promise<Loss> {
    let some = false;
    let mayBeFirst = false;
    for (const id of ids) {
      if (this.further.delete(id)) some = true;
      else mayBeFirst = true;
    }
    if (mayBeFirst && (await this.wasFirst(ids))) some = true;
    const hasFirst = this.first.shownTo() !== 'nobody' && !this.isFirstGone;
    return { some, left: hasFirst || this.further.size > 0 || this.sending > 0 };
  }

  private async wasFirst(ids: ReadonlySet<string>): Promise<boolean> {
    if (this.isFirstGone || this.first.shownTo() !== 'all') return false;
    if (this.firstId === undefined) {
      for (const id of ids) this.meanwhile.add(id);
      await (this.asking ??= this.ask());
    } else if (ids.has(this.firstId)) this.isFirstGone = true;
    return this.isFirstGone;
  }

  /** Where it cannot be told, it counts as still there. */
  private async ask(): Promise<void> {
    try {
      const { id } = await this.first.find();
      this.firstId = id;
      this.isFirstGone = this.meanwhile.has(id);
    } catch (error) {
      this.isFirstGone = isMessageGone(error);
    }
    this.meanwhile.clear();
  }
}

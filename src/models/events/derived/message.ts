/** What changed about a message: derived from updates and from the message as it was remembered. */
import { type APIMessage } from 'discord-api-types/v10';
import { type Channel } from '../../entities/channel';
import { Message } from '../../entities/message';
import { type ChannelId, type MessageId } from '../../ids';
import { channelOf } from '../../relations';
import { PayloadView } from '../../view';
import { derived } from './derived';

/** A message before and after. */
export interface MessageChangePayload {
  readonly before: APIMessage;
  readonly after: APIMessage;
}

abstract class MessageChange extends PayloadView<MessageChangePayload> {
  private madeBefore: Message | undefined = undefined;
  private madeAfter: Message | undefined = undefined;

  /** The message as it was. */
  get before(): Message {
    return (this.madeBefore ??= new Message(this.raw.before, this.context));
  }

  /** The message as it is now. */
  get after(): Message {
    return (this.madeAfter ??= new Message(this.raw.after, this.context));
  }

  get messageId(): MessageId {
    return this.raw.after.id;
  }

  get channelId(): ChannelId {
    return this.raw.after.channel_id;
  }

  /** The channel, when it is remembered. */
  get channel(): Channel | undefined {
    return channelOf(this.context, this.raw.after.channel_id);
  }
}

/** The text of a message was edited. Links that were found, and pins, are no edits. */
export class MessageContentEditEvent extends derived('MESSAGE_CONTENT_EDIT', MessageChange, {
  from: ['MESSAGE_UPDATE'],
  cacheNeeds: ['messages'],
  cacheFields: ['content'],
  intents: ['GuildMessages', 'DirectMessages'],
}) {
  get oldContent(): string {
    return this.raw.before.content;
  }

  get newContent(): string {
    return this.raw.after.content;
  }
}

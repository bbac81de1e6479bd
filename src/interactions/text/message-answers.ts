/** Answers to a message: replies to it in its channel. There is nothing that only its author would see. */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type InteractionMessageBody,
  type InteractionReplyBody,
  type Message,
  type MessageCreateBody,
  type MessageCreateEvent,
  type MessageId,
  type WebhookMessageEditBody,
} from '../../models';
import { type RestClient } from '../../rest';
import { type Answers } from '../answers/answers';
import { withFlags } from '../answers/reply-body';
import { type AnsweringMessage } from '../context/any-context';
import { InteractionError } from '../interaction-error';

export class MessageAnswers implements Answers {
  private answer: Message | undefined;
  private readonly sent = new Set<MessageId>();
  /** How many are on their way. */
  private sending = 0;

  constructor(
    private readonly client: RestClient,
    private readonly event: MessageCreateEvent,
  ) {}

  /** Whether a message is one of these answers. */
  has(messageId: MessageId): boolean {
    return this.sent.has(messageId);
  }

  /** The same for a message that somebody used, which may be quicker than what Discord tells of it: it replies to the command. */
  owns({ id, message_reference: reference }: AnsweringMessage): boolean {
    return this.has(id) || (this.sending > 0 && reference?.message_id === this.event.id);
  }

  async first(body: InteractionReplyBody, options?: ActionOptions): Promise<Message | undefined> {
    if (body.type === InteractionResponseType.DeferredChannelMessageWithSource) {
      await this.client.channels.triggerTyping(this.event.channelId, options);
      return undefined;
    }
    return (this.answer = await this.send((body as { data: InteractionMessageBody }).data, options));
  }

  original(): Promise<Message> {
    return this.answer ? Promise.resolve(this.answer) : Promise.reject(notAnswered());
  }

  async editOriginal(body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message> {
    if (!this.answer) return (this.answer = await this.send(body as InteractionMessageBody, options));
    const { channelId, id } = this.answer;
    return (this.answer = await this.client.messages.edit(channelId, id, body, options));
  }

  async deleteOriginal(options?: ActionOptions): Promise<void> {
    // What was only promised is typing, and that ends by itself.
    if (!this.answer) return;
    const { channelId, id } = this.answer;
    await this.client.messages.delete(channelId, id, options);
    // One that could not be deleted is still there.
    this.answer = undefined;
  }

  followUp(body: InteractionMessageBody, options?: ActionOptions): Promise<Message> {
    return this.send(body, options);
  }

  editFollowUp(messageId: MessageId, body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message> {
    return this.client.messages.edit(this.event.channelId, messageId, body, options);
  }

  async deleteFollowUp(messageId: MessageId, options?: ActionOptions): Promise<void> {
    await this.client.messages.delete(this.event.channelId, messageId, options);
  }

  private async send(body: InteractionMessageBody, options: ActionOptions | undefined): Promise<Message> {
    const { flags, ...rest } = body as Omit<InteractionMessageBody, 'flags'> & { readonly flags?: number | null };
    const { channelId, id } = this.event;
    const message: MessageCreateBody = {
      ...rest,
      // A message that was deleted meanwhile is answered all the same.
      messageReference: { messageId: id, failIfNotExists: false },
    };
    // Only interactions know messages for one person.
    const shown = (flags ?? 0) & ~(MessageFlags.Ephemeral as number);
    this.sending += 1;
    try {
      const sent = await this.client.messages.create(channelId, shown ? withFlags(message, shown) : message, options);
      this.sent.add(sent.id);
      return sent;
    } finally {
      this.sending -= 1;
    }
  }
}

function notAnswered(): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_ANSWERED',
    kind: 'answer',
    message: 'The text command was not answered yet, so there is no message of its answer.',
    advice: 'reply first.',
  });
}

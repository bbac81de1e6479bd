/** Answers over REST: what the gateway brought is answered by requests. */
import {
  type ActionOptions,
  type InteractionCreateEvent,
  type InteractionMessageBody,
  type InteractionReplyBody,
  type Message,
  type MessageId,
  type WebhookMessageEditBody,
} from '../../models';
import { type InteractionsResource } from '../../rest';
import { type Answers } from './answers';

export class RestAnswers implements Answers {
  constructor(
    private readonly interactions: InteractionsResource,
    private readonly event: InteractionCreateEvent,
  ) {}

  first(
    body: InteractionReplyBody,
    options?: ActionOptions & { readonly wantsMessage?: boolean },
  ): Promise<Message | undefined> {
    if (options?.wantsMessage) return this.firstMessage(body, options);
    const { id, token } = this.event;
    // It resolves with nothing.
    return this.interactions.reply(id, token, body, undefined, options) as Promise<unknown> as Promise<undefined>;
  }

  original(options?: ActionOptions): Promise<Message> {
    const { applicationId, token } = this.event;
    return this.interactions.getReply(applicationId, token, undefined, options);
  }

  editOriginal(body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message> {
    const { applicationId, token } = this.event;
    return this.interactions.editReply(applicationId, token, body, undefined, options);
  }

  deleteOriginal(options?: ActionOptions): Promise<void> {
    const { applicationId, token } = this.event;
    return this.interactions.deleteReply(applicationId, token, undefined, options);
  }

  followUp(body: InteractionMessageBody, options?: ActionOptions): Promise<Message> {
    const { applicationId, token } = this.event;
    return this.interactions.followUp(applicationId, token, body, options);
  }

  editFollowUp(messageId: MessageId, body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message> {
    const { applicationId, token } = this.event;
    return this.interactions.editFollowUp(applicationId, token, messageId, body, options);
  }

  deleteFollowUp(messageId: MessageId, options?: ActionOptions): Promise<void> {
    const { applicationId, token } = this.event;
    return this.interactions.deleteFollowUp(applicationId, token, messageId, options);
  }

  private async firstMessage(body: InteractionReplyBody, options: ActionOptions): Promise<Message | undefined> {
    const { id, token } = this.event;
    const { resource } = await this.interactions.reply(id, token, body, { withResponse: true }, options);
    return resource?.message;
  }
}

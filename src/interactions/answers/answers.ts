/** The way back to the person who acted: what one interaction can be answered by. */
import {
  type ActionOptions,
  type InteractionMessageBody,
  type InteractionReplyBody,
  type Message,
  type MessageId,
  type WebhookMessageEditBody,
} from '../../models';

/** Port. Over REST it is the interactions resource with this interaction's id and token; over HTTP the first answer is the response. */
export interface Answers {
  /** The first answer, once. Resolves with its message where it makes one and `wantsMessage`. */
  first(
    body: InteractionReplyBody,
    options?: ActionOptions & { readonly wantsMessage?: boolean },
  ): Promise<Message | undefined>;
  /** The message of the first answer. */
  original(options?: ActionOptions): Promise<Message>;
  /** Changes the message of the first answer, or gives it after it was deferred. */
  editOriginal(body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message>;
  deleteOriginal(options?: ActionOptions): Promise<void>;
  followUp(body: InteractionMessageBody, options?: ActionOptions): Promise<Message>;
  editFollowUp(messageId: MessageId, body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message>;
  deleteFollowUp(messageId: MessageId, options?: ActionOptions): Promise<void>;
  /** Told when no handler answers the interaction, so that nobody waits for what will not come. */
  unanswered?(): void;
}

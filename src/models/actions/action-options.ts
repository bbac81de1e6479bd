/** What actions of views take beside their own: why, how long, and from where a list begins. */
import { type Message } from '../entities/message';
import { type MessageId } from '../ids';

/** What every action takes last. */
export interface ActionOptions {
  /** Shown in the guild's audit log; 1 to 512 characters. */
  readonly reason?: string | undefined;
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
}

/** Of a message create: whether it may overtake earlier creates in its channel. */
export interface OrderedActionOptions extends ActionOptions {
  /** `channel` (default) keeps the order of the calls within a channel; `any` sends at once. */
  readonly order?: 'channel' | 'any' | undefined;
}

/** From where a channel is read: back from a message, or on from one. */
export type MessageStart =
  | { readonly before?: MessageId | undefined; readonly after?: undefined }
  | { readonly after: MessageId; readonly before?: undefined };

/** A message that is pinned in its channel. */
export interface PinnedMessage {
  readonly pinnedAt: Date;
  readonly message: Message;
}

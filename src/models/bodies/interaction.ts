/** Answers to interactions. https://discord.com/developers/docs/interactions/receiving-and-responding */
import {
  type APIInteractionResponse,
  type APIInteractionResponseCallbackData,
  type APIInteractionResponseChannelMessageWithSource,
  type APIInteractionResponseUpdateMessage,
  type InteractionResponseType,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';
import { type WebhookMessageEditBody } from './webhook';
import { type WithFiles } from './with-files';

type WithMessage = APIInteractionResponseChannelMessageWithSource | APIInteractionResponseUpdateMessage;

/** A message that an interaction is answered with. */
export type InteractionMessageBody = WithFiles<
  BodyOf<Omit<APIInteractionResponseCallbackData, 'thread_name' | 'applied_tags'>>
>;

/** What of the message that a component hangs on is changed: what is left out stays, `null` clears. */
export type InteractionUpdateBody = Omit<WebhookMessageEditBody, 'poll'>;

/** The first answer to an interaction. The data of a message may come with files. */
export type InteractionReplyBody =
  | BodyOf<Exclude<APIInteractionResponse, WithMessage>>
  | {
      readonly type: InteractionResponseType.ChannelMessageWithSource;
      readonly data: InteractionMessageBody;
    }
  | {
      readonly type: InteractionResponseType.UpdateMessage;
      readonly data?: InteractionUpdateBody | undefined;
    };

export interface InteractionReplyQuery {
  /** Whether the answer tells what became of the reply, and brings its message. */
  readonly withResponse?: boolean | undefined;
}

/**
 * What Discord takes in the answers to interactions. The kind of an answer says what its data has to be; kinds that are
 * not known here pass.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object
 */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { type InteractionMessageBody, type InteractionReplyBody } from '../bodies/interaction';
import { type WebhookMessageEditBody } from '../bodies/webhook';
import { type Shape } from '../shape';
import { type BodySpec, bodySpec } from './body-spec';
import { checkMessage, checkNewMessage } from './message-relations';
import { MessageRules } from './message-rules';
import { checkModal, ModalRules } from './modal-rules';
import { PollRules } from './poll-rules';
import { Flags, Holds, Items, Nested, Optional, Present, Text, WholeFrom } from './rules';
import { webhookMessageEditSpec, WebhookMessageEditRules } from './webhook-rules';
import { type Relations, within } from './within';

const MESSAGE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.Ephemeral |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;
const FLAG_NAMES = 'SuppressEmbeds, Ephemeral, SuppressNotifications, IsVoiceMessage and IsComponentsV2';

/** A message that answers an interaction. It may be for the eyes of one. */
class InteractionMessageRules extends MessageRules {
  @Optional() @Nested(() => PollRules) poll?: unknown;

  @Optional() @Flags(MESSAGE_FLAGS, FLAG_NAMES) flags?: unknown;
}

class ReplyRules {
  @WholeFrom(1) type: unknown;
}

class MessageReplyRules extends ReplyRules {
  @Present() @Nested(() => InteractionMessageRules) data: unknown;
}

/** Discord's schema has it take what a message takes. Of the flags only Ephemeral has an effect; the others are not refused. */
class DeferredRules {
  @Optional() @Flags(MESSAGE_FLAGS, FLAG_NAMES) flags?: unknown;
}

class DeferredReplyRules extends ReplyRules {
  @Optional() @Nested(() => DeferredRules) data?: unknown;
}

class UpdateReplyRules extends ReplyRules {
  @Optional() @Nested(() => WebhookMessageEditRules) data?: unknown;
}

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure */
class ChoiceRules {
  @Text({ min: 1, max: 100 }) name: unknown;

  // The documentation says 100 characters, the schema 6000.
  @Holds(
    'choiceValue',
    'takes a number or at most 6000 characters',
    (value) => (typeof value === 'string' ? value.length <= 6_000 : typeof value === 'number'),
    { maxLength: 6_000 },
  )
  value: unknown;
}

class AutocompleteRules {
  @Optional() @Items({ max: 25 }) @Nested(() => ChoiceRules) choices?: unknown;
}

class AutocompleteReplyRules extends ReplyRules {
  @Present() @Nested(() => AutocompleteRules) data: unknown;
}

class ModalReplyRules extends ReplyRules {
  @Present() @Nested(() => ModalRules) data: unknown;
}

function replySpec(subject: string, rules: Shape, check?: Relations): BodySpec<InteractionReplyBody> {
  return bodySpec<InteractionReplyBody>(subject, {
    rules,
    ...(check && { relations: within('data', check) }),
    verbatim: ['nameLocalizations'],
  });
}

const PLAIN = replySpec('The reply', ReplyRules);

const BY_TYPE: Readonly<Record<number, BodySpec<InteractionReplyBody>>> = {
  [InteractionResponseType.ChannelMessageWithSource]: replySpec('The reply', MessageReplyRules, checkNewMessage),
  [InteractionResponseType.DeferredChannelMessageWithSource]: replySpec('The reply', DeferredReplyRules),
  [InteractionResponseType.UpdateMessage]: replySpec('The reply', UpdateReplyRules, checkMessage),
  [InteractionResponseType.ApplicationCommandAutocompleteResult]: replySpec('The choices', AutocompleteReplyRules),
  [InteractionResponseType.Modal]: replySpec('The form', ModalReplyRules, checkModal),
};

/** What a first answer to an interaction has to hold, by its `type`. */
export function interactionReplySpec(body: InteractionReplyBody): BodySpec<InteractionReplyBody> {
  const type: unknown = (body as { readonly type?: unknown } | null | undefined)?.type;
  return (typeof type === 'number' ? BY_TYPE[type] : undefined) ?? PLAIN;
}

/** A further answer to an interaction. */
export const interactionFollowUpSpec = bodySpec<InteractionMessageBody>('The message', {
  rules: InteractionMessageRules,
  relations: checkNewMessage,
});

/** A changed answer, the first one or a further one. */
export const interactionMessageEditSpec: BodySpec<WebhookMessageEditBody> = webhookMessageEditSpec;

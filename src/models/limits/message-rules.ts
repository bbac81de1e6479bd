/**
 * What Discord takes in the body of a message. Where its documentation and its schema differ, the looser bound stands
 * here and Discord has the last word.
 * https://discord.com/developers/docs/resources/message#create-message
 */
import { MessageFlags } from 'discord-api-types/v10';
import { Among, Bits, Holds, Items, Nested, Optional, Text, Whole } from './rules';

const URL_CHARACTERS = 2_048;

class EmbedFooterRules {
  @Optional() @Text({ max: 2_048 }) text?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) iconUrl?: unknown;
}

class EmbedAuthorRules {
  @Optional() @Text({ max: 256 }) name?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) url?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) iconUrl?: unknown;
}

class EmbedMediaRules {
  @Optional() @Text({ max: URL_CHARACTERS }) url?: unknown;
}

class EmbedFieldRules {
  @Text({ min: 1, max: 256 }) name: unknown;
  @Text({ min: 1, max: 1_024 }) value: unknown;
}

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
class EmbedRules {
  @Optional() @Text({ max: 256 }) title?: unknown;
  @Optional() @Text({ max: 4_096 }) description?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) url?: unknown;
  @Optional() @Whole(0, 0xff_ff_ff) color?: unknown;
  @Optional() @Nested(() => EmbedFooterRules) footer?: unknown;
  @Optional() @Nested(() => EmbedAuthorRules) author?: unknown;
  @Optional() @Nested(() => EmbedMediaRules) image?: unknown;
  @Optional() @Nested(() => EmbedMediaRules) thumbnail?: unknown;
  @Optional() @Items({ max: 25 }) @Nested(() => EmbedFieldRules) fields?: unknown;
}

/** https://discord.com/developers/docs/resources/message#allowed-mentions-object */
class AllowedMentionsRules {
  @Optional() @Among(['roles', 'users', 'everyone']) parse?: unknown;
  @Optional() @Items({ max: 100 }) users?: unknown;
  @Optional() @Items({ max: 100 }) roles?: unknown;
}

class AttachmentRules {
  @Optional() @Text({ max: 1_024 }) filename?: unknown;
  @Optional() @Text({ max: 1_024 }) description?: unknown;
  @Optional() @Text({ max: 400 }) waveform?: unknown;
}

class PollQuestionRules {
  @Text({ min: 1, max: 300 }) text: unknown;
}

class PollMediaRules {
  @Optional() @Text({ max: 300 }) text?: unknown;
}

class PollAnswerRules {
  @Nested(() => PollMediaRules) pollMedia: unknown;
}

/** https://discord.com/developers/docs/resources/poll#poll-create-request-object */
class PollRules {
  @Nested(() => PollQuestionRules) question: unknown;
  @Items({ min: 1, max: 10 }) @Nested(() => PollAnswerRules) answers: unknown;
  @Optional() @Whole(1, 768) duration?: unknown;
}

/** What creating and editing have in common. */
class MessageRules {
  @Optional() @Text({ max: 2_000 }) content?: unknown;
  @Optional() @Items({ max: 10 }) @Nested(() => EmbedRules) embeds?: unknown;
  @Optional() @Nested(() => AllowedMentionsRules) allowedMentions?: unknown;
  @Optional() @Items({ max: 10 }) @Nested(() => AttachmentRules) attachments?: unknown;
}

const CREATE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;

export class MessageCreateRules extends MessageRules {
  @Optional()
  @Holds(
    'nonce',
    'takes a whole number or at most 25 characters',
    (value) => Number.isSafeInteger(value) || (typeof value === 'string' && value.length <= 25),
  )
  nonce?: unknown;

  @Optional() @Items({ max: 3 }) stickerIds?: unknown;
  @Optional() @Nested(() => PollRules) poll?: unknown;

  @Optional()
  @Bits(CREATE_FLAGS, 'SuppressEmbeds, SuppressNotifications, IsVoiceMessage and IsComponentsV2')
  flags?: unknown;
}

export class MessageEditRules extends MessageRules {
  @Optional()
  @Bits(MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2, 'SuppressEmbeds and IsComponentsV2')
  flags?: unknown;
}

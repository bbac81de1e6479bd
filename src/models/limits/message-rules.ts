/**
 * What Discord takes in the body of a message. Where its documentation and its schema differ, the looser bound stands
 * here and Discord has the last word.
 * https://discord.com/developers/docs/resources/message#create-message
 */
import { MessageFlags } from 'discord-api-types/v10';
import { type MessageCreateBody, type MessageEditBody } from '../bodies/message';
import { bodySpec } from './body-spec';
import { messageComponentKinds } from './component-rules';
import { EmbedRules } from './embed-rules';
import { checkMessage, checkNewMessage } from './message-relations';
import { PollRules } from './poll-rules';
import { Among, Flags, Holds, Items, Nested, NestedKinds, Optional, Real, Text, Whole, WholeFrom } from './rules';

/** https://discord.com/developers/docs/resources/message#allowed-mentions-object */
class AllowedMentionsRules {
  @Optional() @Among(['roles', 'users', 'everyone']) parse?: unknown;
  @Optional() @Items({ max: 100, unique: true }) users?: unknown;
  @Optional() @Items({ max: 100, unique: true }) roles?: unknown;
}

class AttachmentRules {
  @Optional() @Text({ min: 1, max: 1_024 }) filename?: unknown;
  @Optional() @Text({ max: 1_024 }) description?: unknown;
  @Optional() @Text({ max: 1_024 }) title?: unknown;
  @Optional() @Text({ max: 400 }) waveform?: unknown;
  @Optional() @Real(0, 2_147_483_647) durationSecs?: unknown;
}

/** https://discord.com/developers/docs/resources/message#shared-client-theme-object */
class ClientThemeRules {
  @Optional() @Items({ min: 1, max: 5 }) colors?: unknown;
  @Optional() @Whole(0, 360) gradientAngle?: unknown;
  @Optional() @Whole(0, 100) baseMix?: unknown;
}

/** What all messages have in common: new ones and edits, of bots, webhooks and interactions. */
export class MessageRules {
  @Optional() @Text({ max: 2_000 }) content?: unknown;
  @Optional() @Items({ max: 10 }) @Nested(() => EmbedRules) embeds?: unknown;
  @Optional() @Nested(() => AllowedMentionsRules) allowedMentions?: unknown;
  @Optional() @Items({ max: 10 }) @Nested(() => AttachmentRules) attachments?: unknown;
  @Optional() @Items({ max: 40 }) @NestedKinds('type', messageComponentKinds) components?: unknown;
}

const CREATE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;

/** A message of the bot's own. */
export class MessageCreateRules extends MessageRules {
  @Optional()
  @Holds(
    'nonce',
    'takes a whole number or at most 25 characters',
    (value) => Number.isSafeInteger(value) || (typeof value === 'string' && value.length <= 25),
    { maxLength: 25 },
  )
  nonce?: unknown;

  @Optional() @Items({ max: 3 }) stickerIds?: unknown;
  @Optional() @Nested(() => PollRules) poll?: unknown;
  @Optional() @Nested(() => ClientThemeRules) sharedClientTheme?: unknown;

  @Optional()
  @Flags(CREATE_FLAGS, 'SuppressEmbeds, SuppressNotifications, IsVoiceMessage and IsComponentsV2')
  flags?: unknown;
}

/** An edit names the flags that there are as well; those that nobody may change are passed over. */
export class MessageEditRules extends MessageRules {
  @Optional() @WholeFrom(0) flags?: unknown;
}

export const messageCreateSpec = bodySpec<MessageCreateBody>('The message', {
  rules: MessageCreateRules,
  relations: checkNewMessage,
});

export const messageEditSpec = bodySpec<MessageEditBody>('The message', {
  rules: MessageEditRules,
  relations: checkMessage,
});

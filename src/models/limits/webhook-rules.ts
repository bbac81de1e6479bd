/** What Discord takes in a webhook and in its messages. https://discord.com/developers/docs/resources/webhook */
import { MessageFlags } from 'discord-api-types/v10';
import {
  type WebhookCreateBody,
  type WebhookEditBody,
  type WebhookEditWithTokenBody,
  type WebhookExecuteBody,
  type WebhookMessageEditBody,
} from '../bodies/webhook';
import { bodySpec } from './body-spec';
import { checkMessage, checkNewMessage } from './message-relations';
import { MessageRules } from './message-rules';
import { PollRules } from './poll-rules';
import { Flags, Holds, Items, Nested, Optional, Text, WholeFrom } from './rules';

/** https://discord.com/developers/docs/resources/webhook#create-webhook */
function WebhookName(): PropertyDecorator {
  return Holds(
    'webhookName',
    'takes a name that has neither "clyde" nor "discord" in it',
    (value) => typeof value !== 'string' || !/clyde|discord/i.test(value),
  );
}

class WebhookCreateRules {
  @Text({ min: 1, max: 80 }) @WebhookName() name: unknown;
}

class WebhookEditRules {
  @Optional() @Text({ min: 1, max: 80 }) @WebhookName() name?: unknown;
}

/** The body once its avatar is a data URI. */
type Sent<Written> = Omit<Written, 'avatar'> & { readonly avatar?: unknown };

export const webhookCreateSpec = bodySpec<Sent<WebhookCreateBody>>('The webhook', { rules: WebhookCreateRules });
export const webhookEditSpec = bodySpec<Sent<WebhookEditBody>>('The webhook', { rules: WebhookEditRules });
export const webhookEditWithTokenSpec = bodySpec<Sent<WebhookEditWithTokenBody>>('The webhook', {
  rules: WebhookEditRules,
});

/** https://discord.com/developers/docs/resources/webhook#execute-webhook */
class WebhookExecuteRules extends MessageRules {
  @Optional() @Text({ min: 1, max: 80 }) @WebhookName() username?: unknown;
  @Optional() @Text({ max: 2_048 }) avatarUrl?: unknown;
  @Optional() @Text({ max: 100 }) threadName?: unknown;
  @Optional() @Items({ max: 5 }) appliedTags?: unknown;
  @Optional() @Nested(() => PollRules) poll?: unknown;

  @Optional()
  @Flags(
    MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2,
    'SuppressEmbeds, SuppressNotifications and IsComponentsV2',
  )
  flags?: unknown;
}

/** https://discord.com/developers/docs/resources/webhook#edit-webhook-message */
export class WebhookMessageEditRules extends MessageRules {
  @Optional() @Nested(() => PollRules) poll?: unknown;

  // Beside those that may change, an edit names the flags that there are.
  @Optional() @WholeFrom(0) flags?: unknown;
}

export const webhookExecuteSpec = bodySpec<WebhookExecuteBody>('The message', {
  rules: WebhookExecuteRules,
  relations: checkNewMessage,
});

export const webhookMessageEditSpec = bodySpec<WebhookMessageEditBody>('The message', {
  rules: WebhookMessageEditRules,
  relations: checkMessage,
});

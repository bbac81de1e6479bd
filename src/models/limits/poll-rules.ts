/** What Discord takes in a new poll. https://discord.com/developers/docs/resources/poll#poll-create-request-object */
import { Items, Nested, Optional, Text, Whole } from './rules';

class PollEmojiRules {
  @Optional() @Text({ max: 32 }) name?: unknown;
}

class PollQuestionRules {
  @Text({ min: 1, max: 300 }) text: unknown;
  @Optional() @Nested(() => PollEmojiRules) emoji?: unknown;
}

class PollMediaRules {
  // The documentation says 55 for an answer, the schema 300.
  @Optional() @Text({ min: 1, max: 300 }) text?: unknown;
  @Optional() @Nested(() => PollEmojiRules) emoji?: unknown;
}

class PollAnswerRules {
  @Nested(() => PollMediaRules) pollMedia: unknown;
}

export class PollRules {
  @Nested(() => PollQuestionRules) question: unknown;
  @Items({ min: 1, max: 10 }) @Nested(() => PollAnswerRules) answers: unknown;
  /** Hours. */
  @Optional() @Whole(1, 768) duration?: unknown;
}

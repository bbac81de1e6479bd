/** What Discord takes in the queries of lists around messages, and of its search. */
import {
  type BulkDeleteBody,
  type MessageListQuery,
  type MessageSearchQuery,
  type PinListQuery,
  type ReactionListQuery,
  type VoterListQuery,
} from '../bodies/message-queries';
import { bodySpec } from './body-spec';
import { EachText, Items, Moment, Optional, Text, Whole } from './rules';

class PageOf100Rules {
  @Optional() @Whole(1, 100) limit?: unknown;
}

class PinListRules {
  @Optional() @Moment() before?: unknown;
  @Optional() @Whole(1, 50) limit?: unknown;
}

export const messageListSpec = bodySpec<MessageListQuery>('The list of messages', { rules: PageOf100Rules });
export const reactionListSpec = bodySpec<ReactionListQuery>('The list of reactions', { rules: PageOf100Rules });
export const voterListSpec = bodySpec<VoterListQuery>('The list of voters', { rules: PageOf100Rules });
export const pinListSpec = bodySpec<PinListQuery>('The list of pins', { rules: PinListRules });

/** Results that a search skips at most. */
export const DEEPEST_OFFSET = 9_975;

/** https://discord.com/developers/docs/resources/message#search-guild-messages */
class MessageSearchRules {
  @Optional() @Whole(1, 25) limit?: unknown;
  @Optional() @Whole(0, DEEPEST_OFFSET) offset?: unknown;
  @Optional() @Whole(0, 100) slop?: unknown;
  @Optional() @Text({ max: 1_024 }) content?: unknown;
  @Optional() @Items({ max: 500, unique: true }) channelId?: unknown;
  @Optional() @Items({ max: 6, unique: true }) authorType?: unknown;
  @Optional() @Items({ max: 100, unique: true }) authorId?: unknown;
  @Optional() @Items({ max: 100, unique: true }) mentions?: unknown;
  @Optional() @Items({ max: 100, unique: true }) mentionsRoleId?: unknown;
  @Optional() @Items({ max: 100, unique: true }) repliedToUserId?: unknown;
  @Optional() @Items({ max: 100, unique: true }) repliedToMessageId?: unknown;
  @Optional() @Items({ max: 18, unique: true }) has?: unknown;
  @Optional() @Items({ max: 5, unique: true }) embedType?: unknown;
  @Optional() @Items({ max: 100, unique: true }) @EachText({ max: 256 }) embedProvider?: unknown;
  @Optional() @Items({ max: 100, unique: true }) @EachText({ max: 256 }) linkHostname?: unknown;
  @Optional() @Items({ max: 100, unique: true }) @EachText({ max: 1_024 }) attachmentFilename?: unknown;
  @Optional() @Items({ max: 100, unique: true }) @EachText({ max: 256 }) attachmentExtension?: unknown;
}

export const messageSearchSpec = bodySpec<MessageSearchQuery>('The search', { rules: MessageSearchRules });

class BulkDeleteRules {
  @Items({ min: 2, max: 100, unique: true }) messages: unknown;
}

export const bulkDeleteSpec = bodySpec<BulkDeleteBody>('The bulk delete', { rules: BulkDeleteRules });

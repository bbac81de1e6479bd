/** What Discord takes in a new thread, and in the queries of their lists. https://discord.com/developers/docs/resources/channel */
import {
  type ArchivedThreadsQuery,
  type ForumPostBody,
  type JoinedArchivedThreadsQuery,
  type ThreadCreateBody,
  type ThreadFromMessageBody,
  type ThreadMemberListQuery,
  type ThreadSearchQuery,
} from '../bodies/thread';
import { bodySpec } from './body-spec';
import { ARCHIVE_DURATIONS, SLOWEST_MODE } from './channel-rules';
import { checkNewMessage } from './message-relations';
import { DEEPEST_OFFSET } from './message-query-rules';
import { MessageCreateRules } from './message-rules';
import { within } from './within';
import { Items, Moment, Nested, OneOf, Optional, Present, Text, Whole } from './rules';

class ThreadRules {
  @Text({ min: 1, max: 100 }) name: unknown;
  @Optional() @OneOf(ARCHIVE_DURATIONS) autoArchiveDuration?: unknown;
  @Optional() @Whole(0, SLOWEST_MODE) rateLimitPerUser?: unknown;
}

/** https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel */
class ForumPostRules extends ThreadRules {
  @Present() @Nested(() => MessageCreateRules) message: unknown;
  @Optional() @Items({ max: 5 }) appliedTags?: unknown;
}

export const threadCreateSpec = bodySpec<ThreadCreateBody>('The thread', { rules: ThreadRules });

export const threadFromMessageSpec = bodySpec<ThreadFromMessageBody>('The thread', { rules: ThreadRules });

export const forumPostSpec = bodySpec<ForumPostBody>('The post', {
  rules: ForumPostRules,
  relations: within('message', checkNewMessage),
});

class ThreadMemberListRules {
  @Optional() @Whole(1, 100) limit?: unknown;
}

class JoinedArchivedThreadsRules {
  @Optional() @Whole(2, 100) limit?: unknown;
}

class ArchivedThreadsRules extends JoinedArchivedThreadsRules {
  @Optional() @Moment() before?: unknown;
}

export const threadMemberListSpec = bodySpec<ThreadMemberListQuery>('The list of members', {
  rules: ThreadMemberListRules,
});

export const archivedThreadsSpec = bodySpec<ArchivedThreadsQuery>('The list of threads', {
  rules: ArchivedThreadsRules,
});

export const joinedArchivedThreadsSpec = bodySpec<JoinedArchivedThreadsQuery>('The list of threads', {
  rules: JoinedArchivedThreadsRules,
});

/** Known from Discord’s schema only. */
class ThreadSearchRules {
  @Optional() @Text({ max: 100 }) name?: unknown;
  @Optional() @Whole(0, 100) slop?: unknown;
  @Optional() @Items({ max: 20, unique: true }) tag?: unknown;
  @Optional() @Whole(1, 25) limit?: unknown;
  @Optional() @Whole(0, DEEPEST_OFFSET) offset?: unknown;
}

export const threadSearchSpec = bodySpec<ThreadSearchQuery>('The search', { rules: ThreadSearchRules });

/** What Discord’s schema says of threads beyond its documentation. It may change without notice. */
import { type APIChannel, type APIMessage, type APIThreadMember } from 'discord-api-types/v10';
import {
  type ActionOptions,
  Channel,
  type ChannelId,
  Message,
  ThreadMember,
  type ThreadSearchQuery,
  threadSearchSpec,
} from '../../../models';
import { undocumentedThreadRoutes } from '../../routes/undocumented/threads';
import { Resource } from '../resource';
import { type ArchivedThreads } from '../threads';
import { untilIndexed } from '../until-indexed';

interface RawResults {
  readonly threads: readonly APIChannel[];
  readonly members: readonly APIThreadMember[];
  readonly has_more: boolean;
  readonly total_results: number;
  readonly first_messages?: readonly APIMessage[];
}

/** One page of what a search found. */
export interface ThreadSearchResults extends ArchivedThreads {
  readonly totalResults: number;
  /** The messages that the threads began with, where they are still there. */
  readonly firstMessages: readonly Message[];
}

export class UndocumentedThreadsResource extends Resource {
  /**
   * Searches the threads of a channel: up to 25, after `offset`. Waits while Discord makes the index that it searches.
   * @throws {RestError} REST_TIMEOUT when the index is not there within the client’s `deadlineMs`.
   */
  async search(channelId: ChannelId, query?: ThreadSearchQuery, options?: ActionOptions): Promise<ThreadSearchResults> {
    const raw = await untilIndexed<RawResults>(this.host, undocumentedThreadRoutes.search, {
      params: { channel_id: channelId },
      query: this.query(threadSearchSpec, query),
      reason: options?.reason,
      signal: options?.signal,
    });
    const { context } = this;
    return {
      threads: raw.threads.map((thread) => new Channel(thread, context)),
      members: raw.members.map((member) => new ThreadMember(member, context)),
      firstMessages: (raw.first_messages ?? []).map((message) => new Message(message, context)),
      hasMore: raw.has_more,
      totalResults: raw.total_results,
    };
  }
}

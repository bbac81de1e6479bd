/** Threads. https://discord.com/developers/docs/resources/channel#start-thread-from-message */
import {
  type APIChannel,
  type APIThreadList,
  type APIThreadMember,
  type RESTGetAPIChannelUsersThreadsArchivedResult,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ArchivedThreadsQuery,
  archivedThreadsSpec,
  Channel,
  type ChannelId,
  type ForumPostBody,
  forumPostSpec,
  type GuildId,
  type JoinedArchivedThreadsQuery,
  joinedArchivedThreadsSpec,
  type MessageId,
  type ThreadCreateBody,
  threadCreateSpec,
  type ThreadFromMessageBody,
  threadFromMessageSpec,
  ThreadMember,
  type ThreadMemberListQuery,
  threadMemberListSpec,
  type ThreadMemberQuery,
  type UserId,
} from '../../models';
import { filesOf } from '../body/file-parts';
import { type Page, type Pages } from '../paging';
import { type Route } from '../route';
import { threadRoutes } from '../routes/threads';
import { cursorPages } from './cursor-pages';
import { mentionNobody, type Wire } from './message-body';
import { type CallInit, queryOf, Resource } from './resource';
import { splitPart } from './split-part';

/** Threads, and the bot’s own membership of those it has joined. */
export interface ThreadList {
  readonly threads: readonly Channel[];
  readonly members: readonly ThreadMember[];
}

/** One page of archived threads. */
export interface ArchivedThreads extends ThreadList {
  /** Whether there are more, archived earlier. */
  readonly hasMore: boolean;
}

type RawPage = RESTGetAPIChannelUsersThreadsArchivedResult;

/** Discord gives no fewer in a page. */
const SMALLEST_PAGE = 2;

export class ThreadsResource extends Resource {
  /**
   * Starts a thread without a message; in a forum or media channel, a post: a thread with its first message, which files
   * may come with. The message mentions nobody unless its `allowedMentions` says so.
   */
  async create(
    channelId: ChannelId,
    body: ThreadCreateBody | ForumPostBody,
    options?: ActionOptions,
  ): Promise<Channel> {
    const init = isPost(body) ? this.postInit(body) : { body: this.encode(threadCreateSpec, body) };
    return this.toThread(await this.fetch(threadRoutes.create, { channel_id: channelId }, { ...init, options }));
  }

  /** Starts a thread from a message. The thread has the message’s id. */
  async createFromMessage(
    channelId: ChannelId,
    messageId: MessageId,
    body: ThreadFromMessageBody,
    options?: ActionOptions,
  ): Promise<Channel> {
    const params = { channel_id: channelId, message_id: messageId };
    const init = { body: this.encode(threadFromMessageSpec, body), options };
    return this.toThread(await this.fetch(threadRoutes.createFromMessage, params, init));
  }

  /**
   * Who joined a thread. With `withMember` they bring their members of the guild, and come in pages of up to 100 after a
   * user id. Needs the privileged intent for members.
   */
  async listMembers(
    channelId: ChannelId,
    query?: ThreadMemberListQuery,
    options?: ActionOptions,
  ): Promise<ThreadMember[]> {
    const init = { query: this.query(threadMemberListSpec, query), options };
    const raws = await this.fetchList<APIThreadMember>(threadRoutes.listMembers, { channel_id: channelId }, init);
    return raws.map((raw) => new ThreadMember(raw, this.context));
  }

  /** All who joined a thread, with their members of the guild, by user id. */
  iterateMembers(
    channelId: ChannelId,
    query?: Pick<ThreadMemberListQuery, 'after'>,
    options?: ActionOptions,
  ): Pages<ThreadMember> {
    return this.pages(
      100,
      (after = query?.after, limit, pageOptions) =>
        // Without the members Discord gives all at once, whatever the limit.
        this.listMembers(channelId, { after, limit, withMember: true }, pageOptions),
      (member) => member.userId ?? '',
      options,
    );
  }

  /** @param query `withMember` adds the member of the guild. */
  async getMember(
    channelId: ChannelId,
    userId: UserId,
    query?: ThreadMemberQuery,
    options?: ActionOptions,
  ): Promise<ThreadMember> {
    const init = { query: queryOf(query), options };
    return new ThreadMember(await this.fetch(threadRoutes.getMember, place(channelId, userId), init), this.context);
  }

  async addMember(channelId: ChannelId, userId: UserId, options?: ActionOptions): Promise<void> {
    await this.run(threadRoutes.addMember, place(channelId, userId), { options });
  }

  async removeMember(channelId: ChannelId, userId: UserId, options?: ActionOptions): Promise<void> {
    await this.run(threadRoutes.removeMember, place(channelId, userId), { options });
  }

  /** Adds the bot to a thread. */
  async join(channelId: ChannelId, options?: ActionOptions): Promise<void> {
    await this.run(threadRoutes.join, { channel_id: channelId }, { options });
  }

  async leave(channelId: ChannelId, options?: ActionOptions): Promise<void> {
    await this.run(threadRoutes.leave, { channel_id: channelId }, { options });
  }

  /** One page of the public archived threads of a channel: 2 to 100, archived before a moment. */
  async listPublicArchived(
    channelId: ChannelId,
    query?: ArchivedThreadsQuery,
    options?: ActionOptions,
  ): Promise<ArchivedThreads> {
    const init = { query: this.query(archivedThreadsSpec, query), options };
    return this.toPage(await this.fetch(threadRoutes.listPublicArchived, { channel_id: channelId }, init));
  }

  /** All public archived threads of a channel, the last archived first. */
  iteratePublicArchived(
    channelId: ChannelId,
    query?: Pick<ArchivedThreadsQuery, 'before'>,
    options?: ActionOptions,
  ): Pages<Channel> {
    return this.archived(threadRoutes.listPublicArchived, channelId, archiveMoment, query, options);
  }

  /** One page of the private archived threads of a channel: 2 to 100, archived before a moment. */
  async listPrivateArchived(
    channelId: ChannelId,
    query?: ArchivedThreadsQuery,
    options?: ActionOptions,
  ): Promise<ArchivedThreads> {
    const init = { query: this.query(archivedThreadsSpec, query), options };
    return this.toPage(await this.fetch(threadRoutes.listPrivateArchived, { channel_id: channelId }, init));
  }

  /** All private archived threads of a channel, the last archived first. */
  iteratePrivateArchived(
    channelId: ChannelId,
    query?: Pick<ArchivedThreadsQuery, 'before'>,
    options?: ActionOptions,
  ): Pages<Channel> {
    return this.archived(threadRoutes.listPrivateArchived, channelId, archiveMoment, query, options);
  }

  /** One page of the private archived threads that the bot has joined: 2 to 100 before an id. */
  async listJoinedPrivateArchived(
    channelId: ChannelId,
    query?: JoinedArchivedThreadsQuery,
    options?: ActionOptions,
  ): Promise<ArchivedThreads> {
    const init = { query: this.query(joinedArchivedThreadsSpec, query), options };
    return this.toPage(await this.fetch(threadRoutes.listJoinedPrivateArchived, { channel_id: channelId }, init));
  }

  /** All private archived threads that the bot has joined, the largest id first. */
  iterateJoinedPrivateArchived(
    channelId: ChannelId,
    query?: Pick<JoinedArchivedThreadsQuery, 'before'>,
    options?: ActionOptions,
  ): Pages<Channel> {
    return this.archived(threadRoutes.listJoinedPrivateArchived, channelId, (raw) => raw.id, query, options);
  }

  /** All threads of a guild that are not archived, and that the bot may see. */
  async listActive(guildId: GuildId, options?: ActionOptions): Promise<ThreadList> {
    return this.toList(await this.fetch<APIThreadList>(threadRoutes.listActive, { guild_id: guildId }, { options }));
  }

  private postInit(post: ForumPostBody): CallInit {
    const { body, files } = splitPart(post, 'message');
    const wire = this.encode(forumPostSpec, body) as Wire;
    // Copied, because it may be the payload of a view.
    wire.message = mentionNobody({ ...(wire.message as Wire) });
    return { body: wire, files: filesOf(forumPostSpec.subject, files) };
  }

  private archived(
    route: Route,
    channelId: ChannelId,
    cursorOf: (raw: APIChannel) => string,
    query: { readonly before?: string | Date | undefined } | undefined,
    options: ActionOptions | undefined,
  ): Pages<Channel> {
    const fetch = async (
      before: string | undefined,
      count: number,
      pageOptions: ActionOptions,
    ): Promise<Page<Channel, string>> => {
      const asked = queryOf({ before: before ?? query?.before, limit: Math.max(count, SMALLEST_PAGE) });
      const init = { query: asked, options: pageOptions };
      const { threads, has_more: hasMore } = await this.fetch<RawPage>(route, { channel_id: channelId }, init);
      const last = threads.at(-1);
      return {
        items: threads.map((raw) => this.toThread(raw)),
        next: hasMore && last ? cursorOf(last) : undefined,
      };
    };
    return cursorPages(100, fetch, options);
  }

  private toPage(raw: RawPage): ArchivedThreads {
    return { ...this.toList(raw), hasMore: raw.has_more };
  }

  private toList({ threads, members }: APIThreadList): ThreadList {
    return {
      threads: threads.map((raw) => this.toThread(raw)),
      members: members.map((raw) => new ThreadMember(raw, this.context)),
    };
  }

  private toThread(raw: APIChannel): Channel {
    return new Channel(raw, this.context);
  }
}

function isPost(body: ThreadCreateBody | ForumPostBody | null | undefined): body is ForumPostBody {
  const { message } = (body ?? {}) as { readonly message?: unknown };
  return typeof message === 'object' && message !== null;
}

/** As Discord wrote it: a Date would lose what is finer than a millisecond, and with it threads. */
function archiveMoment(raw: APIChannel): string {
  return (
    (raw as { readonly thread_metadata?: { readonly archive_timestamp: string } }).thread_metadata?.archive_timestamp ??
    ''
  );
}

function place(channelId: ChannelId, userId: UserId): { channel_id: string; user_id: string } {
  return { channel_id: channelId, user_id: userId };
}

/** What views look through: the records of one cache, or of all caches of the process. */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  type APIUser,
} from 'discord-api-types/v10';
import {
  type CacheKind,
  type CacheRecords,
  type GuildId,
  type GuildRecords,
  noRecords,
  type RecordSource,
  type ViewRelations,
} from '../models';
import { type CacheState } from './cache-state';
import { firstOf } from './records/live-caches';
import { type Removals } from './removals';
import { type Unfilled } from './unfilled';

/** The relations of a group's views. @param state asked each time: a cache opens with other policies than it was made with */
export class CacheRelations implements ViewRelations {
  constructor(
    private readonly state: () => CacheState,
    private readonly removals: Removals,
    private readonly unfilled: Unfilled,
  ) {}

  guild(id: string): APIGuild | undefined {
    return this.state().guilds.get(id);
  }

  channel(id: string): APIChannel | undefined {
    return this.state().channel(id);
  }

  user(id: string): APIUser | undefined {
    return this.state().users.get(id);
  }

  member(guildId: string, userId: string): APIGuildMember | undefined {
    return this.state().member(guildId, userId);
  }

  message(channelId: string, messageId: string): APIMessage | undefined {
    return this.state().message(channelId, messageId);
  }

  memberCount(guildId: string): number | undefined {
    return this.state().places.get(guildId)?.memberCount;
  }

  ofGuild<Kind extends keyof GuildRecords>(guildId: GuildId, kind: Kind): RecordSource<GuildRecords[Kind]> {
    return this.unfilled.watched(kind, this.state().places.get(guildId)?.map(kind) ?? noRecords());
  }

  messagesOf(channelId: string): RecordSource<APIMessage> {
    return this.state().messages.get(channelId)?.records ?? noRecords();
  }

  removed<Kind extends CacheKind>(kind: Kind, payload: object): readonly CacheRecords[Kind][] {
    return this.removals.of(kind, payload);
  }
}

/** The relations of views that belong to no group: whatever any group remembers. */
export const processRelations: ViewRelations = {
  guild: (id) => firstOf((state) => state.guilds.get(id)),
  channel: (id) => firstOf((state) => state.channel(id)),
  user: (id) => firstOf((state) => state.users.get(id)),
  member: (guildId, userId) => firstOf((state) => state.member(guildId, userId)),
  message: (channelId, messageId) => firstOf((state) => state.message(channelId, messageId)),
  memberCount: (guildId) => firstOf((state) => state.places.get(guildId)?.memberCount),
  ofGuild: <Kind extends keyof GuildRecords>(guildId: GuildId, kind: Kind): RecordSource<GuildRecords[Kind]> =>
    firstOf((state) => state.places.get(guildId)?.map(kind)) ?? noRecords(),
  messagesOf: (channelId) => firstOf((state) => state.messages.get(channelId)?.records) ?? noRecords(),
  removed: () => [],
};

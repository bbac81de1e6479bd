/** Looking up what is remembered: views bound to the same context, `undefined` when unknown, never a request. */
import { type CacheKind, type CacheRecords } from './collections/cache-kind';
import { Channel } from './entities/channel';
import { Guild } from './entities/guild';
import { Member } from './entities/member';
import { User } from './entities/user';
import { type ChannelId, type GuildId, type UserId } from './ids';
import { type ViewContext } from './view-context';

export function guildOf(context: ViewContext, id: GuildId | undefined): Guild | undefined {
  const raw = id === undefined ? undefined : context.relations.guild(id);
  return raw && new Guild(raw, context);
}

export function channelOf(context: ViewContext, id: ChannelId | null | undefined): Channel | undefined {
  const raw = id === undefined || id === null ? undefined : context.relations.channel(id);
  return raw && new Channel(raw, context);
}

export function userOf(context: ViewContext, id: UserId): User | undefined {
  const raw = context.relations.user(id);
  return raw && new User(raw, context);
}

export function memberOf(context: ViewContext, guildId: GuildId | undefined, userId: UserId): Member | undefined {
  const raw = guildId === undefined ? undefined : context.relations.member(guildId, userId);
  return raw && new Member(raw, context, guildId);
}

/** What the dispatch with this payload took away; `undefined` when it was not remembered. */
export function removedBy<Kind extends CacheKind>(
  context: ViewContext,
  kind: Kind,
  payload: object,
): CacheRecords[Kind] | undefined {
  return context.relations.removed(kind, payload)[0];
}

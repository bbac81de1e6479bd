/** Members that were asked for and came: by id, with what else the answer said. */
import { type APIGuildMember, type GatewayPresenceUpdate } from 'discord-api-types/v10';
import { lateClasses } from '../entities/late-classes';
import { type Member } from '../entities/member';
import { type Presence } from '../entities/presence';
import { type GuildId, type UserId } from '../ids';
import { type FoundMembers, type MemberChunk, type ViewContext } from '../view-context';
import { EntityCollection } from './entity-collection';
import { type RecordSource } from './record-source';

/** By the id of the user. Unlike what a guild shows, it stays as it came. */
export class FetchedMembers extends EntityCollection<Member, UserId> {
  /** By the id of the user; only when they were asked for, and only of who is not offline. */
  readonly presences: EntityCollection<Presence, UserId>;
  /** Ids that were asked for and that no member has. */
  readonly notFound: readonly UserId[];

  constructor(found: FoundMembers, guildId: GuildId, context: ViewContext) {
    super(byUser(found.members), (raw) => new lateClasses.Member(raw, context, guildId));
    this.presences = new EntityCollection(
      byUser(found.presences),
      (raw) => new lateClasses.Presence(raw, context, guildId),
    );
    this.notFound = found.notFound;
  }
}

/** Some of the members, as they came. */
export class FetchedMemberChunk extends FetchedMembers {
  /** How many chunks have come so far, this one among them. */
  readonly arrived: number;
  /** How many there will be. */
  readonly expected: number;

  constructor(chunk: MemberChunk, guildId: GuildId, context: ViewContext) {
    super(chunk, guildId, context);
    this.arrived = chunk.arrived;
    this.expected = chunk.expected;
  }
}

function byUser<Raw extends APIGuildMember | GatewayPresenceUpdate>(records: readonly Raw[]): RecordSource<Raw> {
  const map = new Map<string, Raw>();
  for (const raw of records) {
    // What names no user cannot be found again.
    const { user } = raw as { readonly user?: { readonly id: string } };
    if (user) map.set(user.id, raw);
  }
  return map;
}

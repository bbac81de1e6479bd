/** One part of an answer about members, read with tolerance: what is missing or of another shape counts as none. */
import { type APIGuildMember, type GatewayPresenceUpdate } from 'discord-api-types/v10';
import { type FoundMembers, type UserId } from '../../models';

/** GUILD_MEMBERS_CHUNK. https://discord.com/developers/docs/events/gateway-events#guild-members-chunk */
export interface MemberPart extends FoundMembers {
  readonly guildId: string;
  readonly nonce: string;
  /** Which part it is, from 0. */
  readonly index: number;
  /** Of how many. */
  readonly count: number;
}

/** `undefined` for what answers no request of ours. */
export function readPart(payload: unknown): MemberPart | undefined {
  const d = asRecord(payload);
  const { guild_id: guildId, nonce, chunk_index: index, chunk_count: count } = d;
  if (typeof guildId !== 'string' || typeof nonce !== 'string') return undefined;
  const isPlaced = isWhole(index) && isWhole(count) && index < count;
  return {
    guildId,
    nonce,
    index: isPlaced ? index : 0,
    count: isPlaced ? count : 1,
    members: list<APIGuildMember>(d.members),
    presences: list<GatewayPresenceUpdate>(d.presences),
    notFound: list<unknown>(d.not_found).map(String) satisfies UserId[],
  };
}

/** The parts of a whole answer as one; a single pass over them. */
export function joinParts(parts: readonly FoundMembers[]): FoundMembers {
  const [first] = parts;
  if (first && parts.length === 1) {
    return { members: first.members, presences: first.presences, notFound: first.notFound };
  }
  return {
    members: parts.flatMap((part) => part.members),
    presences: parts.flatMap((part) => part.presences),
    notFound: parts.flatMap((part) => part.notFound),
  };
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

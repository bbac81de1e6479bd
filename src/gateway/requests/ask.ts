/** What can be asked of a guild through the gateway, checked, and cut into pieces that one command can ask. */
import { type GuildId, type IntentName, intentBits, type MemberQuery, type UserId } from '../../models';
import { GatewayError } from '../gateway-error';
import { Opcode } from '../protocol/opcodes';
import { isId, showValue } from '../shards/plan';
import { intentMissing } from './request-errors';

/** Members: by id, by the beginning of their names, or (neither) all. */
export interface MembersAsk {
  readonly kind: 'members';
  readonly guildId: GuildId;
  readonly userIds?: readonly UserId[] | undefined;
  readonly query?: string | undefined;
  /** 0 for all. */
  readonly limit: number;
  readonly presences: boolean;
}

export interface SoundsAsk {
  readonly kind: 'sounds';
  readonly guildId: GuildId;
}

export interface ChannelInfoAsk {
  readonly kind: 'channel-info';
  readonly guildId: GuildId;
}

export type Ask = MembersAsk | SoundsAsk | ChannelInfoAsk;

/** How many ids one command names, and how many members a search finds at most: Discord's limits of opcode 8. */
export const MOST_IDS = 100;
const MOST_FOUND = 100;

export function opcodeOf(ask: Ask): number {
  if (ask.kind === 'members') return Opcode.requestGuildMembers;
  return ask.kind === 'sounds' ? Opcode.requestSoundboardSounds : Opcode.requestChannelInfo;
}

/** Whether the whole list is asked for, which Discord allows once per guild in 30 seconds. */
export function isFull(ask: Ask): boolean {
  return ask.kind === 'members' && ask.userIds === undefined && ask.query === undefined;
}

/** Asks with the same key have the same answer. */
export function keyOf(ask: Ask): string {
  if (ask.kind !== 'members') return `${ask.kind} ${ask.guildId}`;
  const { guildId, userIds, query, limit, presences } = ask;
  const who = userIds ? `of ${userIds.join()}` : isFull(ask) ? 'all' : `${limit} like ${query ?? ''}`;
  return `members ${guildId} ${presences ? 'with' : 'without'} ${who}`;
}

/**
 * The asks that a query takes: one, or more for more than a hundred ids; none for none.
 * @param intents bits of the session's intents.
 * @throws {GatewayError} GATEWAY_INVALID_COMMAND, GATEWAY_REQUEST_INTENT_MISSING.
 */
export function membersAsks(guildId: GuildId, wanted: MemberQuery, intents: number): MembersAsk[] {
  const { query, userIds, limit, presences = false } = wanted;
  const need = (intent: IntentName, what: string): void => {
    if ((intents & intentBits([intent])) === 0) throw intentMissing(guildId, intent, what);
  };
  if (presences) need('GuildPresences', 'presences');
  if (query === undefined && limit !== undefined) throw invalid('A limit goes with the beginning of a name only.');
  if (userIds !== undefined) {
    if (query !== undefined) throw invalid('Members are asked for by name or by id, not by both.');
    return byId(guildId, userIds, presences);
  }
  if (query === undefined) {
    need('GuildMembers', 'the whole list of members');
    return [{ kind: 'members', guildId, limit: 0, presences }];
  }
  if (typeof query !== 'string') throw invalid(`${showValue(query)} is no beginning of a name.`);
  const most = limit ?? MOST_FOUND;
  if (!Number.isInteger(most) || most < 1 || most > MOST_FOUND) {
    throw invalid(`A search for members has the limit ${showValue(limit)}; Discord takes 1 to ${MOST_FOUND}.`);
  }
  return [{ kind: 'members', guildId, query, limit: most, presences }];
}

function byId(guildId: GuildId, userIds: readonly UserId[], presences: boolean): MembersAsk[] {
  for (const id of userIds) if (!isId(id)) throw invalid(`${showValue(id)} is no user’s id.`);
  // In an order of their own, so that the same ids asked for twice are one request.
  const ids = [...new Set(userIds)].sort();
  const asks: MembersAsk[] = [];
  for (let at = 0; at < ids.length; at += MOST_IDS) {
    asks.push({ kind: 'members', guildId, userIds: ids.slice(at, at + MOST_IDS), limit: 0, presences });
  }
  return asks;
}

function invalid(message: string): GatewayError {
  return new GatewayError({ code: 'GATEWAY_INVALID_COMMAND', kind: 'invalid-command', message });
}

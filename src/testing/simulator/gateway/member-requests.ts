/**
 * Op 8: members by name, by id, or all of them, in chunks of a thousand.
 * https://discord.com/developers/docs/events/gateway-events#request-guild-members
 */
import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { type GuildRecord, type MemberRecord } from '../world/records';
import { renderMember, renderPresence } from '../world/render';
import { asObject, isInteger, isListOfTexts, ownGuild, refuse } from './command-reading';
import { type Connection } from './connection';
import { type Session } from './session';

const MEMBERS_PER_CHUNK = 1_000;
/** As many members as are sent to who names them, or the first letters of them. */
const NAMED_AT_MOST = 100;
const FULL_REQUEST_SPACING_MS = 30_000;

export function requestMembers(connection: Connection, data: unknown): void {
  const { hub, session } = connection;
  const d = asObject(data);
  const { query, user_ids: userIds, limit } = d ?? {};
  const wanted = typeof userIds === 'string' ? [userIds] : userIds;
  const byName = typeof query === 'string' && isInteger(limit, 0, Number.MAX_SAFE_INTEGER) && userIds === undefined;
  const byId = isListOfTexts(wanted) && query === undefined;
  if (!session || typeof d?.guild_id !== 'string' || (!byName && !byId)) {
    refuse(connection);
    return;
  }
  const guild = ownGuild(connection, session, d.guild_id);
  if (!guild) return;
  const nonce = typeof d.nonce === 'string' && Buffer.byteLength(d.nonce) <= 32 ? d.nonce : undefined;
  const presences = d.presences === true && (session.intents & GatewayIntentBits.GuildPresences) !== 0;
  if (byId) {
    const ids = [...new Set(wanted)].slice(0, NAMED_AT_MOST);
    const found = ids.map((id) => guild.members.get(id)).filter((member) => member !== undefined);
    sendChunks(session, guild, found, { nonce, presences, notFound: ids.filter((id) => !guild.members.has(id)) });
    return;
  }
  if (query === '' && limit === 0) {
    requestEverybody(connection, session, guild, { nonce, presences });
    return;
  }
  if (query === '' && !mayHearAll(connection, session)) return;
  const prefix = String(query).toLowerCase();
  const found = [...guild.members.values()].filter(({ nick, user }) =>
    [user.username, user.globalName, nick].some((name) => name?.toLowerCase().startsWith(prefix) === true),
  );
  sendChunks(session, guild, found.slice(0, Math.min(NAMED_AT_MOST, Number(limit) || NAMED_AT_MOST)), {
    nonce,
    presences,
  });
  hub.logger.debug('members were asked for by name', { guild: guild.name, found: found.length });
}

function requestEverybody(
  connection: Connection,
  session: Session,
  guild: GuildRecord,
  answer: { nonce: string | undefined; presences: boolean },
): void {
  const { hub } = connection;
  if (!mayHearAll(connection, session)) return;
  const key = `${session.bot.user.id}:${guild.id}`;
  const now = hub.clock.now();
  const last = hub.memberRequests.get(key);
  if (last !== undefined && now - last < FULL_REQUEST_SPACING_MS) {
    const { nonce } = answer;
    const data = {
      opcode: GatewayOpcodes.RequestGuildMembers,
      retry_after: (FULL_REQUEST_SPACING_MS - (now - last)) / 1_000,
      meta: { guild_id: guild.id, ...(nonce === undefined ? {} : { nonce }) },
    };
    session.dispatch('RATE_LIMITED', JSON.stringify(data));
    return;
  }
  hub.memberRequests.set(key, now);
  sendChunks(session, guild, [...guild.members.values()], answer);
}

/** Without the intent nobody is told of everybody, nor of the first few of them. */
function mayHearAll({ hub }: Connection, { intents, bot }: Session): boolean {
  if (intents & GatewayIntentBits.GuildMembers) return true;
  hub.logger.warn('the whole member list was asked for without the GuildMembers intent', { bot: bot.name });
  return false;
}

function sendChunks(
  session: Session,
  guild: GuildRecord,
  members: readonly MemberRecord[],
  answer: { nonce: string | undefined; presences: boolean; notFound?: readonly string[] },
): void {
  const count = Math.max(1, Math.ceil(members.length / MEMBERS_PER_CHUNK));
  for (let index = 0; index < count; index += 1) {
    const part = members.slice(index * MEMBERS_PER_CHUNK, (index + 1) * MEMBERS_PER_CHUNK);
    const present = part.filter(({ user }) => user.presence.status !== 'offline');
    const data = {
      guild_id: guild.id,
      members: part.map(renderMember),
      chunk_index: index,
      chunk_count: count,
      ...(answer.notFound ? { not_found: answer.notFound } : {}),
      ...(answer.presences ? { presences: present.map(({ user }) => renderPresence(user, guild.id)) } : {}),
      ...(answer.nonce === undefined ? {} : { nonce: answer.nonce }),
    };
    session.dispatch('GUILD_MEMBERS_CHUNK', JSON.stringify(data));
  }
}

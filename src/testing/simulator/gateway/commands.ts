/**
 * What clients may ask of the gateway, opcode by opcode, and how strictly.
 * https://discord.com/developers/docs/events/gateway-events#send-events
 */
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes, PermissionFlagsBits } from 'discord-api-types/v10';
import { type GuildRecord, type MemberRecord, type PresenceRecord } from '../world/records';
import { renderMember, renderPresence } from '../world/render';
import { isVoice } from '../world/channels';
import { setPresence } from '../world/users';
import { joinVoice, leaveVoice, occupants, sendVoiceServer } from '../world/voice';
import { type Connection } from './connection';
import { ALL_INTENTS, disallowedIntents } from './intents';
import { type Session } from './session';

type Command = (connection: Connection, data: unknown) => void;

export const COMMANDS: Readonly<Record<number, Command>> = {
  [GatewayOpcodes.Heartbeat]: () => undefined,
  [GatewayOpcodes.Identify]: identify,
  [GatewayOpcodes.PresenceUpdate]: updatePresence,
  [GatewayOpcodes.VoiceStateUpdate]: updateVoiceState,
  [GatewayOpcodes.Resume]: resume,
  [GatewayOpcodes.RequestGuildMembers]: requestMembers,
  [GatewayOpcodes.RequestSoundboardSounds]: requestSoundboardSounds,
  [GatewayOpcodes.RequestChannelInfo]: requestChannelInfo,
};

const DECODE_ERROR = 'Error while decoding payload.';
const MEMBERS_PER_CHUNK = 1_000;
const FULL_REQUEST_SPACING_MS = 30_000;

function refuse(connection: Connection): void {
  connection.close(GatewayCloseCodes.DecodeError, DECODE_ERROR);
}

function asObject(value: unknown): Partial<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

function identify(connection: Connection, data: unknown): void {
  const { hub } = connection;
  const d = asObject(data);
  const properties = asObject(d?.properties);
  if (connection.session) {
    connection.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
    return;
  }
  const token = d?.token;
  const presence = d?.presence === undefined ? ONLINE : readPresence(d.presence);
  const threshold = d?.large_threshold ?? 50;
  if (!d || !properties || typeof token !== 'string' || !presence || !isInteger(threshold, 50, 250)) {
    refuse(connection);
    return;
  }
  const bot = hub.world.botByToken(token);
  if (!bot) {
    connection.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    return;
  }
  const shard = d.shard === undefined ? ([0, 1] as const) : readShard(d.shard);
  if (!shard) {
    connection.close(GatewayCloseCodes.InvalidShard, 'Invalid shard.');
    return;
  }
  const { intents, compress } = d;
  if (!isInteger(intents, 0, Number.MAX_SAFE_INTEGER) || (intents & ~ALL_INTENTS) !== 0 || intents > ALL_INTENTS) {
    connection.close(GatewayCloseCodes.InvalidIntents, 'Invalid intent(s).');
    return;
  }
  if (disallowedIntents(intents, bot).length > 0) {
    connection.close(GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).');
    return;
  }
  if (hub.guildsOn(bot, shard).length > hub.guildsPerShard) {
    connection.close(GatewayCloseCodes.ShardingRequired, 'Sharding required.');
    return;
  }
  if (compress === true && connection.compressed) {
    refuse(connection);
    return;
  }
  const verdict = hub.gate.take(bot, shard[0]);
  if (verdict === 'exhausted') {
    hub.resetToken(bot);
    connection.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    return;
  }
  if (verdict === 'too-soon') {
    hub.sendInvalidSession(connection, false);
    return;
  }
  if (compress === true) connection.compressPayloads();
  hub.begin(connection, bot, {
    intents,
    shard,
    largeThreshold: threshold,
    presence,
    hasShard: d.shard !== undefined,
  });
}

function resume(connection: Connection, data: unknown): void {
  const { hub } = connection;
  const d = asObject(data);
  const { token, session_id: sessionId, seq } = d ?? {};
  if (connection.session) {
    connection.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
    return;
  }
  if (typeof token !== 'string' || typeof sessionId !== 'string' || !isInteger(seq, 0, Number.MAX_SAFE_INTEGER)) {
    refuse(connection);
    return;
  }
  const bot = hub.world.botByToken(token);
  if (!bot) {
    connection.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    return;
  }
  const session = hub.sessionById(bot, sessionId);
  if (session && seq > session.sequence) {
    connection.session = session;
    connection.close(GatewayCloseCodes.InvalidSeq, 'Invalid seq.');
    return;
  }
  const missed = session?.since(seq);
  if (session && missed) {
    hub.takeUp(connection, session, missed);
    return;
  }
  if (session) hub.end(session);
  hub.sendInvalidSession(connection, false);
}

const ONLINE: PresenceRecord = { status: 'online', activities: [] };
const STATUSES: ReadonlySet<unknown> = new Set(['online', 'dnd', 'idle', 'invisible', 'offline']);

function readPresence(data: unknown): PresenceRecord | undefined {
  const d = asObject(data);
  const status = d?.status ?? 'online';
  const activities = d?.activities ?? [];
  if (!d || !STATUSES.has(status) || !Array.isArray(activities)) return undefined;
  const read: object[] = [];
  for (const each of activities) {
    const activity = asObject(each);
    if (typeof activity?.name !== 'string' || !isInteger(activity.type, 0, 5)) return undefined;
    read.push({ ...activity });
  }
  // Who is invisible looks offline to others.
  return { status: status === 'invisible' ? 'offline' : (status as PresenceRecord['status']), activities: read };
}

function readShard(value: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [id, count] = value as unknown[];
  return isInteger(count, 1, 100_000) && isInteger(id, 0, count - 1) ? [id, count] : undefined;
}

function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function updatePresence(connection: Connection, data: unknown): void {
  const d = asObject(data);
  const presence = readPresence(data);
  const since = d?.since;
  const wellFormed = since === null || since === undefined || typeof since === 'number';
  if (!connection.session || !presence || !wellFormed || typeof d?.afk !== 'boolean') {
    refuse(connection);
    return;
  }
  setPresence(connection.hub.world, connection.session.bot.user, presence);
}

/** The guild that a command names, if the session's shard has it. */
function ownGuild(connection: Connection, session: Session, guildId: unknown): GuildRecord | undefined {
  if (typeof guildId !== 'string') return undefined;
  const guild = connection.hub.world.guilds.get(guildId);
  return guild?.members.has(session.bot.user.id) === true && session.covers(guild) ? guild : undefined;
}

function updateVoiceState(connection: Connection, data: unknown): void {
  const { hub, session } = connection;
  const d = asObject(data);
  const { self_mute: selfMute, self_deaf: selfDeaf, channel_id: channelId, guild_id: guildId } = d ?? {};
  const booleans = typeof selfMute === 'boolean' && typeof selfDeaf === 'boolean';
  const named = channelId === null || typeof channelId === 'string';
  if (!session || typeof guildId !== 'string' || !booleans || !named) {
    refuse(connection);
    return;
  }
  const guild = ownGuild(connection, session, guildId);
  if (!guild) return;
  const userId = session.bot.user.id;
  if (channelId === null) {
    leaveVoice(hub.world, guild, userId);
    return;
  }
  const channel = guild.channels.get(channelId);
  const before = guild.voiceStates.get(userId);
  if (!channel || !isVoice(channel)) return;
  const permissions = hub.world.permissionsIn(userId, channel);
  const moves = before?.channelId !== channel.id;
  const full = channel.userLimit > 0 && occupants(guild, channel.id) >= channel.userLimit;
  // Discord says nothing at all to who may not come in.
  if (!(permissions & PermissionFlagsBits.Connect)) return;
  if (moves && full && !(permissions & PermissionFlagsBits.MoveMembers)) return;
  joinVoice(hub.world, guild, userId, channel, { selfMute, selfDeaf, sessionId: session.id });
  if (moves) sendVoiceServer(hub.world, guild, userId);
}

function requestMembers(connection: Connection, data: unknown): void {
  const { hub, session } = connection;
  const d = asObject(data);
  const { query, user_ids: userIds, limit } = d ?? {};
  const wanted = typeof userIds === 'string' ? [userIds] : userIds;
  const byName = typeof query === 'string' && isInteger(limit, 0, Number.MAX_SAFE_INTEGER) && userIds === undefined;
  const byId = Array.isArray(wanted) && wanted.length <= 100 && query === undefined;
  if (!session || typeof d?.guild_id !== 'string' || (!byName && !byId)) {
    refuse(connection);
    return;
  }
  const guild = ownGuild(connection, session, d.guild_id);
  if (!guild) return;
  const nonce = typeof d.nonce === 'string' && Buffer.byteLength(d.nonce) <= 32 ? d.nonce : undefined;
  const presences = d.presences === true && (session.intents & GatewayIntentBits.GuildPresences) !== 0;
  if (byId) {
    const ids = wanted.map(String);
    const found = ids.map((id) => guild.members.get(id)).filter((member) => member !== undefined);
    sendChunks(session, guild, found, { nonce, presences, notFound: ids.filter((id) => !guild.members.has(id)) });
    return;
  }
  if (query === '' && limit === 0) {
    requestEverybody(connection, session, guild, { nonce, presences });
    return;
  }
  const prefix = String(query).toLowerCase();
  const found = [...guild.members.values()].filter(({ nick, user }) =>
    [user.username, user.globalName, nick].some((name) => name?.toLowerCase().startsWith(prefix) === true),
  );
  sendChunks(session, guild, found.slice(0, Math.min(100, Number(limit) || 100)), { nonce, presences });
  hub.logger.debug('members were asked for by name', { guild: guild.name, found: found.length });
}

function requestEverybody(
  connection: Connection,
  session: Session,
  guild: GuildRecord,
  answer: { nonce: string | undefined; presences: boolean },
): void {
  const { hub } = connection;
  if (!(session.intents & GatewayIntentBits.GuildMembers)) {
    hub.logger.warn('the whole member list was asked for without the GuildMembers intent', { bot: session.bot.name });
    return;
  }
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

function requestSoundboardSounds(connection: Connection, data: unknown): void {
  const { session } = connection;
  const guildIds = asObject(data)?.guild_ids;
  if (!session || !Array.isArray(guildIds)) {
    refuse(connection);
    return;
  }
  for (const guildId of guildIds) {
    const guild = ownGuild(connection, session, guildId);
    if (guild) session.dispatch('SOUNDBOARD_SOUNDS', JSON.stringify({ guild_id: guild.id, soundboard_sounds: [] }));
  }
}

function requestChannelInfo(connection: Connection, data: unknown): void {
  const { session } = connection;
  const d = asObject(data);
  const fields = d?.fields;
  if (!session || typeof d?.guild_id !== 'string' || !Array.isArray(fields)) {
    refuse(connection);
    return;
  }
  const guild = ownGuild(connection, session, d.guild_id);
  if (!guild) return;
  const channels = [...guild.channels.values()].filter(isVoice).map(({ id }) => ({
    id,
    ...(fields.includes('status') ? { status: null } : {}),
    ...(fields.includes('voice_start_time') ? { voice_start_time: null } : {}),
  }));
  session.dispatch('CHANNEL_INFO', JSON.stringify({ guild_id: guild.id, channels }));
}

/**
 * What clients may ask of the gateway, opcode by opcode, and how strictly.
 * https://discord.com/developers/docs/events/gateway-events#send-events
 */
import { GatewayCloseCodes, GatewayOpcodes, PermissionFlagsBits } from 'discord-api-types/v10';
import { renderSound } from '../world/expressions';
import { type GuildRecord, type PresenceRecord } from '../world/records';
import { isVoice } from '../world/channels';
import { setPresence } from '../world/users';
import { joinVoice, leaveVoice, occupants } from '../world/voice';
import { type Connection } from './connection';
import { asObject, isInteger, isListOfTexts, ownGuild, refuse } from './command-reading';
import { ALL_INTENTS, disallowedIntents } from './intents';
import { requestMembers } from './member-requests';

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
  const { world } = hub;
  const place = (): void => {
    joinVoice(world, guild, userId, channel, { selfMute, selfDeaf, sessionId: session.id });
  };
  // Who stays where it is hears of a server only when it needs one.
  const isNew = moves || before.sessionId !== session.id || world.voice?.lacksServer(guild, userId) === true;
  if (isNew && world.voice) {
    world.voice.join(guild, { userId, channelId: channel.id, sessionId: session.id }, place);
  } else place();
}

function requestSoundboardSounds(connection: Connection, data: unknown): void {
  const { session } = connection;
  const guildIds = asObject(data)?.guild_ids;
  if (!session || !isListOfTexts(guildIds)) {
    refuse(connection);
    return;
  }
  for (const guildId of new Set(guildIds)) {
    const guild = ownGuild(connection, session, guildId);
    if (guild) session.dispatch('SOUNDBOARD_SOUNDS', JSON.stringify(soundsOf(guild)));
  }
}

function soundsOf(guild: GuildRecord): object {
  const sounds = [...guild.sounds.values()].map((sound) => renderSound(sound));
  return { guild_id: guild.id, soundboard_sounds: sounds };
}

function requestChannelInfo(connection: Connection, data: unknown): void {
  const { session } = connection;
  const d = asObject(data);
  const fields = d?.fields;
  if (!session || typeof d?.guild_id !== 'string' || !isListOfTexts(fields)) {
    refuse(connection);
    return;
  }
  const guild = ownGuild(connection, session, d.guild_id);
  if (!guild) return;
  const { world } = connection.hub;
  const seen = [...guild.channels.values()].filter(
    (channel) => isVoice(channel) && world.maySee(session.bot.user.id, channel),
  );
  const channels = seen.map(({ id, settings }) => ({
    id,
    ...(fields.includes('status') ? { status: settings.voiceStatus } : {}),
    ...(fields.includes('voice_start_time') ? { voice_start_time: settings.voiceStartS } : {}),
  }));
  session.dispatch('CHANNEL_INFO', JSON.stringify({ guild_id: guild.id, channels }));
}

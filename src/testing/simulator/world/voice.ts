/** Who is in which voice channel. What is said there goes through the voice servers, which are told of what happens here. */
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { hexText } from '../random';
import { type ChannelRecord, type GuildRecord, type VoiceStateRecord } from './records';
import { renderVoiceState } from './render';
import { type World } from './world';

export interface VoiceFlags {
  readonly selfMute?: boolean | undefined;
  readonly selfDeaf?: boolean | undefined;
  /** The gateway session that speaks for the user; people get one made up. */
  readonly sessionId?: string | undefined;
}

/** Joins, moves, or changes flags; tells everybody. */
export function joinVoice(
  world: World,
  guild: GuildRecord,
  userId: string,
  channel: ChannelRecord,
  voice: VoiceFlags = {},
): VoiceStateRecord {
  const before = guild.voiceStates.get(userId);
  const stays = before?.channelId === channel.id;
  const state: VoiceStateRecord = {
    userId,
    channelId: channel.id,
    sessionId: voice.sessionId ?? before?.sessionId ?? hexText(world.random),
    selfMute: voice.selfMute ?? before?.selfMute ?? false,
    selfDeaf: voice.selfDeaf ?? before?.selfDeaf ?? false,
    selfVideo: before?.selfVideo ?? false,
    selfStream: before?.selfStream ?? false,
    suppress: stays ? before.suppress : comesSilent(world, guild, userId, channel),
    requestToSpeakAt: stays ? before.requestToSpeakAt : null,
  };
  guild.voiceStates.set(userId, state);
  publish(world, guild, state, channel.id);
  if (before && !stays) keepStartTime(world, guild, before.channelId);
  keepStartTime(world, guild, channel.id);
  world.voice?.placed(guild, state);
  return state;
}

/** Who comes to a stage is in its audience, moderators too. Elsewhere the permission of that moment counts, until somebody comes anew. */
function comesSilent(world: World, guild: GuildRecord, userId: string, channel: ChannelRecord): boolean {
  if (channel.type === ChannelType.GuildStageVoice || channel.id === guild.afkChannelId) return true;
  return (world.permissionsIn(userId, channel) & PermissionFlagsBits.Speak) === 0n;
}

/** Tells everybody how a user's voice state is now. */
export function tellVoiceState(world: World, guild: GuildRecord, state: VoiceStateRecord): void {
  publish(world, guild, state, state.channelId);
}

/**
 * Lets somebody speak on a stage, or only listen, by the will of a moderator. A person is invited by that: the time in their
 * state shows it. Bots need no asking, and their raised hand stays in their state.
 */
export function placeOnStage(world: World, guild: GuildRecord, state: VoiceStateRecord, suppress: boolean): void {
  const isPerson = world.users.get(state.userId)?.bot !== true;
  const requestToSpeakAt = suppress ? null : isPerson ? world.timestamp() : undefined;
  editVoiceState(world, guild, state, { suppress, requestToSpeakAt });
}

/** Moves somebody between the audience and the speakers of a stage, or raises a hand. */
export function editVoiceState(
  world: World,
  guild: GuildRecord,
  state: VoiceStateRecord,
  changes: { suppress?: boolean | undefined; requestToSpeakAt?: string | null | undefined },
): void {
  if (changes.suppress !== undefined) state.suppress = changes.suppress;
  if (changes.requestToSpeakAt !== undefined) state.requestToSpeakAt = changes.requestToSpeakAt;
  tellVoiceState(world, guild, state);
}

/** Mutes or deafens oneself, or switches a camera or a stream on. */
export function setOwnVoice(
  world: World,
  guild: GuildRecord,
  state: VoiceStateRecord,
  flags: Partial<Pick<VoiceStateRecord, 'selfMute' | 'selfDeaf' | 'selfVideo' | 'selfStream'>>,
): void {
  Object.assign(state, flags);
  tellVoiceState(world, guild, state);
}

export function leaveVoice(world: World, guild: GuildRecord, userId: string): void {
  const state = guild.voiceStates.get(userId);
  if (!state) return;
  guild.voiceStates.delete(userId);
  publish(world, guild, state, null);
  keepStartTime(world, guild, state.channelId);
  world.voice?.left(guild, state);
}

/** Voice in a channel begins when the first comes, and is over when the last goes; its status goes with it. */
function keepStartTime(world: World, guild: GuildRecord, channelId: string): void {
  const channel = guild.channels.get(channelId);
  if (!channel) return;
  const isOn = occupants(guild, channelId) > 0;
  if (isOn === (channel.settings.voiceStartS !== null)) return;
  channel.settings.voiceStartS = isOn ? Math.floor(world.clock.wallMs() / 1_000) : null;
  const audience = { kind: 'guild', guildId: guild.id, channelId } as const;
  const where = { id: channelId, guild_id: guild.id };
  world.publish({
    name: 'VOICE_CHANNEL_START_TIME_UPDATE',
    audience,
    data: { ...where, voice_start_time: channel.settings.voiceStartS },
  });
  if (isOn || channel.settings.voiceStatus === null) return;
  channel.settings.voiceStatus = null;
  world.publish({ name: 'VOICE_CHANNEL_STATUS_UPDATE', audience, data: { ...where, status: null } });
}

/** How many people are in a voice channel. */
export function occupants(guild: GuildRecord, channelId: string): number {
  let count = 0;
  for (const state of guild.voiceStates.values()) if (state.channelId === channelId) count += 1;
  return count;
}

/** Tells one bot where its voice server is: its own, or what a test says; `null` while the server moves. */
export function sendVoiceServer(world: World, guild: GuildRecord, userId: string, endpoint?: string | null): void {
  if (endpoint === undefined) world.voice?.sendServer(guild, userId);
  else publishVoiceServer(world, guild, userId, { token: hexText(world.random, 16), endpoint });
}

export function publishVoiceServer(
  world: World,
  guild: GuildRecord,
  userId: string,
  server: { readonly token: string; readonly endpoint: string | null },
): void {
  world.publish({
    name: 'VOICE_SERVER_UPDATE',
    audience: { kind: 'users', userIds: [userId], guildId: guild.id },
    data: { token: server.token, guild_id: guild.id, endpoint: server.endpoint },
  });
}

function publish(world: World, guild: GuildRecord, state: VoiceStateRecord, channelId: string | null): void {
  world.publish({
    name: 'VOICE_STATE_UPDATE',
    audience: { kind: 'guild', guildId: guild.id },
    data: renderVoiceState(guild, state, channelId),
  });
}

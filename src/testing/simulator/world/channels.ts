/** Channels of guilds: made, changed, moved and removed; overwrites; who is typing. */
import { ChannelType } from 'discord-api-types/v10';
import { type ChannelSettings, newChannelSettings } from './channel-settings';
import { forgetInvitesOf } from './invites';
import { publishGuildUpdate } from './guild-update';
import { channelAudience, guildOf } from './messages';
import { type ChannelRecord, type GuildRecord, type OverwriteRecord, type UserRecord } from './records';
import { renderChannel, renderMember } from './render';
import { closeStage } from './stages';
import { isThread } from './thread-record';
import { forgetThreadsOf, syncThreads } from './threads';
import { leaveVoice } from './voice';
import { forgetWebhooksOf } from './webhooks';
import { type World } from './world';

export interface ChannelDraft {
  readonly name: string;
  readonly type?: ChannelType | undefined;
  readonly topic?: string | null | undefined;
  readonly position?: number | undefined;
  readonly parentId?: string | null | undefined;
  readonly nsfw?: boolean | undefined;
  readonly slowmodeS?: number | undefined;
  readonly bitrate?: number | undefined;
  readonly userLimit?: number | undefined;
  readonly rtcRegion?: string | null | undefined;
  readonly overwrites?: readonly OverwriteRecord[] | undefined;
  readonly settings?: Partial<ChannelSettings> | undefined;
}

/** Types whose channels can be spoken in. */
export function isVoice(channel: ChannelRecord): boolean {
  return channel.type === ChannelType.GuildVoice || channel.type === ChannelType.GuildStageVoice;
}

/** Types whose channels hold messages; a forum holds only threads, a category nothing. */
export function holdsMessages(channel: ChannelRecord): boolean {
  return (
    channel.type === ChannelType.GuildText ||
    channel.type === ChannelType.GuildAnnouncement ||
    channel.type === ChannelType.DM ||
    channel.type === ChannelType.GroupDM ||
    isThread(channel) ||
    isVoice(channel)
  );
}

export function createChannel(world: World, guild: GuildRecord, draft: ChannelDraft): ChannelRecord {
  const type = draft.type ?? ChannelType.GuildText;
  const parent = guild.channels.get(draft.parentId ?? '');
  const channel: ChannelRecord = {
    id: world.ids.next(),
    type,
    guildId: guild.id,
    name: draft.name,
    topic: draft.topic ?? null,
    position: draft.position ?? guild.channels.size,
    parentId: draft.parentId ?? null,
    nsfw: draft.nsfw ?? false,
    slowmodeS: draft.slowmodeS ?? 0,
    bitrate: draft.bitrate ?? 64_000,
    userLimit: draft.userLimit ?? 0,
    rtcRegion: draft.rtcRegion ?? null,
    // A channel without overwrites of its own takes those of its category.
    overwrites: copyOverwrites(draft.overwrites ?? parent?.overwrites.values() ?? []),
    recipients: [],
    lastMessageId: null,
    lastPinAt: null,
    messages: new Map(),
    settings: { ...newChannelSettings(), ...draft.settings },
  };
  guild.channels.set(channel.id, channel);
  world.channels.set(channel.id, channel);
  publishChannel(world, 'CHANNEL_CREATE', channel);
  return channel;
}

export function editChannel(world: World, channel: ChannelRecord, changes: Partial<ChannelDraft>): void {
  const seenBy = changes.overwrites ? viewers(world, channel) : undefined;
  const regionBefore = channel.rtcRegion;
  if (changes.name !== undefined) channel.name = changes.name;
  if (changes.type !== undefined) channel.type = changes.type;
  if (changes.topic !== undefined) channel.topic = changes.topic;
  if (changes.position !== undefined) channel.position = changes.position;
  if (changes.parentId !== undefined) channel.parentId = changes.parentId;
  if (changes.nsfw !== undefined) channel.nsfw = changes.nsfw;
  if (changes.slowmodeS !== undefined) channel.slowmodeS = changes.slowmodeS;
  if (changes.bitrate !== undefined) channel.bitrate = changes.bitrate;
  if (changes.userLimit !== undefined) channel.userLimit = changes.userLimit;
  if (changes.rtcRegion !== undefined) channel.rtcRegion = changes.rtcRegion;
  if (changes.overwrites) channel.overwrites = copyOverwrites(changes.overwrites);
  Object.assign(channel.settings, changes.settings);
  publishChannel(world, 'CHANNEL_UPDATE', channel);
  if (seenBy) tellNewViewers(world, channel, seenBy);
  const guild = world.guildOf(channel);
  if (guild && channel.rtcRegion !== regionBefore) world.voice?.regionChanged(guild, channel);
}

/** Puts a channel in another place among those of its guild; the others make room, and all that moved are told. */
export function moveChannel(world: World, guild: GuildRecord, channel: ChannelRecord, position: number): void {
  const others = [...guild.channels.values()]
    .filter((each) => each !== channel)
    .sort((a, b) => a.position - b.position);
  others.splice(position, 0, channel);
  others.forEach((each, index) => {
    if (each.position !== index) editChannel(world, each, { position: index });
  });
}

/** Which bots may look into a channel; what people see is told to nobody. */
function viewers(world: World, channel: ChannelRecord): ReadonlySet<string> {
  return new Set([...world.bots.keys()].filter((userId) => world.maySee(userId, channel)));
}

/** Who came to see a channel learns of the threads in it. */
function tellNewViewers(world: World, channel: ChannelRecord, before: ReadonlySet<string>): void {
  const guild = world.guildOf(channel);
  if (!guild) return;
  const gained = [...viewers(world, channel)].filter((userId) => !before.has(userId));
  if (gained.length > 0) syncThreads(world, guild, channel, gained);
}

function copyOverwrites(overwrites: Iterable<OverwriteRecord>): Map<string, OverwriteRecord> {
  return new Map([...overwrites].map((overwrite) => [overwrite.id, { ...overwrite }]));
}

export function deleteChannel(world: World, channel: ChannelRecord): void {
  const guild = world.guildOf(channel);
  if (!guild) return;
  guild.channels.delete(channel.id);
  world.channels.delete(channel.id);
  forgetThreadsOf(world, guild, channel);
  forgetWebhooksOf(world, channel);
  forgetInvitesOf(world, channel);
  const hadPlace = forgetPlacesOf(guild, channel);
  const stage = world.stages.get(channel.id);
  if (stage) closeStage(world, stage);
  publishChannel(world, 'CHANNEL_DELETE', channel);
  for (const state of [...guild.voiceStates.values()]) {
    if (state.channelId === channel.id) leaveVoice(world, guild, state.userId);
  }
  world.voice?.channelGone(channel);
  for (const child of guild.channels.values()) {
    if (child.parentId === channel.id) editChannel(world, child, { parentId: null });
  }
  if (hadPlace) publishGuildUpdate(world, guild);
}

/** What the guild does in a channel by itself, it does no more when the channel is gone. Says whether it did anything. */
function forgetPlacesOf(guild: GuildRecord, { id }: ChannelRecord): boolean {
  const { settings } = guild;
  const places = [
    guild.afkChannelId,
    guild.systemChannelId,
    settings.rulesChannelId,
    settings.publicUpdatesChannelId,
    settings.safetyAlertsChannelId,
  ];
  if (guild.afkChannelId === id) guild.afkChannelId = null;
  if (guild.systemChannelId === id) guild.systemChannelId = null;
  if (settings.rulesChannelId === id) settings.rulesChannelId = null;
  if (settings.publicUpdatesChannelId === id) settings.publicUpdatesChannelId = null;
  if (settings.safetyAlertsChannelId === id) settings.safetyAlertsChannelId = null;
  return places.includes(id);
}

export function setOverwrite(world: World, channel: ChannelRecord, overwrite: OverwriteRecord): void {
  const seenBy = viewers(world, channel);
  channel.overwrites.set(overwrite.id, overwrite);
  publishChannel(world, 'CHANNEL_UPDATE', channel);
  tellNewViewers(world, channel, seenBy);
}

export function removeOverwrite(world: World, channel: ChannelRecord, overwriteId: string): void {
  const seenBy = viewers(world, channel);
  if (!channel.overwrites.delete(overwriteId)) return;
  publishChannel(world, 'CHANNEL_UPDATE', channel);
  tellNewViewers(world, channel, seenBy);
}

/** Changes what the people in a voice channel say they do. */
export function setVoiceStatus(world: World, channel: ChannelRecord, status: string | null): void {
  const { guildId } = channel;
  if (guildId === null) return;
  channel.settings.voiceStatus = status;
  world.publish({
    name: 'VOICE_CHANNEL_STATUS_UPDATE',
    audience: { kind: 'guild', guildId, channelId: channel.id },
    data: { id: channel.id, guild_id: guildId, status },
  });
}

/** Bots hear of every channel of their guilds, also of those they cannot look into. */
function publishChannel(world: World, name: string, channel: ChannelRecord): void {
  const { guildId } = channel;
  if (guildId === null) return;
  world.publish({ name, audience: { kind: 'guild', guildId }, data: renderChannel(channel) });
}

export function startTyping(world: World, channel: ChannelRecord, user: UserRecord): void {
  const member = world.guildOf(channel)?.members.get(user.id);
  world.publish({
    name: 'TYPING_START',
    audience: channelAudience(channel),
    data: {
      user_id: user.id,
      timestamp: Math.floor(world.clock.wallMs() / 1_000),
      ...(member ? { member: renderMember(member) } : {}),
      channel_id: channel.id,
      ...guildOf(channel),
    },
  });
}

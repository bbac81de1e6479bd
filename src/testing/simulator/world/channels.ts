/** Channels of guilds: made, changed, moved and removed; overwrites; who is typing. */
import { ChannelType } from 'discord-api-types/v10';
import { channelAudience, guildOf } from './messages';
import { type ChannelRecord, type GuildRecord, type OverwriteRecord, type UserRecord } from './records';
import { renderChannel, renderMember } from './render';
import { leaveVoice } from './voice';
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
  };
  guild.channels.set(channel.id, channel);
  world.channels.set(channel.id, channel);
  publishChannel(world, 'CHANNEL_CREATE', channel);
  return channel;
}

export function editChannel(world: World, channel: ChannelRecord, changes: Partial<ChannelDraft>): void {
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
  publishChannel(world, 'CHANNEL_UPDATE', channel);
}

function copyOverwrites(overwrites: Iterable<OverwriteRecord>): Map<string, OverwriteRecord> {
  return new Map([...overwrites].map((overwrite) => [overwrite.id, { ...overwrite }]));
}

export function deleteChannel(world: World, channel: ChannelRecord): void {
  const guild = world.guildOf(channel);
  if (!guild) return;
  guild.channels.delete(channel.id);
  world.channels.delete(channel.id);
  publishChannel(world, 'CHANNEL_DELETE', channel);
  for (const state of [...guild.voiceStates.values()]) {
    if (state.channelId === channel.id) leaveVoice(world, guild, state.userId);
  }
  for (const child of guild.channels.values()) {
    if (child.parentId === channel.id) editChannel(world, child, { parentId: null });
  }
}

export function setOverwrite(world: World, channel: ChannelRecord, overwrite: OverwriteRecord): void {
  channel.overwrites.set(overwrite.id, overwrite);
  publishChannel(world, 'CHANNEL_UPDATE', channel);
}

export function removeOverwrite(world: World, channel: ChannelRecord, overwriteId: string): void {
  if (channel.overwrites.delete(overwriteId)) publishChannel(world, 'CHANNEL_UPDATE', channel);
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

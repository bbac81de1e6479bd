/**
 * Who may do what: roles, then overwrites, then what the absence of one permission takes away with it.
 * https://discord.com/developers/docs/topics/permissions#permission-hierarchy
 */
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { type ChannelRecord, type GuildRecord, type MemberRecord } from './records';

/** Name of a permission, as Discord's documentation writes it in camel case. */
export type PermissionName = keyof typeof PermissionFlagsBits;

/** What a test may hand in wherever permissions are asked for. */
export type PermissionsInput = bigint | readonly PermissionName[];

const flags = PermissionFlagsBits;
/** Every permission that exists. */
export const ALL_PERMISSIONS = Object.values(flags).reduce((all, bit) => all | bit, 0n);

/** What stays of a member's permissions while a timeout runs. */
const TIMEOUT_MASK = flags.ViewChannel | flags.ReadMessageHistory;
/** What nobody can do who cannot send messages. */
const NEEDS_SENDING =
  flags.MentionEveryone | flags.SendTTSMessages | flags.AttachFiles | flags.EmbedLinks | flags.SendPolls;

/** What @everyone of a new guild may do. */
export const EVERYONE_PERMISSIONS = permissionBits([
  'CreateInstantInvite',
  'AddReactions',
  'Stream',
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'MentionEveryone',
  'UseExternalEmojis',
  'Connect',
  'Speak',
  'UseVAD',
  'ChangeNickname',
  'UseApplicationCommands',
  'RequestToSpeak',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'UseExternalStickers',
  'SendMessagesInThreads',
  'SendVoiceMessages',
  'SendPolls',
  'UseExternalApps',
]);

export function permissionBits(input: PermissionsInput): bigint {
  if (typeof input === 'bigint') return input;
  return input.reduce((bits, name) => bits | flags[name], 0n);
}

/** The names of the bits that are set. */
export function permissionNames(bits: bigint): PermissionName[] {
  return (Object.keys(flags) as PermissionName[]).filter((name) => (bits & flags[name]) !== 0n);
}

/** What a member may do in the guild, before any channel has its say. */
export function guildPermissions(guild: GuildRecord, member: MemberRecord, nowMs: number): bigint {
  if (guild.ownerId === member.user.id) return ALL_PERMISSIONS;
  let bits = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const roleId of member.roles) bits |= guild.roles.get(roleId)?.permissions ?? 0n;
  if (bits & flags.Administrator) return ALL_PERMISSIONS;
  return inTimeout(member, nowMs) ? bits & TIMEOUT_MASK : bits;
}

/** What a member may do in one channel. */
export function channelPermissions(
  guild: GuildRecord,
  channel: ChannelRecord,
  member: MemberRecord,
  nowMs: number,
): bigint {
  if (channel.thread) return threadPermissions(guild, channel, member, nowMs);
  return withoutImplied(overwritten(guild, channel, member, nowMs), channel.type);
}

/** What roles allow, after the channel's exceptions. */
function overwritten(guild: GuildRecord, channel: ChannelRecord, member: MemberRecord, nowMs: number): bigint {
  let bits = guildPermissions(guild, member, nowMs);
  if (bits === ALL_PERMISSIONS) return bits;
  const everyone = channel.overwrites.get(guild.id);
  if (everyone) bits = (bits & ~everyone.deny) | everyone.allow;
  let allow = 0n;
  let deny = 0n;
  for (const roleId of member.roles) {
    const overwrite = channel.overwrites.get(roleId);
    if (!overwrite) continue;
    allow |= overwrite.allow;
    deny |= overwrite.deny;
  }
  bits = (bits & ~deny) | allow;
  const own = channel.overwrites.get(member.user.id);
  if (own) bits = (bits & ~own.deny) | own.allow;
  return inTimeout(member, nowMs) ? bits & TIMEOUT_MASK : bits;
}

/**
 * A thread inherits all from its channel, but has a permission of its own for sending: here it takes the place of the
 * usual one. Into a private thread only its members look, and who manages threads.
 */
function threadPermissions(guild: GuildRecord, channel: ChannelRecord, member: MemberRecord, nowMs: number): bigint {
  const parent = guild.channels.get(channel.parentId ?? '');
  if (!parent) return 0n;
  let bits = overwritten(guild, parent, member, nowMs);
  const isPrivate = channel.type === ChannelType.PrivateThread;
  const isIn = channel.thread?.members.has(member.user.id) === true;
  if (isPrivate && !isIn && !(bits & flags.ManageThreads)) return 0n;
  const sends = (bits & flags.SendMessagesInThreads) !== 0n;
  bits = sends ? bits | flags.SendMessages : bits & ~flags.SendMessages;
  return withoutImplied(bits, channel.type);
}

function withoutImplied(bits: bigint, type: ChannelType): bigint {
  if (!(bits & flags.ViewChannel)) return 0n;
  const voice = type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice;
  if (voice && !(bits & flags.Connect)) return bits & flags.ViewChannel;
  return bits & flags.SendMessages ? bits : bits & ~NEEDS_SENDING;
}

function inTimeout(member: MemberRecord, nowMs: number): boolean {
  return member.timeoutUntil !== null && Date.parse(member.timeoutUntil) > nowMs;
}

/** The position of a member's highest role; the owner stands above every role. */
export function rank(guild: GuildRecord, member: MemberRecord): number {
  if (guild.ownerId === member.user.id) return Number.MAX_SAFE_INTEGER;
  let highest = 0;
  for (const roleId of member.roles) highest = Math.max(highest, guild.roles.get(roleId)?.position ?? 0);
  return highest;
}

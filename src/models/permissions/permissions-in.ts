/**
 * What a member may do, from payloads alone: in the guild, and in one of its channels.
 * https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
import { ChannelType, OverwriteType, PermissionFlagsBits as Bits } from 'discord-api-types/v10';
import { type GuildId, type RoleId, type UserId } from '../ids';
import { PermissionSet } from './permission-set';

/** What is read of a guild. A payload of Discord's fits. */
export interface PermissionGuild {
  readonly id: GuildId;
  readonly owner_id: UserId;
  readonly roles: readonly { readonly id: RoleId; readonly permissions: string }[];
}

/** What is read of a member. */
export interface PermissionMember {
  readonly userId: UserId;
  readonly roles: readonly RoleId[];
  /** ISO time until which the member is timed out. */
  readonly communication_disabled_until?: string | null | undefined;
}

/** What is read of a channel. For a thread, pass its parent's overwrites: a thread has none of its own. */
export interface PermissionChannel {
  readonly type: ChannelType;
  readonly permission_overwrites?:
    | readonly { readonly id: string; readonly type: OverwriteType; readonly allow: string; readonly deny: string }[]
    | undefined;
}

const ALL = PermissionSet.all;

/** What a timed-out member keeps. */
const WHILE_TIMED_OUT = Bits.ViewChannel | Bits.ReadMessageHistory;

/** Without the right to write, these mean nothing. */
const NEED_SENDING = Bits.MentionEveryone | Bits.SendTTSMessages | Bits.AttachFiles | Bits.EmbedLinks;

const VOICE_CHANNELS: readonly ChannelType[] = [ChannelType.GuildVoice, ChannelType.GuildStageVoice];
/** Kinds of channels that have no overwrites of their own. */
export const THREADS: readonly ChannelType[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

/**
 * What a member may do in a guild, channels apart.
 * @param nowMs milliseconds since 1970: a timeout may be over.
 */
export function permissionsInGuild(guild: PermissionGuild, member: PermissionMember, nowMs: number): PermissionSet {
  if (member.userId === guild.owner_id) return ALL;
  let bits = 0n;
  // The role of everyone has the guild's own id, and members do not list it.
  for (const role of guild.roles) {
    if (role.id === guild.id || member.roles.includes(role.id)) bits |= BigInt(role.permissions);
  }
  if (bits & Bits.Administrator) return ALL;
  return PermissionSet.from(isTimedOut(member, nowMs) ? bits & WHILE_TIMED_OUT : bits);
}

/**
 * What a member may do in a channel of the guild.
 * @param nowMs milliseconds since 1970: a timeout may be over.
 */
export function permissionsInChannel(
  guild: PermissionGuild,
  channel: PermissionChannel,
  member: PermissionMember,
  nowMs: number,
): PermissionSet {
  const inGuild = permissionsInGuild(guild, { ...member, communication_disabled_until: null }, nowMs);
  if (inGuild.has('Administrator')) return ALL;
  let { bits } = inGuild;
  const overwrites = channel.permission_overwrites ?? [];
  const apply = (allow: bigint, deny: bigint): void => {
    bits = (bits & ~deny) | allow;
  };
  const everyone = overwrites.find(({ id }) => id === guild.id);
  if (everyone) apply(BigInt(everyone.allow), BigInt(everyone.deny));
  let allow = 0n;
  let deny = 0n;
  for (const overwrite of overwrites) {
    if (overwrite.type !== OverwriteType.Role || overwrite.id === guild.id) continue;
    if (!member.roles.includes(overwrite.id)) continue;
    allow |= BigInt(overwrite.allow);
    deny |= BigInt(overwrite.deny);
  }
  apply(allow, deny);
  const own = overwrites.find(({ id, type }) => type === OverwriteType.Member && id === member.userId);
  if (own) apply(BigInt(own.allow), BigInt(own.deny));
  bits = withoutImplied(bits, channel.type);
  return PermissionSet.from(isTimedOut(member, nowMs) ? bits & WHILE_TIMED_OUT : bits);
}

/** Permissions that mean nothing without another one. */
function withoutImplied(bits: bigint, type: ChannelType): bigint {
  if (!(bits & Bits.ViewChannel)) return 0n;
  if (VOICE_CHANNELS.includes(type) && !(bits & Bits.Connect)) return bits & Bits.ViewChannel;
  const sending = THREADS.includes(type) ? Bits.SendMessagesInThreads : Bits.SendMessages;
  return bits & sending ? bits : bits & ~NEED_SENDING;
}

function isTimedOut({ communication_disabled_until: until }: PermissionMember, nowMs: number): boolean {
  return typeof until === 'string' && Date.parse(until) > nowMs;
}

/** What the simulated Discord remembers: plain records, changed only by the functions in this folder. */
import { type APIAttachment, type APIEmbed, type ChannelType, type MessageType } from 'discord-api-types/v10';

export interface UserRecord {
  readonly id: string;
  username: string;
  globalName: string | null;
  avatar: string | null;
  banner: string | null;
  readonly bot: boolean;
  /** Whether strangers that share a guild may write to this person. */
  acceptsDms: boolean;
  presence: PresenceRecord;
}

export interface PresenceRecord {
  status: 'online' | 'idle' | 'dnd' | 'offline';
  activities: object[];
}

/** A bot account and what its owner switched on for it. */
export interface BotRecord {
  readonly user: UserRecord;
  readonly name: string;
  readonly applicationId: string;
  /** Changes when Discord resets it. */
  token: string;
  readonly privilegedIntents: ReadonlySet<PrivilegedIntent>;
  /** What `GET /gateway/bot` recommends. */
  readonly shards: number;
  readonly permissions: bigint;
  readonly ownerId: string;
}

export type PrivilegedIntent = 'GuildMembers' | 'GuildPresences' | 'MessageContent';

export interface RoleRecord {
  readonly id: string;
  name: string;
  color: number;
  hoist: boolean;
  position: number;
  permissions: bigint;
  readonly managed: boolean;
  mentionable: boolean;
  readonly botId?: string;
}

export interface MemberRecord {
  readonly user: UserRecord;
  nick: string | null;
  roles: string[];
  readonly joinedAt: string;
  deaf: boolean;
  mute: boolean;
  pending: boolean;
  timeoutUntil: string | null;
}

export interface OverwriteRecord {
  readonly id: string;
  /** 0 a role, 1 a member. */
  readonly type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface ChannelRecord {
  readonly id: string;
  type: ChannelType;
  readonly guildId: string | null;
  name: string;
  topic: string | null;
  position: number;
  parentId: string | null;
  nsfw: boolean;
  slowmodeS: number;
  bitrate: number;
  userLimit: number;
  rtcRegion: string | null;
  overwrites: Map<string, OverwriteRecord>;
  /** The two people of a direct-message channel; empty in guilds. */
  readonly recipients: readonly UserRecord[];
  lastMessageId: string | null;
  lastPinAt: string | null;
  readonly messages: Map<string, MessageRecord>;
}

export interface EmojiRecord {
  readonly id: string | null;
  readonly name: string;
}

export interface ReactionRecord {
  readonly emoji: EmojiRecord;
  /** Who reacted, in order. */
  readonly userIds: Set<string>;
}

/** A file that was uploaded with a message. */
export interface FileRecord {
  readonly attachment: APIAttachment;
  readonly bytes: Buffer;
}

export interface MessageReferenceRecord {
  readonly type: 0 | 1;
  readonly messageId: string;
  readonly channelId: string;
  readonly guildId: string | null;
}

export interface MessageRecord {
  readonly id: string;
  readonly channel: ChannelRecord;
  readonly author: UserRecord;
  readonly type: MessageType;
  content: string;
  readonly timestamp: string;
  editedAt: string | null;
  readonly tts: boolean;
  mentionsEveryone: boolean;
  mentions: UserRecord[];
  mentionRoles: string[];
  files: FileRecord[];
  embeds: APIEmbed[];
  components: object[];
  readonly stickerIds: readonly string[];
  flags: number;
  readonly nonce: string | number | null;
  readonly reactions: Map<string, ReactionRecord>;
  readonly reference: MessageReferenceRecord | null;
  pinnedAt: string | null;
}

export interface BanRecord {
  readonly user: UserRecord;
  readonly reason: string | null;
}

export interface VoiceStateRecord {
  readonly userId: string;
  channelId: string;
  sessionId: string;
  selfMute: boolean;
  selfDeaf: boolean;
  suppress: boolean;
}

export interface AuditLogRecord {
  readonly id: string;
  readonly userId: string;
  readonly targetId: string | null;
  /** https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object-audit-log-events */
  readonly actionType: number;
  /** What `X-Audit-Log-Reason` said, decoded. */
  readonly reason: string | null;
}

export interface GuildRecord {
  readonly id: string;
  name: string;
  ownerId: string;
  icon: string | null;
  description: string | null;
  verificationLevel: number;
  defaultMessageNotifications: number;
  explicitContentFilter: number;
  afkChannelId: string | null;
  afkTimeoutS: number;
  systemChannelId: string | null;
  preferredLocale: string;
  /** `true` while the guild plays an outage. */
  unavailable: boolean;
  readonly roles: Map<string, RoleRecord>;
  readonly channels: Map<string, ChannelRecord>;
  readonly members: Map<string, MemberRecord>;
  readonly bans: Map<string, BanRecord>;
  readonly voiceStates: Map<string, VoiceStateRecord>;
  readonly auditLog: AuditLogRecord[];
}

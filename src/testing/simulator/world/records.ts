/** What the simulated Discord remembers: plain records, changed only by the functions in this folder. */
import { type APIAttachment, type APIEmbed, type ChannelType, type MessageType } from 'discord-api-types/v10';
import { type AutoModerationRuleRecord } from './auto-moderation';
import { type ChannelSettings } from './channel-settings';
import { type GuildEmojiRecord, type SoundRecord, type StickerRecord } from './expressions';
import { type GuildSettings } from './guild-settings';
import { type GroupRecord } from './group-dms';
import { type IntegrationRecord } from './integrations';
import { type InteractionMetadata } from './interaction-record';
import { type JoinRequestRecord } from './join-requests';
import { type NewcomerRecord } from './onboarding';
import { type PollRecord } from './polls';
import { type ScheduledEventRecord } from './scheduled-events';
import { type TemplateRecord } from './templates';
import { type ThreadChannel, type ThreadRecord } from './thread-record';

export interface UserRecord {
  readonly id: string;
  username: string;
  globalName: string | null;
  avatar: string | null;
  banner: string | null;
  readonly bot: boolean;
  /** Whether strangers that share a guild may write to this person. */
  acceptsDms: boolean;
  /** The language that the person reads Discord in; `en-US` when nothing is said. */
  locale?: string;
  presence: PresenceRecord;
  /** Accounts elsewhere that the person linked. */
  readonly connections: ConnectionRecord[];
}

/** https://discord.com/developers/docs/resources/user#connection-object */
export interface ConnectionRecord {
  readonly id: string;
  readonly name: string;
  /** The service, for instance `github`. */
  readonly type: string;
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
  privilegedIntents: ReadonlySet<PrivilegedIntent>;
  /** What `GET /gateway/bot` recommends. */
  shards: number;
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
  /** The other end of a gradient. */
  secondaryColor: number | null;
  /** Set for holographic roles only. */
  tertiaryColor: number | null;
  icon: string | null;
  unicodeEmoji: string | null;
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
  avatar: string | null;
  banner: string | null;
  bio: string | null;
  /** https://discord.com/developers/docs/resources/guild#guild-member-object-guild-member-flags */
  flags: number;
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
  /** The people of a conversation outside guilds; empty in guilds. */
  recipients: readonly UserRecord[];
  lastMessageId: string | null;
  lastPinAt: string | null;
  readonly messages: Map<string, MessageRecord>;
  readonly settings: ChannelSettings;
  /** Set when the channel is a thread. */
  readonly thread?: ThreadRecord;
  /** Set when the channel is a conversation of several people. */
  readonly group?: GroupRecord;
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
  /** Null when it points to a channel only. */
  readonly messageId: string | null;
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
  /** Set when a webhook wrote it; the author is then no account. */
  readonly webhook?: { readonly id: string; readonly applicationId: string | null } | undefined;
  poll?: PollRecord | undefined;
  /** Set when an application wrote it to answer an interaction. */
  readonly interaction?: InteractionMetadata | undefined;
  /** The one person who sees it; `undefined` for what everybody in the channel sees. */
  readonly visibleTo?: UserRecord | undefined;
  /** What was forwarded, as it was then. */
  readonly snapshots?: readonly object[] | undefined;
  /** Copies in channels that follow this one. */
  crossposts?: MessageRecord[];
  /** How many messages a thread had had when this one came. */
  readonly position?: number | undefined;
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
  selfVideo: boolean;
  selfStream: boolean;
  suppress: boolean;
  /** When the user raised a hand on a stage. */
  requestToSpeakAt: string | null;
}

export interface AuditLogChange {
  readonly key: string;
  readonly new_value?: unknown;
  readonly old_value?: unknown;
}

export interface AuditLogRecord {
  readonly id: string;
  readonly userId: string;
  readonly targetId: string | null;
  /** https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object-audit-log-events */
  readonly actionType: number;
  /** What `X-Audit-Log-Reason` said, decoded. */
  readonly reason: string | null;
  readonly changes?: readonly AuditLogChange[] | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
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
  readonly threads: Map<string, ThreadChannel>;
  readonly members: Map<string, MemberRecord>;
  readonly bans: Map<string, BanRecord>;
  readonly voiceStates: Map<string, VoiceStateRecord>;
  readonly auditLog: AuditLogRecord[];
  readonly settings: GuildSettings;
  readonly emojis: Map<string, GuildEmojiRecord>;
  readonly stickers: Map<string, StickerRecord>;
  readonly sounds: Map<string, SoundRecord>;
  readonly scheduledEvents: Map<string, ScheduledEventRecord>;
  readonly autoModeration: Map<string, AutoModerationRuleRecord>;
  /** By code. */
  readonly templates: Map<string, TemplateRecord>;
  readonly integrations: Map<string, IntegrationRecord>;
  readonly joinRequests: Map<string, JoinRequestRecord>;
  /** What newcomers are shown. */
  readonly newcomers: NewcomerRecord;
}

/** Applications: what the developer portal holds beside the bot account. */
import { createHash } from 'node:crypto';
import { type SigningKey, signingKeyOf } from '../outbound/signing-key';
import { type CommandPermission, type CommandRecord } from './commands';
import { type EntitlementRecord, type SkuRecord, type SubscriptionRecord } from './monetization';
import { type BotRecord, type PrivilegedIntent, type UserRecord } from './records';
import { renderUser } from './render-user';
import { type World } from './world';

/** What the application asks for when it is installed. */
export interface InstallParams {
  readonly scopes: readonly string[];
  readonly permissions: bigint;
}

export interface ApplicationEmojiRecord {
  readonly id: string;
  name: string;
  readonly animated: boolean;
  readonly user: UserRecord;
}

/** https://discord.com/developers/docs/resources/application-role-connection-metadata */
export interface RoleConnectionMetadata {
  readonly type: number;
  readonly key: string;
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null | undefined;
  readonly description: string;
  readonly description_localizations?: Readonly<Record<string, string>> | null | undefined;
}

export interface RoleConnectionRecord {
  readonly platformName: string | null;
  readonly platformUsername: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An activity that people play together in a channel. */
export interface ActivityRecord {
  readonly instanceId: string;
  readonly launchId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly userIds: readonly string[];
}

/** A file that was uploaded for an activity. */
export interface UploadRecord {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface ApplicationRecord {
  readonly id: string;
  readonly bot: BotRecord;
  readonly clientSecret: string;
  /** What Discord signs with, where it sends something to the application. Made when it is first needed. */
  readonly signingKey: SigningKey;
  /** Hears interactions in this process, in place of gateway and address. */
  receiver: ((payload: object) => void) | undefined;
  description: string;
  icon: string | null;
  coverImage: string | null;
  tags: readonly string[];
  interactionsUrl: string | null;
  roleConnectionsUrl: string | null;
  customInstallUrl: string | null;
  installParams: InstallParams | null;
  /** By installation: 0 in guilds, 1 for users. */
  integrationTypes: Readonly<Record<string, InstallParams | null>>;
  eventWebhooksUrl: string | null;
  eventWebhooksStatus: number;
  eventWebhooksTypes: readonly string[];
  explicitContentFilter: number;
  maxParticipants: number | null;
  /** Where OAuth2 may send people back to. */
  readonly redirectUris: string[];
  /** Ids of people who installed it for themselves. */
  readonly installedBy: Set<string>;
  readonly commands: Map<string, CommandRecord>;
  /** By guild, then by command (or the application itself). */
  readonly commandPermissions: Map<string, Map<string, readonly CommandPermission[]>>;
  readonly emojis: Map<string, ApplicationEmojiRecord>;
  readonly skus: Map<string, SkuRecord>;
  readonly entitlements: Map<string, EntitlementRecord>;
  readonly subscriptions: Map<string, SubscriptionRecord>;
  metadata: readonly RoleConnectionMetadata[];
  /** By user. */
  readonly roleConnections: Map<string, RoleConnectionRecord>;
  readonly activities: Map<string, ActivityRecord>;
  readonly uploads: Map<string, UploadRecord>;
}

/** Registers the application of a new bot. */
export function createApplication(world: World, bot: BotRecord): ApplicationRecord {
  let key: SigningKey | undefined;
  const application: ApplicationRecord = {
    id: bot.applicationId,
    bot,
    // Out of the id, not of the world's randomness, which every test with a seed counts on.
    clientSecret: createHash('sha256').update(bot.applicationId).digest('base64url').slice(0, 32),
    get signingKey() {
      return (key ??= signingKeyOf(bot.applicationId));
    },
    receiver: undefined,
    description: '',
    icon: null,
    coverImage: null,
    tags: [],
    interactionsUrl: null,
    roleConnectionsUrl: null,
    customInstallUrl: null,
    installParams: null,
    integrationTypes: { 0: null },
    eventWebhooksUrl: null,
    eventWebhooksStatus: 1,
    eventWebhooksTypes: [],
    explicitContentFilter: 0,
    maxParticipants: null,
    redirectUris: [],
    installedBy: new Set(),
    commands: new Map(),
    commandPermissions: new Map(),
    emojis: new Map(),
    skus: new Map(),
    entitlements: new Map(),
    subscriptions: new Map(),
    metadata: [],
    roleConnections: new Map(),
    activities: new Map(),
    uploads: new Map(),
  };
  world.applications.set(application.id, application);
  return application;
}

const LIMITED_INTENTS: readonly (readonly [PrivilegedIntent, number])[] = [
  ['GuildPresences', 1 << 13],
  ['GuildMembers', 1 << 15],
  ['MessageContent', 1 << 19],
];

/** The flags that show which privileged intents are switched on. */
export function applicationFlags(bot: BotRecord): number {
  return LIMITED_INTENTS.reduce((flags, [intent, bit]) => (bot.privilegedIntents.has(intent) ? flags | bit : flags), 0);
}

/** Switches privileged intents on and off; other flags nobody can change. */
export function setApplicationFlags(bot: BotRecord, flags: number): void {
  bot.privilegedIntents = new Set(LIMITED_INTENTS.flatMap(([intent, bit]) => (flags & bit ? [intent] : [])));
}

function renderInstallParams(params: InstallParams): object {
  return { scopes: params.scopes, permissions: params.permissions.toString() };
}

/** What anybody may know of an application. */
export function renderApplication(application: ApplicationRecord): object {
  const { bot, installParams } = application;
  const flags = applicationFlags(bot);
  return {
    id: application.id,
    name: bot.name,
    icon: application.icon,
    description: application.description,
    type: null,
    bot: renderUser(bot.user),
    flags,
    flags_new: String(flags),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: application.signingKey.publicKey,
    ...(application.coverImage === null ? {} : { cover_image: application.coverImage }),
    ...(application.tags.length > 0 ? { tags: application.tags } : {}),
    ...(application.customInstallUrl === null ? {} : { custom_install_url: application.customInstallUrl }),
    ...(installParams ? { install_params: renderInstallParams(installParams) } : {}),
    integration_types_config: Object.fromEntries(
      Object.entries(application.integrationTypes).map(([type, params]) => [
        type,
        params ? { oauth2_install_params: renderInstallParams(params) } : {},
      ]),
    ),
    max_participants: application.maxParticipants,
  };
}

/** What only the application itself may know. */
export function renderOwnApplication(world: World, application: ApplicationRecord): object {
  const { bot } = application;
  const owner = world.users.get(bot.ownerId);
  return {
    ...renderApplication(application),
    ...(owner ? { owner: renderUser(owner) } : {}),
    team: null,
    approximate_guild_count: [...world.guilds.values()].filter((guild) => guild.members.has(bot.user.id)).length,
    approximate_user_install_count: application.installedBy.size,
    approximate_user_authorization_count: 0,
    explicit_content_filter: application.explicitContentFilter,
    eligible_oauth2_scopes: [],
    redirect_uris: application.redirectUris,
    interactions_endpoint_url: application.interactionsUrl,
    role_connections_verification_url: application.roleConnectionsUrl,
    event_webhooks_url: application.eventWebhooksUrl,
    event_webhooks_status: application.eventWebhooksStatus,
    event_webhooks_types: application.eventWebhooksTypes,
  };
}

export function renderApplicationEmoji(emoji: ApplicationEmojiRecord): object {
  return {
    id: emoji.id,
    name: emoji.name,
    user: renderUser(emoji.user),
    roles: [],
    require_colons: true,
    managed: false,
    animated: emoji.animated,
    available: true,
  };
}

/** https://discord.com/developers/docs/resources/application#get-application-activity-instance */
export function renderActivity(application: ApplicationRecord, activity: ActivityRecord): object {
  const { channelId, guildId } = activity;
  return {
    application_id: application.id,
    instance_id: activity.instanceId,
    launch_id: activity.launchId,
    location:
      guildId === null
        ? { id: `pc-${channelId}`, kind: 'pc', channel_id: channelId }
        : { id: `gc-${guildId}-${channelId}`, kind: 'gc', channel_id: channelId, guild_id: guildId },
    users: activity.userIds,
  };
}

export function renderUpload(world: World, application: ApplicationRecord, upload: UploadRecord): object {
  const url = `${world.baseUrl}/ephemeral-attachments/${application.id}/${upload.id}/${encodeURIComponent(upload.filename)}`;
  return {
    id: upload.id,
    filename: upload.filename,
    size: upload.bytes.length,
    url,
    proxy_url: url,
    content_type: upload.contentType,
    ephemeral: true,
  };
}

/** What a route works with: who asks, for what, and the checks that most routes begin with. */
import { PermissionFlagsBits, RESTJSONErrorCodes } from 'discord-api-types/v10';
import { type LoggedFile, plainQuery } from '../log';
import { type PermissionName, rank } from '../world/permissions';
import { type AuditDetail, logAudit } from '../world/audit-log';
import {
  type BotRecord,
  type ChannelRecord,
  type GuildRecord,
  type MemberRecord,
  type MessageRecord,
  type UserRecord,
} from '../world/records';
import { type ApplicationRecord } from '../world/applications';
import { type GrantRecord } from '../world/oauth';
import { type World } from '../world/world';
import { type SessionStartLimit } from '../gateway/identify-gate';
import { ApiError, missingAccess, missingPermissions, unknown } from './api-error';
import { type Form, readForm } from './form';

/** What routes ask the gateway about. */
export interface GatewayFacts {
  readonly url: string;
  startLimit(bot: BotRecord): SessionStartLimit;
}

export interface ContextInit {
  readonly world: World;
  readonly gateway: GatewayFacts;
  readonly bot: BotRecord | undefined;
  /** What an access token allows, where the request came with one. */
  readonly grant: GrantRecord | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly files: readonly LoggedFile[];
  readonly reason: string | null;
}

type Shape = Parameters<typeof readForm>[1];

export class RestContext {
  readonly world: World;
  readonly gateway: GatewayFacts;
  readonly body: unknown;
  readonly files: readonly LoggedFile[];
  private readonly init: ContextInit;

  constructor(init: ContextInit) {
    this.init = init;
    this.world = init.world;
    this.gateway = init.gateway;
    this.body = init.body;
    this.files = init.files;
  }

  /** The bot that asks. Routes that need no token must not look. */
  get bot(): BotRecord {
    if (!this.init.bot) throw new ApiError(401, 0, '401: Unauthorized');
    return this.init.bot;
  }

  /** The bot that asks on a route that needs no token, if one does. */
  get caller(): BotRecord | undefined {
    return this.init.bot;
  }

  /** What a person allowed the application that asks in their name; `undefined` when a bot asks for itself. */
  get grant(): GrantRecord | undefined {
    return this.init.grant;
  }

  /** The application that asks. */
  get application(): ApplicationRecord {
    return this.grant?.application ?? this.world.applicationOf(this.bot);
  }

  /** Who asks: the bot, or the person whose access token came with the request. */
  get user(): UserRecord {
    return this.grant?.user ?? this.bot.user;
  }

  get userId(): string {
    return this.user.id;
  }

  get nowMs(): number {
    return this.world.clock.wallMs();
  }

  param(name: string): string {
    return this.init.params[name] ?? '';
  }

  /** A header of the request by its lower-case name. */
  header(name: string): string | undefined {
    return this.init.headers[name];
  }

  /** Reads the body, or throws what is wrong with it. */
  form<S extends Shape>(shape: S): Form<S> {
    return readForm(this.body, shape);
  }

  /** Reads the query, or throws what is wrong with it. */
  query<S extends Shape>(shape: S): Form<S> {
    return readForm(plainQuery(this.init.query), shape);
  }

  /** The guild of the path. A bot knows no guild that it is not in. */
  guild(...permissions: PermissionName[]): GuildRecord {
    const guild = this.world.guilds.get(this.param('guild_id'));
    if (!guild?.members.has(this.userId)) throw unknown('guild');
    if (guild.unavailable) throw missingAccess();
    this.requireInGuild(guild, ...permissions);
    return guild;
  }

  requireInGuild(guild: GuildRecord, ...permissions: PermissionName[]): void {
    const bits = this.world.permissionsInGuild(this.userId, guild);
    for (const name of permissions) if (!(bits & PermissionFlagsBits[name])) throw missingPermissions();
  }

  /** The channel of the path, if the bot may view it. */
  channel(...permissions: PermissionName[]): ChannelRecord {
    const channel = this.world.channels.get(this.param('channel_id'));
    if (!channel) throw unknown('channel');
    this.requireView(channel);
    this.require(channel, ...permissions);
    return channel;
  }

  private requireView(channel: ChannelRecord): void {
    const seen =
      channel.guildId === null
        ? channel.recipients.includes(this.bot.user)
        : (this.world.permissionsIn(this.userId, channel) & PermissionFlagsBits.ViewChannel) !== 0n;
    if (!seen) throw missingAccess();
  }

  /** In direct messages everything is allowed that makes sense there. */
  require(channel: ChannelRecord, ...permissions: PermissionName[]): void {
    if (channel.guildId === null) return;
    const bits = this.world.permissionsIn(this.userId, channel);
    for (const name of permissions) if (!(bits & PermissionFlagsBits[name])) throw missingPermissions();
  }

  may(channel: ChannelRecord, permission: PermissionName): boolean {
    return (
      channel.guildId === null ||
      (this.world.permissionsIn(this.userId, channel) & PermissionFlagsBits[permission]) !== 0n
    );
  }

  /** The channel's guild; direct messages have none. */
  guildOf(channel: ChannelRecord): GuildRecord {
    const guild = this.world.guildOf(channel);
    if (!guild) {
      throw new ApiError(
        400,
        RESTJSONErrorCodes.CannotExecuteActionOnDMChannel,
        'Cannot execute action on a DM channel',
      );
    }
    return guild;
  }

  /** The message of the path. Old messages are seen only by who may read the history. */
  message(channel: ChannelRecord): MessageRecord {
    const message = channel.messages.get(this.param('message_id'));
    if (!message) throw unknown('message');
    return message;
  }

  /** The member of the path. */
  member(guild: GuildRecord): MemberRecord {
    const id = this.param('user_id');
    const member = guild.members.get(id);
    if (member) return member;
    throw unknown(this.world.users.has(id) ? 'member' : 'user');
  }

  /** The bot's own membership. */
  self(guild: GuildRecord): MemberRecord {
    const member = guild.members.get(this.userId);
    if (!member) throw unknown('guild');
    return member;
  }

  /** Nobody touches who stands as high as they do. */
  requireAbove(guild: GuildRecord, target: MemberRecord): void {
    if (target.user.id === this.userId) return;
    if (rank(guild, this.self(guild)) <= rank(guild, target)) throw missingPermissions();
  }

  /** Keeps in the guild's audit log what was done, with the reason that the request gave. */
  audit(guild: GuildRecord, actionType: number, targetId: string | null, detail: AuditDetail = {}): void {
    logAudit(this.world, guild, { userId: this.userId, targetId, actionType, reason: this.init.reason, ...detail });
  }

  /** What `X-Audit-Log-Reason` said. */
  get reason(): string | null {
    return this.init.reason;
  }
}

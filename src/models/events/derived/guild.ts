/** What happened to a guild or its roles: derived from dispatches and from what was known before. */
import { type APIGuild, type APIRole } from 'discord-api-types/v10';
import { Guild } from '../../entities/guild';
import { Role } from '../../entities/role';
import { type GuildId, type RoleId, type UserId } from '../../ids';
import { type PermissionSet } from '../../permissions/permission-set';
import { guildOf } from '../../relations';
import { PayloadView } from '../../view';
import { derived } from './derived';

/** A guild that came or went. */
export interface GuildStatePayload {
  readonly id: GuildId;
  /** The guild as it was before, when it was remembered. */
  readonly before?: APIGuild | undefined;
}

abstract class GuildState extends PayloadView<GuildStatePayload> {
  get guildId(): GuildId {
    return this.raw.id;
  }

  /** The guild as it is now, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.id);
  }

  /** The guild as it was, when it was remembered. */
  get before(): Guild | undefined {
    return this.raw.before && new Guild(this.raw.before, this.context);
  }
}

/** The bot was added to a guild. */
export class GuildJoinEvent extends derived('GUILD_JOIN', GuildState, {
  from: ['GUILD_CREATE', 'READY'],
  cacheNeeds: ['guilds'],
  intents: ['Guilds'],
}) {}

/** The bot left a guild or was removed from it, now or while it was away. */
export class GuildLeaveEvent extends derived('GUILD_LEAVE', GuildState, {
  from: ['GUILD_DELETE', 'READY'],
  cacheNeeds: ['guilds'],
  intents: ['Guilds'],
}) {}

/** A guild that the bot is in was loaded after the start, or is back from an outage. */
export class GuildAvailableEvent extends derived('GUILD_AVAILABLE', GuildState, {
  from: ['GUILD_CREATE'],
  cacheNeeds: ['guilds'],
  intents: ['Guilds'],
}) {}

/** An outage took a guild away for now. What was known of it is still remembered. */
export class GuildUnavailableEvent extends derived('GUILD_UNAVAILABLE', GuildState, {
  from: ['GUILD_DELETE'],
  cacheNeeds: ['guilds'],
  intents: ['Guilds'],
}) {}

/** A guild before and after. */
export interface GuildChangePayload {
  readonly before: APIGuild;
  readonly after: APIGuild;
}

abstract class GuildChange extends PayloadView<GuildChangePayload> {
  private madeBefore: Guild | undefined = undefined;
  private madeAfter: Guild | undefined = undefined;

  /** The guild as it was; its collections show what is remembered now. */
  get before(): Guild {
    return (this.madeBefore ??= new Guild(this.raw.before, this.context));
  }

  /** The guild as it is now. */
  get after(): Guild {
    return (this.madeAfter ??= new Guild(this.raw.after, this.context));
  }

  get guildId(): GuildId {
    return this.raw.after.id;
  }
}

/** A guild has another owner. */
export class GuildOwnerChangeEvent extends derived('GUILD_OWNER_CHANGE', GuildChange, {
  from: ['GUILD_UPDATE', 'GUILD_CREATE'],
  cacheNeeds: ['guilds'],
  cacheFields: ['owner_id'],
  intents: ['Guilds'],
}) {
  get oldOwnerId(): UserId {
    return this.raw.before.owner_id;
  }

  get newOwnerId(): UserId {
    return this.raw.after.owner_id;
  }
}

/** A role before and after. */
export interface RoleChangePayload {
  readonly guild_id: GuildId;
  readonly before: APIRole;
  readonly after: APIRole;
}

abstract class RoleChange extends PayloadView<RoleChangePayload> {
  private madeBefore: Role | undefined = undefined;
  private madeAfter: Role | undefined = undefined;

  /** The role as it was. */
  get before(): Role {
    return (this.madeBefore ??= new Role(this.raw.before, this.context, this.raw.guild_id));
  }

  /** The role as it is now. */
  get after(): Role {
    return (this.madeAfter ??= new Role(this.raw.after, this.context, this.raw.guild_id));
  }

  get guildId(): GuildId {
    return this.raw.guild_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.guild_id);
  }

  get roleId(): RoleId {
    return this.raw.after.id;
  }
}

/** A role allows something more, or less. */
export class RolePermissionsChangeEvent extends derived('ROLE_PERMISSIONS_CHANGE', RoleChange, {
  from: ['GUILD_ROLE_UPDATE', 'GUILD_UPDATE', 'GUILD_CREATE'],
  cacheNeeds: ['guilds', 'roles'],
  cacheFields: ['permissions'],
  intents: ['Guilds'],
}) {
  /** What the role allows now and did not before. */
  get added(): PermissionSet {
    return this.after.permissionSet.without(this.before.permissionSet);
  }

  /** What the role allowed before and does no more. */
  get removed(): PermissionSet {
    return this.before.permissionSet.without(this.after.permissionSet);
  }
}

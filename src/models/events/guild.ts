/** Events of guilds, their roles, bans and audit log. https://discord.com/developers/docs/events/gateway-events#guilds */
import {
  type APIVoiceState,
  type GatewayGuildAuditLogEntryCreateDispatchData,
  type GatewayGuildBanModifyDispatchData,
  type GatewayGuildCreateDispatchData,
  type GatewayGuildDeleteDispatchData,
  type GatewayGuildRoleDeleteDispatchData,
  type GatewayGuildRoleModifyDispatchData,
} from 'discord-api-types/v10';
import { recordsIn, type RecordSource } from '../collections/record-source';
import { AuditLogEntry } from '../entities/audit-log-entry';
import { Guild } from '../entities/guild';
import { Role } from '../entities/role';
import { User } from '../entities/user';
import { dateOf, idOf, viewOf } from '../fields-of';
import { type GuildId, type RoleId, type UserId } from '../ids';
import { guildOf, removedBy } from '../relations';
import { PayloadView } from '../view';
import { type GuildRecords } from '../view-context';
import { dispatch } from './dispatch';
import { InGuild } from './places';

/**
 * A guild is there: loaded after the start, back from an outage, or joined just now.
 * Of large guilds `members` and `presences` hold only some; without the intent GuildPresences, only the bot and who is in voice.
 */
export class GuildCreateEvent extends dispatch('GUILD_CREATE', Guild, ['Guilds']) {
  declare readonly raw: GatewayGuildCreateDispatchData;

  get guildId(): GuildId {
    return this.raw.id;
  }

  /** When the bot joined. */
  get joinedAt(): Date {
    return dateOf(this.raw.joined_at);
  }

  /** Whether it is a large guild, whose members are not all sent. */
  get large(): boolean {
    return this.raw.large;
  }

  /** Whether an outage keeps it away; then nearly everything else is missing. */
  get unavailable(): boolean {
    return this.raw.unavailable ?? false;
  }

  override get memberCount(): number {
    return this.raw.member_count;
  }

  /** Everything that the guild's collections hold is in the payload. */
  protected override records<Kind extends keyof GuildRecords>(kind: Kind): RecordSource<GuildRecords[Kind]> {
    return contentsOf(this.raw)[kind]();
  }
}

type Contents = { readonly [Kind in keyof GuildRecords]: () => RecordSource<GuildRecords[Kind]> };

function contentsOf(raw: GatewayGuildCreateDispatchData): Contents {
  return {
    channels: () => recordsIn(raw.channels, idOf),
    threads: () => recordsIn(raw.threads, idOf),
    members: () => recordsIn(raw.members, ({ user }) => idOf(user)),
    voiceStates: () => recordsIn(raw.voice_states satisfies APIVoiceState[], (state) => state.user_id),
    presences: () => recordsIn(raw.presences, ({ user }) => idOf(user)),
    scheduledEvents: () => recordsIn(raw.guild_scheduled_events, idOf),
    stageInstances: () => recordsIn(raw.stage_instances, idOf),
    soundboardSounds: () => recordsIn(raw.soundboard_sounds, (sound) => sound.sound_id),
  };
}

/** A guild changed. The event is the guild as it is now. */
export class GuildUpdateEvent extends dispatch('GUILD_UPDATE', Guild, ['Guilds']) {
  get guildId(): GuildId {
    return this.raw.id;
  }
}

/** A guild is gone: the bot left or was removed, or, when `unavailable`, an outage took it away for now. */
export class GuildDeleteEvent extends dispatch('GUILD_DELETE', PayloadView<GatewayGuildDeleteDispatchData>, [
  'Guilds',
]) {
  get id(): GuildId {
    return this.raw.id;
  }

  get guildId(): GuildId {
    return this.raw.id;
  }

  get unavailable(): boolean {
    return this.raw.unavailable ?? false;
  }

  /** The guild as it was, when it was remembered. */
  get guild(): Guild | undefined {
    const gone = removedBy(this.context, 'guilds', this.raw);
    return gone ? new Guild(gone, this.context) : guildOf(this.context, this.raw.id);
  }
}

abstract class RolePayload extends InGuild<GatewayGuildRoleModifyDispatchData> {
  private madeRole: Role | undefined = undefined;

  get role(): Role {
    return (this.madeRole ??= viewOf(this.raw.role, (role) => new Role(role, this.context, this.raw.guild_id)));
  }

  get roleId(): RoleId {
    return idOf(this.raw.role);
  }
}

/** A role was made. */
export class GuildRoleCreateEvent extends dispatch('GUILD_ROLE_CREATE', RolePayload, ['Guilds']) {}

/** A role changed. */
export class GuildRoleUpdateEvent extends dispatch('GUILD_ROLE_UPDATE', RolePayload, ['Guilds']) {}

/** A role was deleted. */
export class GuildRoleDeleteEvent extends dispatch('GUILD_ROLE_DELETE', InGuild<GatewayGuildRoleDeleteDispatchData>, [
  'Guilds',
]) {
  get roleId(): RoleId {
    return this.raw.role_id;
  }

  /** The role as it was, when it was remembered. */
  get role(): Role | undefined {
    const gone = removedBy(this.context, 'roles', this.raw);
    return gone && new Role(gone, this.context, this.raw.guild_id);
  }
}

abstract class BanPayload extends InGuild<GatewayGuildBanModifyDispatchData> {
  private madeUser: User | undefined = undefined;

  get user(): User {
    return (this.madeUser ??= viewOf(this.raw.user, (user) => new User(user, this.context)));
  }

  get userId(): UserId {
    return idOf(this.raw.user);
  }
}

/** A user was banned. */
export class GuildBanAddEvent extends dispatch('GUILD_BAN_ADD', BanPayload, ['GuildModeration']) {}

/** A ban was lifted. */
export class GuildBanRemoveEvent extends dispatch('GUILD_BAN_REMOVE', BanPayload, ['GuildModeration']) {}

/** Somebody did something to a guild. The event is the entry of the audit log; it comes to bots that may read the log. */
export class GuildAuditLogEntryCreateEvent extends dispatch('GUILD_AUDIT_LOG_ENTRY_CREATE', AuditLogEntry, [
  'GuildModeration',
]) {
  declare readonly raw: GatewayGuildAuditLogEntryCreateDispatchData;

  override get guildId(): GuildId {
    return this.raw.guild_id;
  }
}

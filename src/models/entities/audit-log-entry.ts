/** One thing that someone did to a guild. https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object */
import { type APIAuditLogEntry, type AuditLogEvent } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { type AuditLogEntryId, type GuildId, type Snowflake, snowflakeDate, type UserId } from '../ids';
import { guildOf } from '../relations';
import { Entity } from '../entity';
import { type ViewContext } from '../view-context';
import { type Guild } from './guild';
import { User } from './user';

/** A change of one property. `key` has Discord's name for it; the values are as Discord sent them. */
export interface AuditLogChange {
  readonly key: string;
  readonly newValue: unknown;
  readonly oldValue: unknown;
}

/** An entry as any payload gives it: that of an event names the guild. */
export type AuditLogEntryPayload = APIAuditLogEntry & { readonly guild_id?: string };

export class AuditLogEntry extends Entity<AuditLogEntryPayload> {
  private madeChanges: readonly AuditLogChange[] | undefined = undefined;

  /**
   * @param knownGuildId of the guild, which the log does not repeat.
   * @param knownUser who did it, when the log brings the user.
   */
  constructor(
    raw: AuditLogEntryPayload,
    context?: ViewContext,
    private readonly knownGuildId?: GuildId,
    private readonly knownUser?: User,
  ) {
    super(raw, context);
  }

  get id(): AuditLogEntryId {
    return this.raw.id;
  }

  get guildId(): GuildId | undefined {
    return this.raw.guild_id ?? this.knownGuildId;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.guildId);
  }

  get actionType(): AuditLogEvent {
    return this.raw.action_type;
  }

  /** Who did it: a user or an application. */
  get userId(): UserId | null {
    return this.raw.user_id;
  }

  /** Who did it, when the log brings the user or it is remembered. */
  get user(): User | undefined {
    if (this.knownUser || this.raw.user_id === null) return this.knownUser;
    const user = this.context.relations.user(this.raw.user_id);
    return user && new User(user, this.context);
  }

  /** What it was done to: a user, a channel, a role … `actionType` says which. */
  get targetId(): Snowflake | null {
    return this.raw.target_id;
  }

  get changes(): readonly AuditLogChange[] {
    return (this.madeChanges ??= (this.raw.changes ?? []).map((change) => ({
      key: change.key,
      newValue: change.new_value,
      oldValue: change.old_value,
    })));
  }

  /** The change of one property, by Discord's name for it: `nick`, `$add`. */
  change(key: string): AuditLogChange | undefined {
    return this.changes.find((change) => change.key === key);
  }

  /** What some actions tell besides: how many messages, in which channel. Numbers are texts here. */
  get options(): Camel<APIAuditLogEntry['options']> {
    return fromWire(this.raw.options);
  }

  get reason(): string | undefined {
    return this.raw.reason;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  protected override known(): readonly unknown[] {
    return [this.knownGuildId, this.knownUser];
  }
}

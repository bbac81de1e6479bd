/** A page of what was done to a guild, with whom and what it names. https://discord.com/developers/docs/resources/audit-log */
import { type APIAuditLog } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { viewsOf } from '../fields-of';
import { type GuildId } from '../ids';
import { PayloadView } from '../view';
import { type ViewContext } from '../view-context';
import { AuditLogEntry } from './audit-log-entry';
import { AutoModerationRule } from './auto-moderation-rule';
import { Channel } from './channel';
import { Integration } from './integration';
import { ScheduledEvent } from './scheduled-event';
import { User } from './user';
import { Webhook } from './webhook';

export class AuditLog extends PayloadView<APIAuditLog> {
  private madeUsers: ReadonlyMap<string, User> | undefined = undefined;
  private madeEntries: readonly AuditLogEntry[] | undefined = undefined;

  /** @param guildId of the guild, which the log does not name. */
  constructor(
    raw: APIAuditLog,
    context?: ViewContext,
    readonly guildId?: GuildId,
  ) {
    super(raw, context);
  }

  /** Newest first; oldest first when they were asked for with `after`. */
  get entries(): readonly AuditLogEntry[] {
    return (this.madeEntries ??= viewsOf(
      this.raw.audit_log_entries,
      (entry) => new AuditLogEntry(entry, this.context, this.guildId, this.usersById.get(entry.user_id ?? '')),
    ));
  }

  /** Users that the entries name. */
  get users(): readonly User[] {
    return [...this.usersById.values()];
  }

  /** Webhooks that the entries name. */
  get webhooks(): readonly Webhook[] {
    return viewsOf(this.raw.webhooks, (webhook) => new Webhook(webhook, this.context));
  }

  /** Integrations that the entries name; of them little more than name and account is told. */
  get integrations(): readonly Integration[] {
    return viewsOf(this.raw.integrations, (integration) => new Integration(integration, this.context, this.guildId));
  }

  /** Threads that the entries name. */
  get threads(): readonly Channel[] {
    return viewsOf(this.raw.threads, (thread) => new Channel(thread, this.context, this.guildId));
  }

  /** Rules that the entries name. */
  get autoModerationRules(): readonly AutoModerationRule[] {
    return viewsOf(this.raw.auto_moderation_rules, (rule) => new AutoModerationRule(rule, this.context));
  }

  /** Scheduled events that the entries name. */
  get scheduledEvents(): readonly ScheduledEvent[] {
    return viewsOf(this.raw.guild_scheduled_events, (event) => new ScheduledEvent(event, this.context));
  }

  /** Commands that the entries name. */
  get applicationCommands(): Camel<APIAuditLog['application_commands']> {
    return fromWire(this.raw.application_commands);
  }

  /** Webhooks hide their tokens. */
  protected override printable(): APIAuditLog {
    return { ...this.raw, webhooks: this.webhooks.map((webhook) => webhook.toJSON()) };
  }

  private get usersById(): ReadonlyMap<string, User> {
    return (this.madeUsers ??= new Map(
      viewsOf(this.raw.users, (user) => [user.id, new User(user, this.context)] as const),
    ));
  }

  protected override known(): readonly unknown[] {
    return [this.guildId];
  }
}

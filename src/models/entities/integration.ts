/** A bot, or an account elsewhere, that a guild is connected to. https://discord.com/developers/docs/resources/guild#integration-object */
import {
  type APIGuildIntegration,
  type APIGuildIntegrationType,
  type IntegrationExpireBehavior,
  type OAuth2Scopes,
} from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import { dateOrNothing } from '../fields-of';
import { type GuildId, type IntegrationId, type RoleId, snowflakeDate } from '../ids';
import { guildOf } from '../relations';
import { Entity } from '../entity';
import { type ViewContext } from '../view-context';
import { type Guild } from './guild';
import { User } from './user';
import { refuseIncomplete } from '../incomplete';

/** What is told of an integration everywhere, and what only of some: bots have no account to synchronize. */
export type IntegrationPayload = Pick<APIGuildIntegration, 'id' | 'name' | 'type' | 'account'> &
  Partial<APIGuildIntegration> & { readonly guild_id?: string };

export class Integration extends Entity<IntegrationPayload> {
  private madeUser: User | undefined = undefined;

  /** @param knownGuildId of the guild, which only payloads of events name. */
  constructor(
    raw: IntegrationPayload,
    context?: ViewContext,
    private readonly knownGuildId?: GuildId,
  ) {
    super(raw, context);
  }

  get id(): IntegrationId {
    return this.raw.id;
  }

  get guildId(): GuildId | undefined {
    return this.raw.guild_id ?? this.knownGuildId;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.guildId);
  }

  get name(): string {
    return this.raw.name;
  }

  /** `discord` for bots. */
  get type(): APIGuildIntegrationType {
    return this.raw.type;
  }

  get enabled(): boolean | undefined {
    return this.raw.enabled;
  }

  get syncing(): boolean | undefined {
    return this.raw.syncing;
  }

  /** The role that subscribers wear. */
  get roleId(): RoleId | undefined {
    return this.raw.role_id;
  }

  /** Whether emoticons are synchronized; only Twitch has them. */
  get enableEmoticons(): boolean | undefined {
    return this.raw.enable_emoticons;
  }

  /** What happens to subscribers whose subscription ends. */
  get expireBehavior(): IntegrationExpireBehavior | undefined {
    return this.raw.expire_behavior;
  }

  /** How long that waits. */
  get expireGracePeriodDays(): number | undefined {
    return this.raw.expire_grace_period;
  }

  /** Who connected it. */
  get user(): User | undefined {
    return (this.madeUser ??= this.raw.user && new User(this.raw.user, this.context));
  }

  /** The account that the guild is connected to. */
  get account(): Camel<APIGuildIntegration['account']> {
    return fromWire(this.raw.account);
  }

  get syncedAt(): Date | undefined {
    return dateOrNothing(this.raw.synced_at);
  }

  get subscriberCount(): number | undefined {
    return this.raw.subscriber_count;
  }

  get revoked(): boolean | undefined {
    return this.raw.revoked;
  }

  /** The application behind a bot. */
  get application(): Camel<APIGuildIntegration['application']> {
    return fromWire(this.raw.application);
  }

  /** What the application was allowed. */
  get scopes(): readonly OAuth2Scopes[] | undefined {
    return this.raw.scopes;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /**
   * Removes the integration with its webhooks; of a bot, the bot is kicked.
   * @throws {FrameworkError} VIEW_INCOMPLETE when it is not known of which guild it is.
   */
  delete(options?: ActionOptions): Promise<void> {
    const guildId =
      this.guildId ??
      refuseIncomplete('which guild this integration is of', 'call client.guilds.deleteIntegration(guildId, …).');
    return this.context.actions.guilds.deleteIntegration(guildId, this.raw.id, options);
  }

  protected override known(): readonly unknown[] {
    return [this.knownGuildId];
  }
}

/** An application: what bots, commands and sign-ins belong to. https://discord.com/developers/docs/resources/application */
import {
  type APIApplication,
  type ApplicationFlags,
  type ApplicationWebhookEventStatus,
  type ApplicationWebhookEventType,
} from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { cdn, type ImageOptions } from '../cdn/cdn';
import { bitsOrNothing } from '../fields-of';
import { type ApplicationId, type GuildId, type SkuId, snowflakeDate } from '../ids';
import { Entity } from '../entity';
import { User } from './user';

/** An application. What only its owner may know reads as `undefined` for others. */
export class Application extends Entity<APIApplication> {
  private madeBot: User | undefined = undefined;
  private madeOwner: User | undefined = undefined;

  get id(): ApplicationId {
    return this.raw.id;
  }

  get name(): string {
    return this.raw.name;
  }

  get description(): string {
    return this.raw.description;
  }

  /** Hash of the icon. */
  get icon(): string | null {
    return this.raw.icon;
  }

  /** Hash of the picture that invites of a rich presence show. */
  get coverImage(): string | undefined {
    return this.raw.cover_image;
  }

  /** The bot’s user. */
  get bot(): User | undefined {
    return (this.madeBot ??= this.raw.bot && new User(this.raw.bot, this.context));
  }

  /** Whether others than the owner may add the bot. */
  get botPublic(): boolean {
    return this.raw.bot_public;
  }

  /** Whether the bot joins only when the whole code grant is gone through. */
  get botRequireCodeGrant(): boolean {
    return this.raw.bot_require_code_grant;
  }

  get owner(): User | undefined {
    return (this.madeOwner ??= this.raw.owner && new User(this.raw.owner, this.context));
  }

  /** The team it belongs to; `null` when one user owns it. */
  get team(): Camel<APIApplication['team']> {
    return fromWire(this.raw.team);
  }

  /** Its support guild. */
  get guildId(): GuildId | undefined {
    return this.raw.guild_id;
  }

  get guild(): Camel<APIApplication['guild']> {
    return fromWire(this.raw.guild);
  }

  /** Of a game that is sold: the SKU that owning it means. */
  get primarySkuId(): SkuId | undefined {
    return this.raw.primary_sku_id;
  }

  get slug(): string | undefined {
    return this.raw.slug;
  }

  /** Bits of `ApplicationFlags`. */
  get flags(): ApplicationFlags {
    return this.raw.flags;
  }

  /** The same bits and those that no longer fit into a number. */
  get flagsNew(): bigint | undefined {
    return bitsOrNothing(this.raw.flags_new);
  }

  /** Hex key that signs interactions sent over HTTP. */
  get verifyKey(): string {
    return this.raw.verify_key;
  }

  get approximateGuildCount(): number | undefined {
    return this.raw.approximate_guild_count;
  }

  /** How many users installed it for themselves. */
  get approximateUserInstallCount(): number | undefined {
    return this.raw.approximate_user_install_count;
  }

  /** How many users authorised it. */
  get approximateUserAuthorizationCount(): number | undefined {
    return this.raw.approximate_user_authorization_count;
  }

  get redirectUris(): readonly string[] | undefined {
    return this.raw.redirect_uris;
  }

  get rpcOrigins(): readonly string[] | undefined {
    return this.raw.rpc_origins;
  }

  get termsOfServiceUrl(): string | undefined {
    return this.raw.terms_of_service_url;
  }

  get privacyPolicyUrl(): string | undefined {
    return this.raw.privacy_policy_url;
  }

  /** Where interactions are sent over HTTP. */
  get interactionsEndpointUrl(): string | null | undefined {
    return this.raw.interactions_endpoint_url;
  }

  get roleConnectionsVerificationUrl(): string | null | undefined {
    return this.raw.role_connections_verification_url;
  }

  /** Where events are sent over HTTP. */
  get eventWebhooksUrl(): string | null | undefined {
    return this.raw.event_webhooks_url;
  }

  get eventWebhooksStatus(): ApplicationWebhookEventStatus | undefined {
    return this.raw.event_webhooks_status;
  }

  get eventWebhooksTypes(): readonly ApplicationWebhookEventType[] | undefined {
    return this.raw.event_webhooks_types;
  }

  /** Up to five words that describe it. */
  get tags(): readonly string[] {
    return (this.raw.tags ?? []) as readonly string[];
  }

  /** What adding it asks for by default. */
  get installParams(): Camel<APIApplication['install_params']> {
    return fromWire(this.raw.install_params);
  }

  /** What adding it asks for, by `ApplicationIntegrationType`. */
  get integrationTypesConfig(): Camel<APIApplication['integration_types_config']> {
    return fromWire(this.raw.integration_types_config);
  }

  get customInstallUrl(): string | undefined {
    return this.raw.custom_install_url;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** Address of the icon; `null` without one. */
  iconUrl(options?: ImageOptions): string | null {
    return this.raw.icon ? cdn.applicationIcon(this.raw.id, this.raw.icon, options) : null;
  }

  /** Address of the cover image; `undefined` without one. */
  coverImageUrl(options?: ImageOptions): string | undefined {
    return this.raw.cover_image && cdn.applicationIcon(this.raw.id, this.raw.cover_image, options);
  }
}

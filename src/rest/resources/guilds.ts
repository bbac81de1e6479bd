/** Guilds and their settings. https://discord.com/developers/docs/resources/guild */
import {
  type APIAuditLog,
  type APIChannel,
  type APIExtendedInvite,
  type APIGuild,
  type APIGuildIntegration,
  type APIGuildOnboarding,
  type APIGuildPreview,
  type APIGuildWelcomeScreen,
  type APIGuildWidget,
  type APIGuildWidgetSettings,
  type APIIncidentsData,
  type APIVoiceRegion,
  type APIWebhook,
  type RESTGetAPIGuildPruneCountResult,
  type RESTGetAPIGuildQuery,
  type RESTGetAPIGuildVanityUrlResult,
  type RESTGetAPIGuildWidgetImageQuery,
  type RESTPostAPIGuildPruneResult,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  AuditLog,
  type AuditLogEntry,
  type AuditLogQuery,
  auditLogQuerySpec,
  type BodyOf,
  type Camel,
  Channel,
  type ChannelCreateBody,
  channelCreateSpec,
  type ChannelPositionsBody,
  channelPositionsSpec,
  fromWire,
  Guild,
  type GuildEditBody,
  guildEditSpec,
  type GuildId,
  GuildOnboarding,
  GuildWidget,
  type IncidentActionsBody,
  incidentActionsSpec,
  Integration,
  type IntegrationId,
  Invite,
  type OnboardingBody,
  onboardingSpec,
  type PruneBody,
  type PruneCountQuery,
  pruneCountQuerySpec,
  pruneSpec,
  Webhook,
  type WelcomeScreenEditBody,
  welcomeScreenEditSpec,
  type WidgetSettingsEditBody,
  widgetSettingsEditSpec,
} from '../../models';
import { type Pages } from '../paging';
import { guildRoutes } from '../routes/guilds';
import { onboardingBody } from './onboarding-body';
import { queryOf, Resource } from './resource';

const AUDIT_LOG_PAGE = 100;

export class GuildsResource extends Resource {
  /** @param query `withCounts` adds the approximate counts of members. */
  async get(guildId: GuildId, query?: BodyOf<RESTGetAPIGuildQuery>, options?: ActionOptions): Promise<Guild> {
    const init = { query: queryOf(query), options };
    return this.toGuild(await this.fetch(guildRoutes.get, { guild_id: guildId }, init));
  }

  /** Changes the guild’s settings. Icon, splashes and banner take bytes, a file, or a data URI. */
  async edit(guildId: GuildId, body: GuildEditBody, options?: ActionOptions): Promise<Guild> {
    const sent = await this.withImages(body, ['icon', 'splash', 'discoverySplash', 'banner']);
    const init = { body: this.encode(guildEditSpec, sent), options };
    return this.toGuild(await this.fetch(guildRoutes.edit, { guild_id: guildId }, init));
  }

  /** What everyone may know of a guild that is discoverable, or that the bot is in. */
  async getPreview(guildId: GuildId, options?: ActionOptions): Promise<Camel<APIGuildPreview>> {
    return fromWire(await this.fetch<APIGuildPreview>(guildRoutes.getPreview, { guild_id: guildId }, { options }));
  }

  /** All channels, threads not among them. */
  async listChannels(guildId: GuildId, options?: ActionOptions): Promise<Channel[]> {
    const raws = await this.fetchList<APIChannel>(guildRoutes.listChannels, { guild_id: guildId }, { options });
    return raws.map((raw) => new Channel(raw, this.context, guildId));
  }

  /** Makes a channel; without a type, a text channel. */
  async createChannel(guildId: GuildId, body: ChannelCreateBody, options?: ActionOptions): Promise<Channel> {
    const init = { body: this.encode(channelCreateSpec, body), options };
    return new Channel(await this.fetch(guildRoutes.createChannel, { guild_id: guildId }, init), this.context, guildId);
  }

  /** Moves channels; those that are not named stay where they are. */
  async reorderChannels(guildId: GuildId, body: ChannelPositionsBody, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(channelPositionsSpec, body), options };
    await this.run(guildRoutes.reorderChannels, { guild_id: guildId }, init);
  }

  /** How many members {@link prune} would remove. */
  async getPruneCount(
    guildId: GuildId,
    query?: PruneCountQuery,
    options?: ActionOptions,
  ): Promise<Camel<RESTGetAPIGuildPruneCountResult>> {
    const checked = this.query(pruneCountQuerySpec, query);
    const { include_roles: roles } = checked ?? {};
    // Of all lists in queries, this one has commas between its items.
    const init = { query: Array.isArray(roles) ? { ...checked, include_roles: roles.join(',') } : checked, options };
    return fromWire(
      await this.fetch<RESTGetAPIGuildPruneCountResult>(guildRoutes.getPruneCount, { guild_id: guildId }, init),
    );
  }

  /**
   * Removes members who were not there for some days, 7 if not said otherwise, and who have no role but those in
   * `includeRoles`. In large guilds `computePruneCount: false` is asked for; `pruned` is null then.
   */
  async prune(guildId: GuildId, body: PruneBody, options?: ActionOptions): Promise<Camel<RESTPostAPIGuildPruneResult>> {
    const init = { body: this.encode(pruneSpec, body), options };
    return fromWire(await this.fetch<RESTPostAPIGuildPruneResult>(guildRoutes.prune, { guild_id: guildId }, init));
  }

  /** Voice regions that the guild may use; those of `voice.listRegions`, and more where it has the privilege. */
  async listVoiceRegions(guildId: GuildId, options?: ActionOptions): Promise<Camel<APIVoiceRegion>[]> {
    const raws = await this.fetchList<APIVoiceRegion>(guildRoutes.listVoiceRegions, { guild_id: guildId }, { options });
    return raws.map((raw) => fromWire(raw));
  }

  /** All invites, with how they are used. */
  async listInvites(guildId: GuildId, options?: ActionOptions): Promise<Invite[]> {
    const raws = await this.fetchList<APIExtendedInvite>(guildRoutes.listInvites, { guild_id: guildId }, { options });
    return raws.map((raw) => new Invite(raw, this.context));
  }

  async listWebhooks(guildId: GuildId, options?: ActionOptions): Promise<Webhook[]> {
    const raws = await this.fetchList<APIWebhook>(guildRoutes.listWebhooks, { guild_id: guildId }, { options });
    return raws.map((raw) => new Webhook(raw, this.context));
  }

  /** Bots and accounts that the guild is connected to: 50 at most. */
  async listIntegrations(guildId: GuildId, options?: ActionOptions): Promise<Integration[]> {
    const params = { guild_id: guildId };
    const raws = await this.fetchList<APIGuildIntegration>(guildRoutes.listIntegrations, params, { options });
    return raws.map((raw) => new Integration(raw, this.context, guildId));
  }

  /** Removes an integration with its webhooks; of a bot, the bot is kicked. */
  async deleteIntegration(guildId: GuildId, integrationId: IntegrationId, options?: ActionOptions): Promise<void> {
    await this.run(guildRoutes.deleteIntegration, { guild_id: guildId, integration_id: integrationId }, { options });
  }

  /** The code of the guild’s own invite, null where none is set, and how often it was used. */
  async getVanityUrl(guildId: GuildId, options?: ActionOptions): Promise<Camel<RESTGetAPIGuildVanityUrlResult>> {
    const params = { guild_id: guildId };
    return fromWire(await this.fetch<RESTGetAPIGuildVanityUrlResult>(guildRoutes.getVanityUrl, params, { options }));
  }

  async getWelcomeScreen(guildId: GuildId, options?: ActionOptions): Promise<Camel<APIGuildWelcomeScreen>> {
    const params = { guild_id: guildId };
    return fromWire(await this.fetch<APIGuildWelcomeScreen>(guildRoutes.getWelcomeScreen, params, { options }));
  }

  async editWelcomeScreen(
    guildId: GuildId,
    body: WelcomeScreenEditBody,
    options?: ActionOptions,
  ): Promise<Camel<APIGuildWelcomeScreen>> {
    const init = { body: this.encode(welcomeScreenEditSpec, body), options };
    return fromWire(
      await this.fetch<APIGuildWelcomeScreen>(guildRoutes.editWelcomeScreen, { guild_id: guildId }, init),
    );
  }

  /** What new members are asked and shown. */
  async getOnboarding(guildId: GuildId, options?: ActionOptions): Promise<GuildOnboarding> {
    const params = { guild_id: guildId };
    return this.toOnboarding(await this.fetch(guildRoutes.getOnboarding, params, { options }));
  }

  /**
   * Changes what new members are asked and shown. Prompts that are not named are removed; a new prompt brings an id that
   * no other has. Prompts of an answer can be sent back. Enabled, onboarding needs seven default channels, five of which everyone may write in.
   */
  async setOnboarding(guildId: GuildId, body: OnboardingBody, options?: ActionOptions): Promise<GuildOnboarding> {
    const init = { body: onboardingBody(this.encode(onboardingSpec, body)), options };
    return this.toOnboarding(await this.fetch(guildRoutes.setOnboarding, { guild_id: guildId }, init));
  }

  /** Pauses invites or direct messages until a time, 24 hours ahead at most; null lets them go on. */
  async setIncidentActions(
    guildId: GuildId,
    body: IncidentActionsBody,
    options?: ActionOptions,
  ): Promise<Camel<APIIncidentsData>> {
    const spec = incidentActionsSpec(this.host.clock.wallMs());
    const init = { body: this.encode(spec, body), options };
    return fromWire(await this.fetch<APIIncidentsData>(guildRoutes.setIncidentActions, { guild_id: guildId }, init));
  }

  async getWidgetSettings(guildId: GuildId, options?: ActionOptions): Promise<Camel<APIGuildWidgetSettings>> {
    const params = { guild_id: guildId };
    return fromWire(await this.fetch<APIGuildWidgetSettings>(guildRoutes.getWidgetSettings, params, { options }));
  }

  async editWidgetSettings(
    guildId: GuildId,
    body: WidgetSettingsEditBody,
    options?: ActionOptions,
  ): Promise<Camel<APIGuildWidgetSettings>> {
    const init = { body: this.encode(widgetSettingsEditSpec, body), options };
    return fromWire(
      await this.fetch<APIGuildWidgetSettings>(guildRoutes.editWidgetSettings, { guild_id: guildId }, init),
    );
  }

  /** What the guild shows of itself on websites, where that is enabled. Needs no token. */
  async getWidget(guildId: GuildId, options?: ActionOptions): Promise<GuildWidget> {
    const raw = await this.fetch<APIGuildWidget>(guildRoutes.getWidget, { guild_id: guildId }, { options });
    return new GuildWidget(raw, this.context);
  }

  /** The widget as a PNG image, where it is enabled. Needs no token. */
  async getWidgetImage(
    guildId: GuildId,
    query?: BodyOf<RESTGetAPIGuildWidgetImageQuery>,
    options?: ActionOptions,
  ): Promise<Uint8Array> {
    const init = { query: queryOf(query), options };
    return this.fetchBytes(guildRoutes.getWidgetImage, { guild_id: guildId }, init);
  }

  /** One page of what was done to the guild in the last 45 days: up to 100 entries, newest first; after an id, oldest first. */
  async getAuditLog(guildId: GuildId, query?: AuditLogQuery, options?: ActionOptions): Promise<AuditLog> {
    const init = { query: this.query(auditLogQuerySpec, query), options };
    const raw = await this.fetch<APIAuditLog>(guildRoutes.getAuditLog, { guild_id: guildId }, init);
    return new AuditLog(raw, this.context, guildId);
  }

  /** All entries of the audit log, page by page: newest first, or oldest first after the id in `query.after`. */
  iterateAuditLog(
    guildId: GuildId,
    query: Omit<AuditLogQuery, 'limit'> = {},
    options?: ActionOptions,
  ): Pages<AuditLogEntry> {
    const side = query.after === undefined ? 'before' : 'after';
    return this.pages(
      AUDIT_LOG_PAGE,
      async (cursor, limit, left) => {
        const from = cursor === undefined ? {} : { [side]: cursor };
        return (await this.getAuditLog(guildId, { ...query, ...from, limit }, left)).entries;
      },
      (entry) => entry.id,
      options,
    );
  }

  private toGuild(raw: APIGuild): Guild {
    return new Guild(raw, this.context);
  }

  private toOnboarding(raw: APIGuildOnboarding): GuildOnboarding {
    return new GuildOnboarding(raw, this.context);
  }
}

/** Samples of what belongs to the application: its session, its commands, what it sells, and how it is used. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandPermissionType,
  ApplicationCommandType,
  type APIEntitlement,
  type APISubscription,
  ApplicationFlags,
  ApplicationIntegrationType,
  ChannelType,
  EntitlementType,
  GatewayOpcodes,
  InteractionContextType,
  InteractionType,
  Locale,
  SubscriptionStatus,
} from 'discord-api-types/v10';
import * as payloads from '../payloads';
import { APPLICATION_ID, member, MOMENT, user } from './parts';
import { type Samples } from './samples-of';

const entitlement: APIEntitlement = {
  id: '1019653849998299136',
  sku_id: '1019475255913222144',
  application_id: APPLICATION_ID,
  user_id: user.id,
  guild_id: payloads.guild.id,
  type: EntitlementType.ApplicationSubscription,
  deleted: false,
  starts_at: MOMENT,
  ends_at: null,
  consumed: false,
};

const subscription: APISubscription = {
  id: '1278078770116427839',
  user_id: user.id,
  sku_ids: [entitlement.sku_id],
  entitlement_ids: [entitlement.id],
  renewal_sku_ids: null,
  current_period_start: MOMENT,
  current_period_end: '2026-02-01T00:00:00.000000+00:00',
  status: SubscriptionStatus.Active,
  canceled_at: null,
  country: 'CH',
};

export const applicationSamples = {
  READY: {
    v: 10,
    user,
    guilds: [{ id: payloads.guild.id, unavailable: true }],
    session_id: '4d2b1e8a6a3f4d7c9a40d1c56e7e8d11',
    resume_gateway_url: 'wss://gateway-us-east1-b.discord.gg',
    shard: [0, 1],
    application: { id: APPLICATION_ID, flags: ApplicationFlags.GatewayMessageContentLimited, flags_new: '524288' },
  },
  RESUMED: undefined,
  RATE_LIMITED: {
    opcode: GatewayOpcodes.RequestGuildMembers,
    retry_after: 23.5,
    meta: { guild_id: payloads.guild.id, nonce: 'n1' },
  },
  APPLICATION_COMMAND_PERMISSIONS_UPDATE: {
    id: APPLICATION_ID,
    application_id: APPLICATION_ID,
    guild_id: payloads.guild.id,
    permissions: [{ id: payloads.role.id, type: ApplicationCommandPermissionType.Role, permission: false }],
  },
  ENTITLEMENT_CREATE: entitlement,
  ENTITLEMENT_UPDATE: { ...entitlement, ends_at: '2026-02-01T00:00:00.000000+00:00', consumed: true },
  ENTITLEMENT_DELETE: { ...entitlement, deleted: true },
  SUBSCRIPTION_CREATE: subscription,
  SUBSCRIPTION_UPDATE: {
    ...subscription,
    status: SubscriptionStatus.Ending,
    canceled_at: MOMENT,
    renewal_sku_ids: [entitlement.sku_id],
  },
  SUBSCRIPTION_DELETE: { ...subscription, status: SubscriptionStatus.Inactive },
  INTERACTION_CREATE: {
    id: '846462639134605312',
    application_id: APPLICATION_ID,
    type: InteractionType.ApplicationCommand,
    data: {
      id: '771825006014889984',
      name: 'ban',
      type: ApplicationCommandType.ChatInput,
      guild_id: payloads.guild.id,
      options: [{ name: 'who', type: ApplicationCommandOptionType.User, value: user.id }],
      resolved: {
        users: { [user.id]: user },
        members: {
          [user.id]: {
            roles: [payloads.role.id],
            joined_at: MOMENT,
            flags: 0 as never,
            permissions: '66321471',
            pending: false,
          },
        },
      },
    },
    guild: { id: payloads.guild.id, locale: Locale.EnglishUS, features: [] },
    guild_id: payloads.guild.id,
    channel: { id: payloads.channel.id, type: ChannelType.GuildText, name: 'general' },
    channel_id: payloads.channel.id,
    member: { ...member, permissions: '2147483647' },
    token: 'aW50ZXJhY3Rpb246c2VjcmV0',
    version: 1,
    app_permissions: '442368',
    locale: Locale.EnglishUS,
    guild_locale: Locale.EnglishUS,
    entitlements: [entitlement],
    authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: payloads.guild.id },
    context: InteractionContextType.Guild,
    attachment_size_limit: 10_485_760,
  },
} satisfies Partial<Samples>;

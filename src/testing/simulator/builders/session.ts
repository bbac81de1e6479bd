/** Payloads about the session itself, and what comes to an application rather than to a guild. */
import {
  ApplicationCommandPermissionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  EntitlementType,
  GatewayOpcodes,
  InteractionContextType,
  InteractionType,
  Locale,
  SubscriptionStatus,
} from 'discord-api-types/v10';
import { renderReady, TRACE } from '../gateway/ready';
import { tokenText } from '../random';
import { ALL_PERMISSIONS } from '../world/permissions';
import { renderOwnUser } from '../world/render';
import { wire } from '../world/wire';
import { type Builders, type Scene } from './builder';
import { type DispatchData } from './dispatch-types';

const HALF_A_MONTH_MS = 15 * 86_400_000;

function entitlement(to: Scene): DispatchData<'ENTITLEMENT_CREATE'> {
  return {
    id: to.newId(),
    sku_id: to.newId(),
    application_id: to.bot.applicationId,
    user_id: to.userId,
    type: EntitlementType.Purchase,
    deleted: false,
    starts_at: null,
    ends_at: null,
  };
}

function subscription(to: Scene): DispatchData<'SUBSCRIPTION_CREATE'> {
  return {
    id: to.newId(),
    user_id: to.userId,
    sku_ids: [to.newId()],
    renewal_sku_ids: null,
    entitlement_ids: [to.newId()],
    current_period_start: to.time(-HALF_A_MONTH_MS),
    current_period_end: to.time(HALF_A_MONTH_MS),
    status: SubscriptionStatus.Active,
    canceled_at: null,
  };
}

/** Somebody uses a command without options in a text channel. */
function interaction(to: Scene): DispatchData<'INTERACTION_CREATE'> {
  const permissions = ALL_PERMISSIONS.toString();
  const { channel } = to;
  return wire({
    id: to.newId(),
    application_id: to.bot.applicationId,
    type: InteractionType.ApplicationCommand,
    data: { id: to.newId(), name: 'ping', type: ApplicationCommandType.ChatInput },
    guild: { id: to.guildId, features: [], locale: Locale.EnglishUS },
    guild_id: to.guildId,
    channel: { ...channel, permissions },
    channel_id: channel.id,
    member: { ...to.member, permissions },
    token: tokenText(to.world.random, 180),
    version: 1,
    app_permissions: permissions,
    locale: Locale.EnglishUS,
    guild_locale: Locale.EnglishUS,
    entitlements: [],
    authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: to.guildId },
    context: InteractionContextType.Guild,
    attachment_size_limit: 10_485_760,
  });
}

/** Nothing is documented to come with RESUMED. */
const TRACED = { _trace: TRACE } as unknown as undefined;

export const SESSION_BUILDERS: Builders<
  | 'READY'
  | 'RESUMED'
  | 'RATE_LIMITED'
  | 'USER_UPDATE'
  | 'APPLICATION_COMMAND_PERMISSIONS_UPDATE'
  | 'INTERACTION_CREATE'
  | 'ENTITLEMENT_CREATE'
  | 'ENTITLEMENT_UPDATE'
  | 'ENTITLEMENT_DELETE'
  | 'SUBSCRIPTION_CREATE'
  | 'SUBSCRIPTION_UPDATE'
  | 'SUBSCRIPTION_DELETE'
> = {
  READY: ({ session, resumeUrl, guild }) => wire(renderReady(session, [guild], resumeUrl, true)),
  RESUMED: () => TRACED,
  RATE_LIMITED: ({ guildId }) => ({
    opcode: GatewayOpcodes.RequestGuildMembers,
    retry_after: 30,
    meta: { guild_id: guildId },
  }),
  USER_UPDATE: ({ bot }) => renderOwnUser(bot.user),
  APPLICATION_COMMAND_PERMISSIONS_UPDATE: (to) => ({
    id: to.newId(),
    application_id: to.bot.applicationId,
    guild_id: to.guildId,
    permissions: [{ id: to.userId, type: ApplicationCommandPermissionType.User, permission: true }],
  }),
  INTERACTION_CREATE: interaction,
  ENTITLEMENT_CREATE: entitlement,
  ENTITLEMENT_UPDATE: (to) => ({ ...entitlement(to), ends_at: to.time(HALF_A_MONTH_MS) }),
  ENTITLEMENT_DELETE: (to) => ({ ...entitlement(to), deleted: true }),
  SUBSCRIPTION_CREATE: subscription,
  SUBSCRIPTION_UPDATE: (to) => ({ ...subscription(to), status: wire(1), canceled_at: to.time() }),
  SUBSCRIPTION_DELETE: (to) => ({ ...subscription(to), status: wire(2) }),
};

/**
 * What people buy: SKUs, entitlements and subscriptions. Entitlements say what somebody may use; a subscription makes
 * and prolongs them. https://discord.com/developers/docs/monetization/overview
 */
import { type ApplicationRecord } from './applications';
import { type World } from './world';

/** 2 durable, 3 consumable, 5 subscription, 6 the group that a subscription stands in. */
export type SkuType = 2 | 3 | 5 | 6;

export interface SkuRecord {
  readonly id: string;
  readonly name: string;
  readonly type: SkuType;
  /** Whether it is bought for a guild or by a user. */
  readonly scope: 'guild' | 'user';
}

export interface EntitlementRecord {
  readonly id: string;
  readonly sku: SkuRecord;
  readonly userId: string;
  readonly guildId: string | null;
  /** 1 bought once, 8 by subscription or for a test. */
  readonly type: 1 | 8;
  readonly isTest: boolean;
  readonly startsAtMs: number | null;
  endsAtMs: number | null;
  deleted: boolean;
  consumed: boolean;
}

/** 0 it goes on, 1 it ends with the period, 2 it is over. */
export type SubscriptionStatus = 0 | 1 | 2;

export interface SubscriptionRecord {
  readonly id: string;
  readonly userId: string;
  readonly sku: SkuRecord;
  readonly entitlement: EntitlementRecord;
  periodStartMs: number;
  periodEndMs: number;
  status: SubscriptionStatus;
  canceledAtMs: number | null;
}

export function createSku(world: World, application: ApplicationRecord, draft: Omit<SkuRecord, 'id'>): SkuRecord {
  const sku: SkuRecord = { id: world.ids.next(), ...draft };
  application.skus.set(sku.id, sku);
  return sku;
}

export type EntitlementDraft = Omit<EntitlementRecord, 'id' | 'deleted' | 'consumed'>;

/** Lets somebody use what a SKU stands for, and tells the bot. */
export function grantEntitlement(
  world: World,
  application: ApplicationRecord,
  draft: EntitlementDraft,
): EntitlementRecord {
  const entitlement: EntitlementRecord = { id: world.ids.next(), deleted: false, consumed: false, ...draft };
  application.entitlements.set(entitlement.id, entitlement);
  publish(world, application, 'ENTITLEMENT_CREATE', renderEntitlement(world, application, entitlement));
  return entitlement;
}

export function changeEntitlement(
  world: World,
  application: ApplicationRecord,
  entitlement: EntitlementRecord,
  changes: { consumed?: boolean; endsAtMs?: number | null },
): void {
  Object.assign(entitlement, changes);
  publish(world, application, 'ENTITLEMENT_UPDATE', renderEntitlement(world, application, entitlement));
}

/** Takes an entitlement back: a refund, or a test that is over. It stays in lists that ask for deleted ones. */
export function deleteEntitlement(world: World, application: ApplicationRecord, entitlement: EntitlementRecord): void {
  entitlement.deleted = true;
  publish(world, application, 'ENTITLEMENT_DELETE', renderEntitlement(world, application, entitlement));
}

/** Whether the entitlement's time is over. */
export function hasEnded(world: World, entitlement: EntitlementRecord): boolean {
  return entitlement.endsAtMs !== null && entitlement.endsAtMs <= world.clock.wallMs();
}

export function startSubscription(
  world: World,
  application: ApplicationRecord,
  draft: { sku: SkuRecord; userId: string; guildId: string | null; periodMs: number },
): SubscriptionRecord {
  const now = world.clock.wallMs();
  const { sku, userId, guildId, periodMs } = draft;
  // The entitlement of a running subscription has no end: it gets one when the subscription does.
  const entitlement = grantEntitlement(world, application, {
    sku,
    userId,
    guildId,
    type: 8,
    isTest: false,
    startsAtMs: now,
    endsAtMs: null,
  });
  const subscription: SubscriptionRecord = {
    id: world.ids.next(),
    userId,
    sku,
    entitlement,
    periodStartMs: now,
    periodEndMs: now + periodMs,
    status: 0,
    canceledAtMs: null,
  };
  application.subscriptions.set(subscription.id, subscription);
  publish(world, application, 'SUBSCRIPTION_CREATE', renderSubscription(world, subscription));
  return subscription;
}

export function changeSubscription(
  world: World,
  application: ApplicationRecord,
  subscription: SubscriptionRecord,
  changes: Partial<Pick<SubscriptionRecord, 'status' | 'periodStartMs' | 'periodEndMs' | 'canceledAtMs'>>,
): void {
  Object.assign(subscription, changes);
  publish(world, application, 'SUBSCRIPTION_UPDATE', renderSubscription(world, subscription));
}

/** Forgets a subscription, as Discord does when the account that held it is gone. */
export function deleteSubscription(
  world: World,
  application: ApplicationRecord,
  subscription: SubscriptionRecord,
): void {
  application.subscriptions.delete(subscription.id);
  publish(world, application, 'SUBSCRIPTION_DELETE', renderSubscription(world, subscription));
}

function publish(world: World, application: ApplicationRecord, name: string, data: object): void {
  world.publish({ name, audience: { kind: 'users', userIds: [application.bot.user.id] }, data });
  world.outbound?.event(application, name, data);
}

const timeOrNull = (world: World, atMs: number | null): string | null => (atMs === null ? null : world.timestamp(atMs));

/** Whether somebody may use now what an entitlement stands for. */
export function isActive(world: World, entitlement: EntitlementRecord): boolean {
  const { deleted, consumed, startsAtMs, endsAtMs } = entitlement;
  const now = world.clock.wallMs();
  return !deleted && !consumed && (startsAtMs ?? now) <= now && (endsAtMs ?? Infinity) > now;
}

export function renderSku(application: ApplicationRecord, sku: SkuRecord): object {
  return {
    id: sku.id,
    type: sku.type,
    application_id: application.id,
    name: sku.name,
    slug: sku.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    // 4 available, 128 for guilds, 256 for users.
    flags: 4 | (sku.type === 5 ? (sku.scope === 'guild' ? 128 : 256) : 0),
  };
}

export function renderEntitlement(
  world: World,
  application: ApplicationRecord,
  entitlement: EntitlementRecord,
): object {
  return {
    id: entitlement.id,
    sku_id: entitlement.sku.id,
    application_id: application.id,
    user_id: entitlement.userId,
    ...(entitlement.guildId === null ? {} : { guild_id: entitlement.guildId }),
    deleted: entitlement.deleted,
    starts_at: timeOrNull(world, entitlement.startsAtMs),
    ends_at: timeOrNull(world, entitlement.endsAtMs),
    type: entitlement.type,
    ...(entitlement.sku.type === 3 ? { consumed: entitlement.consumed } : {}),
  };
}

export function renderSubscription(world: World, subscription: SubscriptionRecord): object {
  return {
    id: subscription.id,
    user_id: subscription.userId,
    sku_ids: [subscription.sku.id],
    renewal_sku_ids: subscription.status === 0 ? [subscription.sku.id] : null,
    entitlement_ids: [subscription.entitlement.id],
    current_period_start: world.timestamp(subscription.periodStartMs),
    current_period_end: world.timestamp(subscription.periodEndMs),
    status: subscription.status,
    canceled_at: timeOrNull(world, subscription.canceledAtMs),
  };
}

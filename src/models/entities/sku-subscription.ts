/** A user's standing order for SKUs. https://discord.com/developers/docs/resources/subscription */
import { type APISubscription, type SubscriptionStatus } from 'discord-api-types/v10';
import { dateOf, dateOrNothing } from '../fields-of';
import { type EntitlementId, type SkuId, snowflakeDate, type SubscriptionId, type UserId } from '../ids';
import { userOf } from '../relations';
import { Entity } from '../entity';
import { type User } from './user';

/** A subscription. Whether somebody has what it pays for is said by entitlements, not by its status. */
export class SkuSubscription extends Entity<APISubscription> {
  get id(): SubscriptionId {
    return this.raw.id;
  }

  get userId(): UserId {
    return this.raw.user_id;
  }

  /** The subscriber, when remembered. */
  get user(): User | undefined {
    return userOf(this.context, this.raw.user_id);
  }

  get skuIds(): readonly SkuId[] {
    return this.raw.sku_ids;
  }

  get entitlementIds(): readonly EntitlementId[] {
    return this.raw.entitlement_ids;
  }

  /** What it will be for when it is renewed. */
  get renewalSkuIds(): readonly SkuId[] | null {
    return this.raw.renewal_sku_ids;
  }

  get currentPeriodStart(): Date {
    return dateOf(this.raw.current_period_start);
  }

  get currentPeriodEnd(): Date {
    return dateOf(this.raw.current_period_end);
  }

  get status(): SubscriptionStatus {
    return this.raw.status;
  }

  get canceledAt(): Date | null {
    return dateOrNothing(this.raw.canceled_at);
  }

  /** Two letters of the country it is paid from; only with the scope for it. */
  get country(): string | null | undefined {
    return this.raw.country;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }
}

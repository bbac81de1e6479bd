/** Events of what the application sells. https://discord.com/developers/docs/events/gateway-events#entitlements */
import { Entitlement } from '../entities/entitlement';
import { SkuSubscription } from '../entities/sku-subscription';
import { dispatch } from './dispatch';

/** A user or a guild got the right to something: it was bought, given, or is part of a subscription. */
export class EntitlementCreateEvent extends dispatch('ENTITLEMENT_CREATE', Entitlement) {}

/** An entitlement changed: a subscription ended it, or it was used up. The event is the entitlement as it is now. */
export class EntitlementUpdateEvent extends dispatch('ENTITLEMENT_UPDATE', Entitlement) {}

/** An entitlement was taken away: refunded, or removed by Discord or as a test. Running out brings no such event. */
export class EntitlementDeleteEvent extends dispatch('ENTITLEMENT_DELETE', Entitlement) {}

/** A subscription was made. Whether somebody has what it pays for is said by entitlements. */
export class SubscriptionCreateEvent extends dispatch('SUBSCRIPTION_CREATE', SkuSubscription) {}

/** A subscription changed: renewed, cancelled, ended. The event is the subscription as it is now. */
export class SubscriptionUpdateEvent extends dispatch('SUBSCRIPTION_UPDATE', SkuSubscription) {}

/** A subscription was deleted, which is rare: one that ends is updated. */
export class SubscriptionDeleteEvent extends dispatch('SUBSCRIPTION_DELETE', SkuSubscription) {}

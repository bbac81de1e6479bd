/** What Discord takes about what is sold. https://discord.com/developers/docs/resources/entitlement */
import { type EntitlementsQuery, type SubscriptionsQuery, type TestEntitlementBody } from '../bodies/monetization';
import { bodySpec } from './body-spec';
import { Optional, Present, Whole } from './rules';

export class TestEntitlementRules {
  @Present() skuId: unknown;
  @Present() ownerId: unknown;
  @Whole(1, 2) ownerType: unknown;
}

export class SalesPageRules {
  @Optional() @Whole(1, 100) limit?: unknown;
}

export const testEntitlementSpec = bodySpec<TestEntitlementBody>('The test entitlement', {
  rules: TestEntitlementRules,
});

export const entitlementsQuerySpec = bodySpec<EntitlementsQuery>('The query for entitlements', {
  rules: SalesPageRules,
});

export const subscriptionsQuerySpec = bodySpec<SubscriptionsQuery>('The query for subscriptions', {
  rules: SalesPageRules,
});

/** Bodies and queries about what is sold. https://discord.com/developers/docs/monetization/overview */
import {
  type RESTGetAPIEntitlementsQuery,
  type RESTGetAPISKUSubscriptionsQuery,
  type RESTPostAPIEntitlementJSONBody,
} from 'discord-api-types/v10';
import { type SkuId } from '../ids';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/entitlement#create-test-entitlement */
export type TestEntitlementBody = BodyOf<RESTPostAPIEntitlementJSONBody>;

/** https://discord.com/developers/docs/resources/entitlement#list-entitlements */
export type EntitlementsQuery = Omit<BodyOf<RESTGetAPIEntitlementsQuery>, 'skuIds'> & {
  /** A list, or ids with commas between. */
  readonly skuIds?: string | readonly SkuId[] | undefined;
};

/** https://discord.com/developers/docs/resources/subscription#list-sku-subscriptions */
export type SubscriptionsQuery = BodyOf<RESTGetAPISKUSubscriptionsQuery>;

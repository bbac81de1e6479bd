/** Subscriptions to SKUs. https://discord.com/developers/docs/resources/subscription */
import { type APISubscription } from 'discord-api-types/v10';
import {
  type ActionOptions,
  compareSnowflakes,
  type SkuId,
  SkuSubscription,
  type SubscriptionId,
  type SubscriptionsQuery,
  subscriptionsQuerySpec,
  type UserId,
} from '../../models';
import { type Pages } from '../paging';
import { subscriptionRoutes } from '../routes/subscriptions';
import { queryOf, Resource } from './resource';

const PAGE = 100;

export class SubscriptionsResource extends Resource {
  /** One page of the subscriptions that hold a SKU: up to 100. A bot has to say of which user. */
  async list(skuId: SkuId, query?: SubscriptionsQuery, options?: ActionOptions): Promise<SkuSubscription[]> {
    const init = { query: this.query(subscriptionsQuerySpec, query), options };
    const raws = await this.fetchList<APISubscription>(subscriptionRoutes.list, { sku_id: skuId }, init);
    return raws.map((raw) => new SkuSubscription(raw, this.context));
  }

  /** All subscriptions that fit, by age, oldest first. */
  iterate(
    skuId: SkuId,
    query: Omit<SubscriptionsQuery, 'before' | 'limit'> = {},
    options?: ActionOptions,
  ): Pages<SkuSubscription> {
    return this.pages(
      PAGE,
      async (cursor, limit, left) => {
        // Without `after` Discord does not say from which end it begins.
        const page = await this.list(skuId, { ...query, after: cursor ?? query.after ?? '0', limit }, left);
        return page.sort((a, b) => compareSnowflakes(a.id, b.id));
      },
      (subscription) => subscription.id,
      options,
    );
  }

  /** @param query a client of a user may leave its own `userId` out. */
  async get(
    skuId: SkuId,
    subscriptionId: SubscriptionId,
    query?: { readonly userId?: UserId | undefined },
    options?: ActionOptions,
  ): Promise<SkuSubscription> {
    const params = { sku_id: skuId, subscription_id: subscriptionId };
    const init = { query: queryOf(query), options };
    return new SkuSubscription(await this.fetch<APISubscription>(subscriptionRoutes.get, params, init), this.context);
  }
}

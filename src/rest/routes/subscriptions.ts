/** Wire table: subscriptions to SKUs. https://discord.com/developers/docs/resources/subscription */
import { route } from '../route';

export const subscriptionRoutes = {
  list: route('GET', '/skus/{sku_id}/subscriptions'),
  get: route('GET', '/skus/{sku_id}/subscriptions/{subscription_id}'),
} as const;

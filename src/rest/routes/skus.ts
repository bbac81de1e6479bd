/** Wire table: SKUs. https://discord.com/developers/docs/resources/sku */
import { route } from '../route';

export const skuRoutes = {
  list: route('GET', '/applications/{application_id}/skus'),
} as const;

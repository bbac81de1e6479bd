/** Wire table: where the gateway is. https://discord.com/developers/docs/events/gateway#get-gateway */
import { route } from '../route';

export const gatewayRoutes = {
  get: route('GET', '/gateway', { auth: false }),
  getBot: route('GET', '/gateway/bot'),
} as const;

/** Where to connect. https://discord.com/developers/docs/events/gateway#get-gateway */
import { type RestContext } from '../context';
import { ok, type RestAnswer, type Route } from '../router';

function gateway(context: RestContext): RestAnswer {
  return ok({ url: context.gateway.url });
}

function gatewayBot(context: RestContext): RestAnswer {
  const { bot } = context;
  return ok({
    url: context.gateway.url,
    shards: bot.shards,
    session_start_limit: context.gateway.startLimit(bot),
  });
}

export const GATEWAY_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/gateway', handler: gateway, isOpen: true },
  { method: 'GET', template: '/gateway/bot', handler: gatewayBot },
];

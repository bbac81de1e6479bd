/**
 * Who may ask a route: bots by their token, applications for people by an access token with the right scope.
 * https://discord.com/developers/docs/reference#authentication
 */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type GrantRecord } from '../world/oauth';
import { type BotRecord } from '../world/records';
import { ApiError, unauthorized } from './api-error';
import { type Route } from './router';

export interface Credentials {
  readonly bot: BotRecord | undefined;
  readonly grant: GrantRecord | undefined;
  readonly authorization: string | undefined;
}

/** Throws as Discord answers when the route is not for these credentials. */
export function authorize(route: Route, { bot, grant, authorization = '' }: Credentials): void {
  if (route.isOpen) return;
  if (bot && authorization.startsWith('Bot ')) {
    if (!route.noBots) return;
    throw new ApiError(403, Codes.BotsCannotUseThisEndpoint, 'Bots cannot use this endpoint');
  }
  if (!grant || !route.scopes) throw unauthorized();
  if (route.scopes.length === 0 || route.scopes.some((scope) => grant.scopes.includes(scope))) return;
  throw new ApiError(403, Codes.MissingRequiredOAuth2Scope, 'Missing required OAuth2 scope');
}

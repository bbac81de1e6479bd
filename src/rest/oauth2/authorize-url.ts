/** The page on which a user allows an application something. https://discord.com/developers/docs/topics/oauth2 */
import { type ApplicationIntegrationType, type OAuth2Scopes } from 'discord-api-types/v10';
import { type ApplicationId, type GuildId } from '../../models';

const PAGE = 'https://discord.com/oauth2/authorize';

/** What is asked of the user. */
export interface AuthorizeUrlOptions {
  readonly scopes: readonly (OAuth2Scopes | `${OAuth2Scopes}` | (string & {}))[];
  /** Comes back with the code: a value that nobody can guess ties the answer to the browser that asked. */
  readonly state?: string | undefined;
  /** Where the user comes back to; `null` leaves it out. Default: the client’s. */
  readonly redirectUri?: string | null | undefined;
  /** `none` skips the question when the user said yes before. Default `consent`. */
  readonly prompt?: 'consent' | 'none' | undefined;
  /** Bits of `PermissionFlagsBits` that the bot asks for. */
  readonly permissions?: bigint | string | undefined;
  /** Chosen beforehand when the bot is added. */
  readonly guildId?: GuildId | undefined;
  /** Whether the user may choose another guild. */
  readonly disableGuildSelect?: boolean | undefined;
  /** Whether the application is added to a guild or to the user. */
  readonly integrationType?: ApplicationIntegrationType | undefined;
  /** Of `createPkce()`; its verifier goes with the code. */
  readonly codeChallenge?: string | undefined;
}

/** Scopes that add an application to a guild or user, and give no token. */
const ADDING: readonly string[] = ['bot', 'applications.commands'];

/** The page’s address. */
export function authorizeUrl(clientId: ApplicationId, options: AuthorizeUrlOptions): string {
  const { scopes, redirectUri, disableGuildSelect, codeChallenge } = options;
  const givesCode = typeof redirectUri === 'string' || scopes.some((scope) => !ADDING.includes(scope));
  const fields: Readonly<Record<string, string | undefined>> = {
    client_id: clientId,
    response_type: givesCode ? 'code' : undefined,
    redirect_uri: redirectUri ?? undefined,
    scope: scopes.join(' '),
    state: options.state,
    prompt: options.prompt,
    permissions: options.permissions?.toString(),
    guild_id: options.guildId,
    disable_guild_select: disableGuildSelect === undefined ? undefined : String(disableGuildSelect),
    integration_type: options.integrationType?.toString(),
    code_challenge: codeChallenge,
    code_challenge_method: codeChallenge === undefined ? undefined : 'S256',
  };
  const query = Object.entries(fields)
    .filter((field): field is [string, string] => field[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${PAGE}?${query.join('&')}`;
}

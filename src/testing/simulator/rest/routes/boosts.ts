/** The answer to guilds that ask for what their boosts do not pay for. */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { ApiError } from '../api-error';

export function notEnoughBoosts(): ApiError {
  return new ApiError(
    403,
    Codes.ServerNeedsMoreBoostsToPerformThisAction,
    'This server needs more boosts to perform this action',
  );
}

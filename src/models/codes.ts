/** Error codes of the models room. */
import { type ErrorCodes } from '../errors';

export const modelErrorCodes = {
  VIEW_UNBOUND: 'A view that belongs to no client was asked to act.',
  BODY_INVALID: 'An outgoing body breaks one of Discord’s limits; it was not sent. `fields` names each place.',
} as const satisfies ErrorCodes;

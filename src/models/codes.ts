/** Error codes of the models room. */
import { type ErrorCodes } from '../errors';

export const modelErrorCodes = {
  VIEW_UNBOUND: 'A view that belongs to no client was asked to act.',
  VIEW_INCOMPLETE: 'A view was asked for something that its payload does not hold.',
  VIEW_WITHOUT_GATEWAY: 'A view was asked for what only the gateway tells, and its client has none.',
  BODY_INVALID: 'An outgoing body breaks one of Discord’s limits; it was not sent. `fields` names each place.',
  VALUE_INVALID: 'A function was given a value that it cannot take.',
} as const satisfies ErrorCodes;

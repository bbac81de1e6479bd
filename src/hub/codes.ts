/** Error codes of the hub, and the start-up problems that it finds. */
import { type ErrorCodes } from '../errors';

export const hubErrorCodes = {
  HUB_ALREADY_STARTED: 'The hub, or the group, was started a second time.',
  HUB_NOT_STARTED: 'Something was asked of a group that is there only after its start.',
  HUB_STOPPED: 'The hub, or the group, was stopped and cannot be started again.',
  HUB_NO_GROUP_STARTED: 'Not one group became ready; `results` says why for each.',
  HUB_NO_ENDPOINT: 'The HTTP endpoint was asked for of a group that has none.',
  SETUP_NO_GROUPS: 'The hub was started without a group.',
  SETUP_DUPLICATE_GROUP: 'Two groups have the same name.',
  SETUP_GROUP_NAME: 'A group has no name, or one that is not text.',
  SETUP_TOKEN_MISSING: 'A group has no token.',
  SETUP_TOKEN_MALFORMED: 'A group’s token does not look like a bot token.',
  SETUP_TOKEN_SHARED: 'Two groups have the same token.',
  SETUP_INTENT_UNKNOWN: 'A group’s options name an intent that does not exist.',
  SETUP_PUBLIC_KEY: 'The public key of an HTTP endpoint is missing, or is none.',
  SETUP_ENDPOINT_OPTIONS: 'An option of an HTTP endpoint cannot work.',
  SETUP_GATEWAY_OFF: 'A handler asks for something that only the gateway brings, in a group without one.',
  SETUP_API_ADDRESS: 'The address of the API is no URL, or would send tokens unencrypted over a network.',
} as const satisfies ErrorCodes;

/** Error codes of the cache, and the start-up problems about it. */
import { type ErrorCodes } from '../errors';

export const cacheErrorCodes = {
  CACHE_FIELD_DROPPED: 'A field was read that the policy of the cache does not keep.',
  CACHE_STORE_PATH: 'A cache store was given a key or an id that is none.',
  SETUP_CACHE_OPTIONS:
    'The options of a cache name a kind or a field that does not exist, or hold a value that is none.',
  SETUP_CACHE_INTENT: 'A cache is told to keep what the session is not sent, because an intent is missing.',
  SETUP_CACHE_NEEDED: 'A handler listens to an event that is derived from what the cache does not keep.',
} as const satisfies ErrorCodes;

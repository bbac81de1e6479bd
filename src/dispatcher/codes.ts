/** Error codes of the dispatcher room. */
import { type ErrorCodes } from '../errors';

export const dispatcherErrorCodes = {
  DISPATCH_NOT_AN_EVENT:
    'Something that is no event class, or one that is never made, was subscribed to or dispatched.',
  DISPATCH_NOT_A_HANDLER: 'What was given to addHandler is neither a function nor a handler class.',
  DISPATCH_UNKNOWN_ARGUMENT:
    'A handler asked for an argument by a name that nobody gave a value; the known names are listed.',
  DISPATCH_ARGUMENT_UNRESOLVED: 'A parameter of a handler cannot be filled: nothing is provided for it.',
  DISPATCH_INTENT_MISSING: 'A handler listens to an event that the session’s intents do not bring.',
  DISPATCH_NOT_STARTED: 'A handler class was called before its group started, so it has no instance yet.',
  DISPATCH_WAIT_TIMEOUT: 'No event that fits came in time.',
  DISPATCH_WAIT_ABORTED: 'Waiting for an event was given up by the caller’s signal.',
  DISPATCH_GUARD_OPTIONS: 'A guard was made with something that it cannot hold: a duration, a number, a name.',
  DISPATCH_LIMIT_OPTIONS:
    'A number in the options of a dispatcher would let nothing run or tell nothing: 0, NaN, one below 0.',
  DISPATCH_NOT_USABLE: 'What @Use or a `use` names is neither a guard nor an interceptor, or was undefined.',
  DISPATCH_STEP_INVALID: 'A guard names a step that does not exist, or a step is added where it cannot be.',
  DISPATCH_OUTCOME_TWICE: 'A group has two @OnOutcome methods.',
  DISPATCH_USE_IDLE: '@Use stands on a method that is not called as a handler, so it guards nothing.',
  DISPATCH_GUARD_VERDICT: 'A guard answered with something that is neither a refusal nor nothing.',
  DISPATCH_NEXT_TWICE: 'An interceptor called next() twice.',
  DISPATCH_NEXT_LATE: 'An interceptor called next() after it had ended.',
  DISPATCH_RETRY_BESIDE: 'A call was not retried: an interceptor had given its last run up, which did not end.',
  DISPATCH_CLOSED: 'The dispatcher is closed: its group has stopped.',
} as const satisfies ErrorCodes;

/** Error codes of the interactions room. */
import { type ErrorCodes } from '../errors';

export const interactionErrorCodes = {
  INTERACTION_EXPIRED:
    'An interaction is too old to be answered: three seconds for the first answer, 15 minutes for others.',
  INTERACTION_ANSWERED:
    'An interaction was given a first answer twice, or one of a kind that cannot follow the one before.',
  INTERACTION_ANSWER_INVALID: 'What a handler answered with cannot answer this kind of interaction.',
  INTERACTION_COMMAND_INVALID: 'A command, an option or an autocompletion is defined in a way that Discord refuses.',
  INTERACTION_COMPONENT_INVALID: 'A component, a form or a custom id is defined in a way that cannot work.',
  INTERACTION_DUPLICATE: 'Two handlers of one group answer the same command, component or form.',
  INTERACTION_ADDED_LATE:
    'A handler class that answers commands, components or forms was added after its group had started.',
  INTERACTION_SYNC_FAILED: 'Commands could not be brought to Discord, or only some of them.',
  INTERACTION_ENDPOINT_LISTEN: 'The HTTP endpoint could not have the port that it was to listen on.',
  INTERACTION_WAIT_TIMEOUT:
    'Nobody used a component or a form in the time that was given, or before its message was deleted.',
  INTERACTION_WAIT_OPTIONS: 'A wait for clicks, a question or pages were given a time or a number that is none.',
  INTERACTION_WAIT_ENDED: 'A wait for a component or a form was given up: by its signal, or because the bot stops.',
} as const satisfies ErrorCodes;

export type InteractionErrorCode = keyof typeof interactionErrorCodes;

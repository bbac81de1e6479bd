/**
 * What a handler class answers that was added after the start. Events can be heard from any moment on; commands, components and
 * forms are read once, because Discord has to be told of commands, and because two that clash must not start at all.
 */
import { type Class } from '../../di';
import { type SetupProblem } from '../../errors';
import {
  autocompleteRecords,
  commandRecords,
  componentRecords,
  type MethodRecord,
  modalRecords,
} from '../metadata/records';
import { textCommandRecords } from '../text/text-records';
import { methodRecords } from './method-records';

const LISTS = [
  [commandRecords, 'answers a command'],
  [autocompleteRecords, 'completes an option'],
  [componentRecords, 'answers a component'],
  [modalRecords, 'answers a form'],
  [textCommandRecords, 'answers a text command'],
] as const;

/** One for each method of the class that answers something; of a class that only hears events there are none. @internal */
export function lateProblems(type: Class): SetupProblem[] {
  return LISTS.flatMap(([list, does]) =>
    methodRecords<MethodRecord>(list, type).map(({ method, place }) => ({
      code: 'INTERACTION_ADDED_LATE',
      message: `${[type.name, method].filter(Boolean).join('.')} ${does}, and ${type.name} was added after its group had been read: nobody would call it.`,
      advice: `add ${type.name} before the start: to the \`handlers\` of the group or of a module, or by addHandler before hub.start().`,
      place,
    })),
  );
}

/** Whether a command, a suggestion, a component, a form or a text calls a method. @internal */
export function isAnswered(type: Class, called: string): boolean {
  return LISTS.some(([list]) => methodRecords<MethodRecord>(list, type).some(({ method }) => method === called));
}

/** What is wrong with a group's options of voice, told with everything else before anything connects and not at the first call. */
import { type SetupProblem } from '../errors';
import { type Clock } from '../util';
import { voiceOptionErrors } from '../voice';
import { type ClientGroupOptions } from './options';
import { refusedOptions } from './refused-options';

/** Without workers everything goes with everything, and voice need not be loaded to say so. */
export function voiceProblems(
  name: string,
  { voice, voiceCalls }: ClientGroupOptions,
  clock: Clock,
): Omit<SetupProblem, 'place'>[] {
  if (!voice?.worker || voiceCalls) return [];
  return voiceOptionErrors({ clock, ...voice }).map((error) => refusedOptions(name, error));
}

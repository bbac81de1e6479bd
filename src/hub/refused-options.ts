/** An error about a group's options, as one of the problems that are told before anything connects. */
import { type SetupProblem } from '../errors';
import { type GatewayError } from '../gateway';
import { type VoiceError } from '../voice';

export function refusedOptions(
  group: string,
  { code, message, advice = 'look at the options of the group.' }: GatewayError | VoiceError,
): Omit<SetupProblem, 'place'> {
  const [what = message] = message.split('\n  Try: ');
  return { code, message: `Group "${group}": ${what}`, advice };
}

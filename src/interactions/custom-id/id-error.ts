/** The error of a custom id that cannot be. */
import { InteractionError } from '../interaction-error';

export function idError(
  message: string,
  advice = 'look at the line that the stack names; docs/guide/17-components-and-modals.md shows how ids are declared.',
): InteractionError {
  return new InteractionError({ code: 'INTERACTION_COMPONENT_INVALID', kind: 'definition', message, advice });
}

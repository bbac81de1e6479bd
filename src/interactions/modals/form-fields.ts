/** What the form classes of modals are to the rest of the room. */
import { type APIInteractionDataResolved, type APIModalSubmissionComponent } from 'discord-api-types/v10';
import { type Class } from '../../di';
import { type SetupProblem } from '../../errors';
import { type ViewContext } from '../../models';
import { type CustomId } from '../custom-id/custom-id';
import { type OptionFault } from '../faults/option-fault';

/** A class of a form, read. `readForm(Class)` makes it; several reads give the same one. */
export interface FormFields<T extends object = object> {
  readonly type: Class<T>;
  readonly customId: CustomId;
  readonly problems: readonly SetupProblem[];
  /** Makes an instance of what a person entered; the faults when the class's own rules refuse it. */
  decode(
    components: readonly APIModalSubmissionComponent[],
    resolved: APIInteractionDataResolved | undefined,
    context: ViewContext,
    guildId: string | undefined,
    /** What the custom id holds. */
    id: object | undefined,
  ): T | readonly OptionFault[];
}

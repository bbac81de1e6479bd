/** What the option classes of commands are to the rest of the room: read once, decoded for each use. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandInteractionDataBasicOption,
  type APIInteractionDataResolved,
} from 'discord-api-types/v10';
import { type Class } from '../../di';
import { type SetupProblem } from '../../errors';
import { type BodyOf, type ViewContext } from '../../models';
import { type OptionFault } from '../faults/option-fault';

/** One option as Discord takes it, in camelCase. */
export type OptionBody = BodyOf<APIApplicationCommandBasicOption>;

/** A class of options, read. `readOptions(Class)` makes it; several reads give the same one. */
export interface OptionFields<T extends object = object> {
  readonly type: Class<T>;
  /** The options as Discord takes them, required ones first. */
  readonly bodies: readonly OptionBody[];
  /** Everything that is wrong with the class. */
  readonly problems: readonly SetupProblem[];
  /** Field -> the option's name, of those that complete themselves. */
  readonly completed: ReadonlyMap<string, string>;
  /** Makes an instance of what a person entered; the faults when the class's own rules refuse it. */
  decode(
    options: readonly APIApplicationCommandInteractionDataBasicOption[],
    resolved: APIInteractionDataResolved | undefined,
    context: ViewContext,
    guildId: string | undefined,
  ): T | readonly OptionFault[];
}

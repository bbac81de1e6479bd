/** What `@Command` takes beside a name and a description. */
import { type OptionsClass } from '../commands/command-init';

/** Where a text command may be used. */
export type TextCommandPlace = 'Guild' | 'BotDM';

export interface TextCommandInit {
  /** Other names, each of one word or more: `['p']`. */
  readonly aliases?: readonly string[] | undefined;
  /** Where it can be used; `['Guild']` gives the method a context whose guild and member are there. Default: everywhere. */
  readonly contexts?: readonly TextCommandPlace[] | undefined;
  /** Not in the list that `help` shows. */
  readonly hidden?: boolean | undefined;
  /**
   * When the bot shows as typing while the handler still runs, in milliseconds; `false`: never. Default 2 000.
   */
  readonly defer?: number | false | undefined;
  /**
   * The class of parameter 1. Needed only where the compiler writes no metadata (JavaScript, esbuild, tsx); otherwise the type of
   * the parameter says it.
   */
  readonly options?: OptionsClass | undefined;
}

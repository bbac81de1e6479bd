/** What the decorators of this room leave on classes: plain records, read when a group starts. */
import { type Class, RecordList } from '../../di';
import { type SetupPlace } from '../../errors';
import { type AnyCommandInit } from '../commands/command-init';
import { type CustomId } from '../custom-id/custom-id';

/** Where a command may be used. https://discord.com/developers/docs/interactions/application-commands#interaction-contexts */
export type CommandContext = 'Guild' | 'BotDM' | 'PrivateChannel';

export type InstallationKind = 'GuildInstall' | 'UserInstall';

/** How a method's answer is handled. */
export interface AnswerOptions {
  /** Only the person who acted sees the answer, the deferred one included. Default `false`. */
  readonly ephemeral?: boolean | undefined;
  /**
   * When a handler that still runs is acknowledged by itself, in milliseconds; `false`: never. Default 2 000, and never for a
   * handler that may show a modal.
   */
  readonly defer?: number | false | undefined;
  /** The handler may show a form, which must be the first answer: it is not deferred by itself. */
  readonly modal?: boolean | undefined;
}

/** How the answer of a component or a form is handled, and where it can be used. */
export interface PlacedAnswerOptions extends AnswerOptions {
  /**
   * Where it can be used. Who uses it elsewhere is told so, and the method is not called. `['Guild']` gives the method a context
   * whose guild and member are there. Default: everywhere.
   */
  readonly contexts?: readonly CommandContext[] | undefined;
}

/** One method that answers. `isStatic` is a mistake that is told at the start. */
export interface MethodRecord {
  readonly method: string;
  readonly place: SetupPlace;
  readonly isStatic: boolean;
}

export type CommandKind = 'slash' | 'user' | 'message' | 'entry';

/** A group of subcommands, declared once. */
export interface CommandGroupRecord {
  readonly name: string;
  readonly description: string;
  readonly init: AnyCommandInit;
  readonly place: SetupPlace;
}

/** `@Slash`, `@UserCommand`, `@MessageCommand`, `@EntryPoint` on one method. On a class `@EntryPoint` has no method: `''`. */
export interface CommandRecord extends MethodRecord {
  readonly kind: CommandKind;
  /** `['ban']`, or with groups `['role', 'member', 'add']`: the names down to this command. */
  readonly path: readonly string[];
  readonly description: string;
  /** The groups that it stands in, outermost first; those of one command are the same objects. */
  readonly groups: readonly CommandGroupRecord[];
  /** What its decorator was told; how answers are handled may come from its groups. */
  readonly options: AnyCommandInit;
}

/** `@Autocomplete(Options, 'field')` on one method. */
export interface AutocompleteRecord extends MethodRecord {
  /** `undefined` where a circular import kept it from being there. */
  readonly optionsClass: Class | undefined;
  readonly field: string;
}

export type ComponentKind =
  'button' | 'string-select' | 'user-select' | 'role-select' | 'mentionable-select' | 'channel-select';

/** `@Button(id)`, `@Select(id)` and its kin on one method. */
export interface ComponentRecord extends MethodRecord {
  /** `undefined`: any kind of select. */
  readonly kind: ComponentKind | undefined;
  readonly customId: CustomId | string | undefined;
  readonly options: PlacedAnswerOptions;
}

/** `@OnModal(Form)` on one method. */
export interface ModalRecord extends MethodRecord {
  readonly form: Class | undefined;
  readonly options: PlacedAnswerOptions;
}

export const commandRecords = new RecordList<CommandRecord>('commands');
export const autocompleteRecords = new RecordList<AutocompleteRecord>('autocompletes');
export const componentRecords = new RecordList<ComponentRecord>('components');
export const modalRecords = new RecordList<ModalRecord>('modals');

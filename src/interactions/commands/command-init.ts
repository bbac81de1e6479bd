/** What the decorators of commands take beside names and descriptions, and how they type the methods they stand on. */
import { type PermissionName } from '../../models';
import { type AnswerOptions, type CommandContext, type InstallationKind } from '../metadata/records';
import { type Localizations } from '../options/option-init';

export interface CommandTexts {
  readonly nameLocalizations?: Localizations | undefined;
  readonly descriptionLocalizations?: Localizations | undefined;
}

/** Of a command as a whole: who sees it and where. What is left out is left to Discord's defaults. */
export interface CommandPlaceInit {
  /**
   * What members need to see the command, until the guild's administrators decide otherwise; `[]`: administrators only.
   * Default: everybody.
   */
  readonly permissions?: readonly PermissionName[] | undefined;
  /** Where it can be used. `['Guild']` gives the method a context whose guild and member are there. */
  readonly contexts?: readonly CommandContext[] | undefined;
  /** Whether it comes with the application in a guild, for a user, or both. */
  readonly integrationTypes?: readonly InstallationKind[] | undefined;
  /** Only in channels for adults. */
  readonly nsfw?: boolean | undefined;
  /** Ids of the guilds whose own command it is; it is not there anywhere else. Default: a global command. */
  readonly guilds?: readonly string[] | undefined;
}

/** A class without constructor parameters whose fields are options. */
export type OptionsClass<T extends object = object> = new () => T;

export interface SlashInit extends CommandPlaceInit, CommandTexts, AnswerOptions {
  /**
   * The class of parameter 1. Needed only where the compiler writes no metadata (JavaScript, esbuild, tsx); otherwise the type of
   * the parameter says it.
   */
  readonly options?: OptionsClass | undefined;
}

/** Of a subcommand: who sees it and where is said by its group. */
export interface SubcommandInit extends CommandTexts, AnswerOptions {
  readonly options?: OptionsClass | undefined;
}

/** Of a group; how answers are handled is the default of its subcommands. */
export interface SlashGroupInit extends CommandPlaceInit, CommandTexts, AnswerOptions {}

export interface SubgroupInit extends CommandTexts, AnswerOptions {}

/** Of the menu of a user or a message: these have no description. */
export interface MenuCommandInit extends CommandPlaceInit, AnswerOptions {
  readonly nameLocalizations?: Localizations | undefined;
}

/** All of them at once, for whoever reads records. */
export type AnyCommandInit = Omit<SlashInit, 'options'> & { readonly options?: unknown };

/** Whether the command can be used in guilds only. */
export type IsGuildOnly<Init> = Init extends { readonly guilds: readonly string[] }
  ? true
  : Init extends { readonly contexts: readonly ['Guild'] }
    ? true
    : false;

/** What follows the context: the options where the decorator names their class, then what is injected. */
/* eslint-disable @typescript-eslint/no-explicit-any -- what is injected is checked when the program starts */
export type AfterContext<Init> = Init extends { readonly options: OptionsClass<infer Options> }
  ? [options: Options, ...injected: any[]]
  : any[];
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Stands on a method that takes this context, and then the options and what is injected. */
export type CommandDecorator<Context, After extends readonly unknown[]> = <
  F extends (context: Context, ...after: After) => unknown,
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/** `@EntryPoint`: the command that opens the application's activity. */
import { captureSpot } from '../../di';
import { type EntryPointContext, type GuildEntryPointContext } from '../context/commands';
import { type AfterContext, type CommandPlaceInit, type CommandTexts, type IsGuildOnly } from './command-init';
import { type AnswerOptions } from '../metadata/records';
import { type Only } from '../options/option-types';
import { recordCommand } from './record-command';

/** What `@EntryPoint` takes beside a name and a description. It has no `guilds`: there is one for everywhere. */
export interface EntryPointInit extends Omit<CommandPlaceInit, 'guilds'>, CommandTexts, AnswerOptions {}

/** On a class Discord opens the activity by itself; on a method the method answers. */
export interface EntryPointDecorator<Context = EntryPointContext> {
  (type: new (...args: never[]) => object): void;
  <F extends (context: Context, ...after: AfterContext<object>) => unknown>(
    target: object,
    method: string,
    descriptor: TypedPropertyDescriptor<F>,
  ): void;
}

/**
 * Declares the command that opens the application's activity, of which there is at most one. On a handler class Discord opens
 * the activity by itself and tells the channel; on a method the method answers; with `contexts: ['Guild']` it gets a `GuildEntryPointContext`.
 * https://discord.com/developers/docs/interactions/application-commands#entry-point-commands
 * @param name 1 to 32 characters. @param description 1 to 100 characters.
 * @throws {SetupError} at the start: INTERACTION_COMMAND_INVALID for what Discord would refuse, and for a second one.
 */
export function EntryPoint<const Init extends EntryPointInit = EntryPointInit>(
  name: string,
  description: string,
  init?: Only<Init, EntryPointInit>,
): EntryPointDecorator<IsGuildOnly<Init> extends true ? GuildEntryPointContext : EntryPointContext> {
  return recordCommand({ kind: 'entry', name, description, init, groups: [], spot: captureSpot(EntryPoint) });
}

/** `@EntryPoint`: the command that opens the application's activity. */
import { captureSpot } from '../../di';
import { type EntryPointContext } from '../context/commands';
import { type AfterContext, type CommandPlaceInit, type CommandTexts } from './command-init';
import { type AnswerOptions } from '../metadata/records';
import { recordCommand } from './record-command';

export interface EntryPointInit extends Omit<CommandPlaceInit, 'guilds'>, CommandTexts, AnswerOptions {}

/** On a class Discord opens the activity by itself; on a method the method answers. */
export interface EntryPointDecorator {
  (type: new (...args: never[]) => object): void;
  <F extends (context: EntryPointContext, ...after: AfterContext<object>) => unknown>(
    target: object,
    method: string,
    descriptor: TypedPropertyDescriptor<F>,
  ): void;
}

/**
 * Declares the command that opens the application's activity, of which there is at most one. On a handler class Discord opens
 * the activity by itself and tells the channel; on a method the method answers.
 * https://discord.com/developers/docs/interactions/application-commands#entry-point-commands
 */
export function EntryPoint(name: string, description: string, init?: EntryPointInit): EntryPointDecorator {
  return recordCommand({ kind: 'entry', name, description, init, groups: [], spot: captureSpot(EntryPoint) });
}

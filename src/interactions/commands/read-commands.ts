/** Reads the commands that the handler classes of a group define. */
import { type Class } from '../../di';
import { type CommandSet } from './command-set';

export function readCommands(_types: readonly Class[]): CommandSet {
  return { definitions: [], targets: new Map(), problems: [] };
}

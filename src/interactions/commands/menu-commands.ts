/** `@UserCommand` and `@MessageCommand`: methods that answer an entry in the menu of a user or a message. */
import { captureSpot } from '../../di';
import {
  type GuildMessageCommandContext,
  type GuildUserCommandContext,
  type MessageCommandContext,
  type UserCommandContext,
} from '../context/commands';
import { type AfterContext, type CommandDecorator, type IsGuildOnly, type MenuCommandInit } from './command-init';
import { type Only } from '../options/option-types';
import { recordCommand } from './record-command';

/**
 * The method answers an entry in the menu of users; `ctx.target` is whose menu it was. There are 15 at most, and no options.
 * https://discord.com/developers/docs/interactions/application-commands#user-commands
 * @param name 1 to 32 characters, spaces and capitals are fine.
 * @param init with `contexts: ['Guild']` or `guilds` the method gets a `GuildUserCommandContext`.
 * @throws {SetupError} at the start, as of `@Slash`.
 */
export function UserCommand<const Init extends MenuCommandInit = MenuCommandInit>(
  name: string,
  init?: Only<Init, MenuCommandInit>,
): CommandDecorator<IsGuildOnly<Init> extends true ? GuildUserCommandContext : UserCommandContext, AfterContext<Init>> {
  return recordCommand({ kind: 'user', name, description: '', init, groups: [], spot: captureSpot(UserCommand) });
}

/**
 * The method answers an entry in the menu of messages; `ctx.target` is the message. Otherwise as {@link UserCommand}.
 * https://discord.com/developers/docs/interactions/application-commands#message-commands
 */
export function MessageCommand<const Init extends MenuCommandInit = MenuCommandInit>(
  name: string,
  init?: Only<Init, MenuCommandInit>,
): CommandDecorator<
  IsGuildOnly<Init> extends true ? GuildMessageCommandContext : MessageCommandContext,
  AfterContext<Init>
> {
  const spot = captureSpot(MessageCommand);
  return recordCommand({ kind: 'message', name, description: '', init, groups: [], spot });
}

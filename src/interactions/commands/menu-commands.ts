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

/** The method answers an entry in the menu of users; `ctx.target` is whose menu it was. @param name 1 to 32 characters, spaces and capitals are fine. */
export function UserCommand<const Init extends MenuCommandInit = MenuCommandInit>(
  name: string,
  init?: Only<Init, MenuCommandInit>,
): CommandDecorator<IsGuildOnly<Init> extends true ? GuildUserCommandContext : UserCommandContext, AfterContext<Init>> {
  return recordCommand({ kind: 'user', name, description: '', init, groups: [], spot: captureSpot(UserCommand) });
}

/** The method answers an entry in the menu of messages; `ctx.target` is the message. @param name as for {@link UserCommand}. */
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

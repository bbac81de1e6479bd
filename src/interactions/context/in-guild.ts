/** What contexts of guilds have in common: the compiler knows that guild and member are there. */
import { type GuildId, type Member } from '../../models';
import { type AnyContext } from './any-context';

/** Guild and member are there. */
export interface InGuildContext {
  readonly guildId: GuildId;
  readonly member: Member;
}

/**
 * The class as it is: that guild and member are there is seen to by whoever makes contexts of what was used in a guild, and by the
 * check of places. Only their types differ, so there is nothing to be done at run time.
 */
export function inGuild<Context extends new (...args: never[]) => AnyContext>(
  type: Context,
): new (...args: ConstructorParameters<Context>) => InstanceType<Context> & InGuildContext {
  return type as never;
}

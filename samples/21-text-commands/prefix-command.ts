/** Lets a server choose its prefix. */
import { Command, type GuildTextContext, Handler, Permissions, StringOption, Use } from 'corduroy';
import { GuildPrefixes } from './guild-prefixes';

class PrefixOptions {
  @StringOption('What commands begin with', { minLength: 1, maxLength: 5 }) prefix!: string;
}

@Handler()
export class PrefixCommand {
  constructor(private readonly prefixes: GuildPrefixes) {}

  @Command('prefix', 'Chooses what commands begin with', { contexts: ['Guild'] })
  @Use(Permissions('ManageGuild'))
  choose({ guildId }: GuildTextContext, { prefix }: PrefixOptions) {
    this.prefixes.choose(guildId, prefix);
    return `Commands begin with ${prefix} now.`;
  }
}

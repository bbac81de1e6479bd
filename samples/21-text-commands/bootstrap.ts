/** A bot that people write to: `!remember`, `@Alpha notes`, or whatever prefix their server has chosen. */
import { ClientHub, env, Prefixes } from 'corduroy';
import { GuildPrefixes } from './guild-prefixes';
import { Notes } from './notes';
import { PrefixCommand } from './prefix-command';

export const hub = new ClientHub();

hub.createClientGroup('alpha', env('DISCORD_TOKEN'), {
  handlers: [Notes, PrefixCommand],
  providers: [GuildPrefixes, { provide: Prefixes, useExisting: GuildPrefixes }],
});

void hub.run();

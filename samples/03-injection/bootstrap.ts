/** A bot that explains words; everything it needs is injected. */
import { ClientHub, env } from 'corduroy';
import { DictionaryModule } from './dictionary';

export const hub = new ClientHub();

hub.createClientGroup('dictionary', env('DISCORD_TOKEN'), { modules: [DictionaryModule] });

void hub.run();

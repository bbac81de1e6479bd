/** The same module in two groups: each bot keeps its own count, and both share the scoreboard. */
import { ClientHub, env } from 'corduroy';
import { CountingModule } from './counter';

export const hub = new ClientHub();

hub.createClientGroup('alpha', env('DISCORD_TOKEN'), { modules: [CountingModule] });
hub.createClientGroup('beta', env('DISCORD_TOKEN_2'), { modules: [CountingModule] });

void hub.run();

/** The same bot on Discord; its tests are beside it. */
import { ClientHub, env } from 'corduroy';
import { DiceModule } from './dice';

export const hub = new ClientHub();

hub.createClientGroup('dice', env('DISCORD_TOKEN'), { modules: [DiceModule] });

void hub.run();

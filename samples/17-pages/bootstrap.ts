/** A bot that leafs through patterns, and asks before it throws them away. */
import { ClientHub, env } from 'corduroy';
import { PatternBook } from './pattern-book';
import { Patterns } from './patterns';

export const hub = new ClientHub();

hub.createClientGroup('patterns', env('DISCORD_TOKEN'), { handlers: [Patterns], providers: [PatternBook] });

void hub.run();

/** A shop that takes orders in a form. */
import { ClientHub, env } from 'corduroy';
import { Shop } from './shop';

export const hub = new ClientHub();

hub.createClientGroup('shop', env('DISCORD_TOKEN'), { handlers: [Shop] });

void hub.run();

/** A bot that weaves, with commands in English and German. */
import { ClientHub, env } from 'corduroy';
import { Stock, StockKeeper, Weaver } from './weaver';

export const hub = new ClientHub();

hub.createClientGroup('weaver', env('DISCORD_TOKEN'), {
  handlers: [Weaver, StockKeeper],
  providers: [Stock],
  interactions: { localisations: { folder: 'samples/14-slash-commands/locales' } },
});

void hub.run();

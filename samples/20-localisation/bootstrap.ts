/** A bot that speaks English, German and Polish. */
import { ClientHub, env, sayFaults, Texts } from 'corduroy';
import { Shop } from './shop';
import { faults, words } from './words';

export const hub = new ClientHub();

hub.createClientGroup('alpha', env('DISCORD_TOKEN'), {
  handlers: [Shop],
  providers: [{ provide: Texts, useValue: words }],
  interactions: {
    texts: (locale) => ({ failed: words.of(locale)('failed'), fault: sayFaults(faults.of(locale)) }),
  },
});

void hub.run();

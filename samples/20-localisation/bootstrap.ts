/** A bot that speaks English, German and Polish. */
import { ClientHub, env, Texts } from 'corduroy';
import { Shop } from './shop';
import { words } from './words';

export const hub = new ClientHub();

hub.createClientGroup('alpha', env('DISCORD_TOKEN'), {
  handlers: [Shop],
  providers: [{ provide: Texts, useValue: words }],
  interactions: { texts: (locale) => ({ failed: words.of(locale)('failed') }) },
});

void hub.run();

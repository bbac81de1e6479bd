/** A bot without a gateway: Discord sends what people do to its address, and reads the answer from the response. */
import { ClientHub, env } from 'corduroy';
import { Library } from './library';

export const hub = new ClientHub();

// Discord takes `https:` addresses: a proxy that has the certificate stands before this port.
hub.createClientGroup('library', env('DISCORD_TOKEN'), {
  gateway: false,
  handlers: [Library],
  interactions: {
    endpoint: {
      publicKey: env('DISCORD_PUBLIC_KEY'),
      path: '/interactions',
      listen: { port: Number(process.env.PORT ?? 3_000) },
    },
  },
});

void hub.run();

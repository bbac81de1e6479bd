/** A bot that remembers what it needs and no more, and knows it still after a restart. */
import { ClientHub, env } from 'corduroy';
import { Watcher } from './watcher';

export const hub = new ClientHub();

hub.createClientGroup('alpha', env('DISCORD_TOKEN'), {
  handlers: [Watcher],
  cache: {
    // Left out: what no privileged intent brings is kept whole.
    emojis: 'off',
    stickers: 'off',
    // The last hundred of each channel, for an hour, and of each only what is read.
    messages: { max: 100, ttlMs: 3_600_000, keep: ['author', 'content'] },
    scheduledEvents: { filter: ({ name }) => !name.startsWith('draft') },
  },
  // Sessions, and what they remember, for the next run. Left out, it is `.corduroy`.
  state: process.env.STATE_DIRECTORY ? { directory: process.env.STATE_DIRECTORY } : undefined,
});

void hub.run();

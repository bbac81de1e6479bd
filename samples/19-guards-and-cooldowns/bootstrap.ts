/** A mill that says who may do what, where, how often, and for how much. */
import { ClientHub, env } from 'corduroy';
import { Keeper, MillModule } from './mill';

export const hub = new ClientHub();

hub.createClientGroup('mill', env('DISCORD_TOKEN'), {
  modules: [MillModule],
  handlers: [Keeper],
  // Asked last, so that nobody pays for what a limit refuses.
  dispatcher: { steps: [{ name: 'payment', after: 'limits' }] },
});

void hub.run();

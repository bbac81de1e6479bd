/** A bot in a process of its own, as `npm start` would run it: `hub.run()` and nothing else. */
import { ClientHub, env, MessageCreateEvent } from '../../../src';

const hub = new ClientHub();
const group = hub.createClientGroup('alpha', env('ALPHA_TOKEN'), { intents: ['Guilds', 'GuildMessages'] });
if (process.env.SLOW_STOP) {
  group.dispatcher.addHandler(MessageCreateEvent, () => new Promise(() => undefined));
}
void hub.run().then(() => process.stdout.write('run() resolved\n'));

/** A bot that keeps its state in a directory and tells on standard output what it hears, at once: it is going to be killed. */
import { writeSync } from 'node:fs';
import { ClientHub, env, MessageCreateEvent } from '../../../src';

const hub = new ClientHub({ state: { directory: process.env.STATE_DIRECTORY as string } });
const group = hub.createClientGroup('alpha', env('ALPHA_TOKEN'), {
  intents: ['Guilds', 'GuildMessages', 'MessageContent'],
});
group.dispatcher.addHandler(MessageCreateEvent, (event) => {
  writeSync(1, `heard ${event.content}\n`);
});
void hub.run();

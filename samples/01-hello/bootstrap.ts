/** Two bots in one program. Alpha greets, takes leave, and speaks through Beta when it is asked to. */
import { ClientHub, env, MessageCreateEvent } from 'corduroy';
import { GreetingModule } from './greeter';
import { Waver } from './waver';

export const hub = new ClientHub();

const alpha = hub.createClientGroup('alpha', env('DISCORD_TOKEN'), {
  modules: [GreetingModule],
  handlers: [Waver],
});

// A plain function hears events too; what it needs beside the event comes by name.
alpha.dispatcher.addArgument('farewell', 'Until next time');
alpha.dispatcher.addHandler(MessageCreateEvent, async (event, { farewell }) => {
  if (event.content === 'bye') await event.reply(`${String(farewell)}, ${event.author.username}`);
});

// One bot hears, another one speaks: `client_groups` holds every bot of the program by its name.
alpha.dispatcher.addHandler(MessageCreateEvent, async (event, { client_groups: groups }) => {
  const [, words] = /^tell beta (.+)$/.exec(event.content) ?? [];
  if (!words) return;
  const beta = groups.get('beta');
  if (beta) await beta.client.messages.create(event.channelId, { content: `Alpha asks me to say: ${words}` });
  else await event.reply('Beta is not here: start me with DISCORD_TOKEN_2 as well');
});

if (process.env.DISCORD_TOKEN_2) hub.createClientGroup('beta', env('DISCORD_TOKEN_2'));

void hub.run();

/** A bot whose voice another library plays: a node elsewhere, to which it only says where to go. */
import { ClientHub, env, useVoiceAdapter } from 'corduroy';
import { Disc } from './disc';
import { FarNode } from './far-node';
import { FarVoice } from './far-voice';

export const hub = new ClientHub();
export const node = new FarNode();
const voice = new FarVoice(node);

const group = hub.createClientGroup('alpha', env('DISCORD_TOKEN'), {
  handlers: [Disc],
  providers: [{ provide: FarVoice, useValue: voice }],
});

// From here on the library has every hook of the bot's own voice; what Corduroy would do by itself is not done.
useVoiceAdapter(group, voice);

void hub.run();

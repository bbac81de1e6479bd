/** A bot that goes into voice channels, and knows what became of it there. */
import { ClientHub, env, VoiceController } from 'corduroy';
import { Caller } from './caller';
import { TalkativeVoice } from './talkative-voice';
import { Whereabouts } from './whereabouts';

export const hub = new ClientHub();

hub.createClientGroup('alpha', env('DISCORD_TOKEN'), {
  handlers: [Caller],
  // A subclass takes the hooks that it overrides; its intents are asked for by themselves.
  providers: [Whereabouts, { provide: VoiceController, useClass: TalkativeVoice }],
});

void hub.run();

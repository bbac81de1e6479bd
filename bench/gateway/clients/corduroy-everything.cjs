/**
 * Corduroy with a handler class that listens to every event of the mix. Each method is given one argument by its class and
 * one by its name, as TypeScript's metadata would have it; here `Args` says so.
 */
'use strict';
const corduroy = require('corduroy');
const { TOKEN } = require('../../lib/children.cjs');

const { Args, ClientHub, Handler, On } = corduroy;

/** What is injected by class. */
class Ears {
  constructor({ heard, noted }) {
    this.heard = heard;
    this.noted = noted;
  }
}

class Everything {
  onMessage(event, ears, botName) {
    ears.heard(event.author.id, event.author.bot, event.content, event.channelId, event.timestamp.getTime(), botName);
  }

  onMessageUpdate(event, ears, botName) {
    ears.noted(event.id, event.content, botName);
  }

  onPresence(event, ears, botName) {
    ears.noted(event.userId, event.status, botName);
  }

  onTyping(event, ears, botName) {
    ears.noted(event.userId, event.channelId, botName);
  }

  onReaction(event, ears, botName) {
    ears.noted(event.userId, event.emoji.name, botName);
  }

  onVoiceState(event, ears, botName) {
    ears.noted(event.userId, event.channelId, botName);
  }

  onMember(event, ears, botName) {
    ears.noted(event.user.id, event.nick, botName);
  }

  onInteraction(event, ears, botName) {
    ears.noted(event.id, event.token, botName);
  }
}

const EVENTS = {
  onMessage: 'MessageCreateEvent',
  onMessageUpdate: 'MessageUpdateEvent',
  onPresence: 'PresenceUpdateEvent',
  onTyping: 'TypingStartEvent',
  onReaction: 'MessageReactionAddEvent',
  onVoiceState: 'VoiceStateUpdateEvent',
  onMember: 'GuildMemberUpdateEvent',
  onInteraction: 'InteractionCreateEvent',
};

// What `@Handler() class … { @On(MessageCreateEvent) @Args(Ears, 'bot_name') onMessage(…)` compiles to.
for (const [method, event] of Object.entries(EVENTS)) {
  const descriptor = Object.getOwnPropertyDescriptor(Everything.prototype, method);
  On(corduroy[event])(Everything.prototype, method, descriptor);
  Args(Ears, 'bot_name')(Everything.prototype, method, descriptor);
}
Handler()(Everything);

exports.start = async ({ port, compression, heard, noted }) => {
  const hub = new ClientHub({ api: `http://127.0.0.1:${port}/api/v10` });
  const group = hub.createClientGroup('bench', TOKEN, {
    compression,
    intents: { add: ['MessageContent', 'GuildMembers', 'GuildPresences'] },
    cache: 'off',
    handlers: [Everything],
    providers: [{ provide: Ears, useValue: new Ears({ heard, noted }) }],
  });
  group.dispatcher.addArgument('bot_name', 'bench');
  await hub.start();
};

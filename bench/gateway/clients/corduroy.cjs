/** Corduroy as a bot author uses it: a hub, a group, a handler for an event. */
'use strict';
const { ClientHub, MessageCreateEvent } = require('corduroy');
const { TOKEN } = require('../../lib/children.cjs');

/** @param options of the group, beside what the bench needs of it. */
exports.start = async ({ port, compression, heard }, options = {}) => {
  const hub = new ClientHub({ api: `http://127.0.0.1:${port}/api/v10` });
  const group = hub.createClientGroup('bench', TOKEN, {
    compression,
    intents: { add: ['MessageContent'] },
    cache: 'off',
    ...options,
  });
  group.dispatcher.addHandler(MessageCreateEvent, (event) => {
    heard(event.author.id, event.author.bot, event.content, event.channelId, event.timestamp.getTime());
  });
  await hub.start();
};

/** Corduroy with what most bots want remembered: guilds with their roles, channels, and voice states. */
'use strict';
const { start } = require('./corduroy.cjs');

exports.start = (given) =>
  start(given, {
    cache: { guilds: 'all', roles: 'all', channels: 'all', voiceStates: 'all' },
    intents: { add: ['MessageContent', 'Guilds', 'GuildVoiceStates'] },
  });

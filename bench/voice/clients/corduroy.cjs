/** Corduroy as a bot author uses it: a hub, a group, a join and a play for each call. */
'use strict';
const { ClientHub, Source } = require('corduroy');

/** @param voice options of the group's voice. */
exports.open = async ({ apiUrl, token, file, shards }, voice = {}) => {
  const troubles = [];
  const note = (level) => (message, fields) => troubles.push(`${level}: ${message} ${JSON.stringify(fields ?? {})}`);
  const logger = { debug: () => undefined, info: () => undefined, warn: note('warn'), error: note('error') };
  logger.child = () => logger;
  const hub = new ClientHub({ api: apiUrl, logger });
  const group = hub.createClientGroup('bench', token, {
    intents: ['Guilds', 'GuildVoiceStates'],
    shards,
    // The address is this machine's, and still its voice servers speak TLS.
    voice: { secure: true, ...voice },
  });
  const [started] = await hub.start();
  if (!started.ok) throw started.error;
  const source = Source.file(file);
  return {
    troubles,
    join: async ({ guildId, channelId }) => {
      const call = await group.voice.join(guildId, channelId, { timeoutMs: 60_000 });
      call.play(source);
    },
  };
};

/** discord.js with every cache that it can do without set to nothing. */
'use strict';
const { start } = require('./discordjs.cjs');

const NOTHING = [
  'ApplicationCommandManager',
  'AutoModerationRuleManager',
  'BaseGuildEmojiManager',
  'DMMessageManager',
  'GuildBanManager',
  'GuildEmojiManager',
  'GuildInviteManager',
  'GuildMemberManager',
  'GuildMessageManager',
  'GuildScheduledEventManager',
  'GuildStickerManager',
  'MessageManager',
  'PresenceManager',
  'ReactionManager',
  'ReactionUserManager',
  'StageInstanceManager',
  'ThreadManager',
  'ThreadMemberManager',
  'UserManager',
  'VoiceStateManager',
];

exports.start = (given) =>
  start({
    ...given,
    makeOptions: ({ Options }) => ({
      makeCache: Options.cacheWithLimits(Object.fromEntries(NOTHING.map((name) => [name, 0]))),
    }),
  });

/** What the handlers of clients that hand out raw payloads read, by event. */
'use strict';

exports.onDispatch = {
  MESSAGE_CREATE: (d, { heard }) =>
    heard(d.author.id, d.author.bot === true, d.content, d.channel_id, Date.parse(d.timestamp)),
  MESSAGE_UPDATE: (d, { noted }) => noted(d.id, d.content),
  PRESENCE_UPDATE: (d, { noted }) => noted(d.user.id, d.status),
  TYPING_START: (d, { noted }) => noted(d.user_id, d.channel_id),
  MESSAGE_REACTION_ADD: (d, { noted }) => noted(d.user_id, d.emoji.name),
  VOICE_STATE_UPDATE: (d, { noted }) => noted(d.user_id, d.channel_id),
  GUILD_MEMBER_UPDATE: (d, { noted }) => noted(d.user.id, d.nick),
  INTERACTION_CREATE: (d, { noted }) => noted(d.id, d.token),
};

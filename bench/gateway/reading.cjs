/**
 * What handlers read of each event, as numbers that are added up. The server adds up the same from the payloads that it
 * sends: a client whose sum is another has lost an event, or shown its handler something else than was sent.
 */
'use strict';

/** Depends on the length and on the last letter, which also makes sure that the text is there and not only promised. */
function textAmount(text) {
  return typeof text === 'string' && text !== '' ? text.length * 128 + (text.charCodeAt(text.length - 1) % 128) : 0;
}

/** What is read of a message create, by every client. @param timestampMs when it was sent */
function messageAmount(authorId, isBot, content, channelId, timestampMs) {
  return (
    textAmount(authorId) + (isBot ? 1 : 0) + textAmount(content) + textAmount(channelId) + (timestampMs % 1_000_000)
  );
}

/** What is read of any other event, by the clients that are subscribed to everything: two texts, either may be absent. */
function amount(first, second) {
  return textAmount(first) + textAmount(second);
}

/** By event, from its payload as it was sent. */
const FROM_PAYLOAD = {
  MESSAGE_CREATE: (d) =>
    messageAmount(d.author.id, d.author.bot === true, d.content, d.channel_id, Date.parse(d.timestamp)),
  MESSAGE_UPDATE: (d) => amount(d.id, d.content),
  PRESENCE_UPDATE: (d) => amount(d.user.id, d.status),
  TYPING_START: (d) => amount(d.user_id, d.channel_id),
  MESSAGE_REACTION_ADD: (d) => amount(d.user_id, d.emoji.name),
  VOICE_STATE_UPDATE: (d) => amount(d.user_id, d.channel_id),
  GUILD_MEMBER_UPDATE: (d) => amount(d.user.id, d.nick),
  INTERACTION_CREATE: (d) => amount(d.id, d.token),
};

module.exports = { amount, FROM_PAYLOAD, messageAmount };

/** What to try, for the answers that bot authors meet most. Codes: Discord's "JSON Error Codes". */

const BY_CODE: Readonly<Record<number, string>> = {
  10003: 'check the channel id; the channel may be deleted, or in a guild the bot is not in.',
  10004: 'check the guild id; the bot must be a member of the guild.',
  10007: 'the user is no member of this guild (any more).',
  10008: 'the message is deleted, or belongs to another channel: pass the id of the channel it was sent in.',
  10011: 'the role is deleted, or belongs to another guild.',
  10013: 'check the user id.',
  10014: 'write a unicode emoji as it is, a custom one as name:id of an emoji that the bot can use.',
  10062: 'an interaction must be answered within 3 seconds; defer first when the work takes longer.',
  20012: 'only the owner of the application may do this.',
  20028: 'this place is written to too often; wait, or write less.',
  30003: 'unpin another message first: a channel keeps a limited number of pins.',
  30010: 'a message takes 20 different reactions; remove one first.',
  40005: 'make the files smaller.',
  40333: 'the proxy before Discord did not like the request: check what `userAgent` says.',
  40033: 'the message is published already.',
  40060: 'an interaction is answered once; send a follow-up instead.',
  50001: 'give the bot access: it must be in the guild, see the channel, and have the scope that the call needs.',
  50003: 'this cannot be done in a direct message.',
  50005: 'only the author of a message may edit it.',
  50006: 'a message needs content, an embed, a sticker, a component, a poll or a file.',
  50007: 'the user does not take direct messages from this bot.',
  50008: 'messages cannot be sent to a channel of this type.',
  50013: 'give the bot’s role the permission, and move the role above the roles and members it acts on.',
  50019: 'a message can only be pinned in its own channel.',
  50024: 'this cannot be done in a channel of this type.',
  50034: 'messages older than two weeks cannot be deleted in bulk; delete them one by one.',
  50035: 'correct the fields listed above.',
  50074: 'the channel is needed by a community feature of the guild; change that setting first.',
  50083: 'the thread is archived; unarchive it first.',
  160002: 'the bot needs the permission to read the message history to reply.',
};

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'check the token: copy it again from the developer portal, and pass it without the word “Bot”.',
  403: 'check that the bot is in the guild and has the permission that the call needs.',
  404: 'check the ids: what they name does not exist, or the bot cannot see it.',
  405: 'this path does not take this method.',
  413: 'make the request smaller.',
};

/** What to try after an answer, where something is known. */
export function adviceFor(status: number, discordCode: number | undefined): string | undefined {
  return (
    (discordCode === undefined ? undefined : BY_CODE[discordCode]) ??
    BY_STATUS[status] ??
    (status >= 500 ? 'the fault is on Discord’s side: try again later, see https://discordstatus.com.' : undefined)
  );
}

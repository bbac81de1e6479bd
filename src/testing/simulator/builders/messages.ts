/** Payloads about messages, reactions and votes. */
import { MessageType } from 'discord-api-types/v10';
import { renderUser } from '../world/render';
import { wire } from '../world/wire';
import { type Builders, type Scene } from './builder';
import { type DispatchData } from './dispatch-types';

function message(to: Scene): DispatchData<'MESSAGE_CREATE'> {
  const { user: _user, ...member } = to.member;
  return {
    id: to.newId(),
    type: MessageType.Default,
    channel_id: to.channelId,
    channel_type: wire(0),
    guild_id: to.guildId,
    author: to.user,
    member,
    content: 'built',
    timestamp: to.time(),
    edited_timestamp: null,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    flags: wire(0),
  };
}

/** A message of a text channel: the newest there is. */
function place(to: Scene): { channel_id: string; message_id: string; guild_id: string } {
  const channel = to.guild.channels.get(to.channelId);
  const newest = [...(channel?.messages.keys() ?? [])].at(-1);
  return { channel_id: to.channelId, message_id: newest ?? to.newId(), guild_id: to.guildId };
}

const EMOJI = { id: null, name: '👍' };

function reaction(to: Scene): DispatchData<'MESSAGE_REACTION_REMOVE'> {
  return { ...place(to), user_id: to.userId, emoji: EMOJI, burst: false, type: wire(0) };
}

function vote(to: Scene): DispatchData<'MESSAGE_POLL_VOTE_ADD'> {
  return { ...place(to), user_id: to.userId, answer_id: 1 };
}

export const MESSAGE_BUILDERS: Builders<
  | 'MESSAGE_CREATE'
  | 'MESSAGE_UPDATE'
  | 'MESSAGE_DELETE'
  | 'MESSAGE_DELETE_BULK'
  | 'MESSAGE_REACTION_ADD'
  | 'MESSAGE_REACTION_REMOVE'
  | 'MESSAGE_REACTION_REMOVE_ALL'
  | 'MESSAGE_REACTION_REMOVE_EMOJI'
  | 'MESSAGE_POLL_VOTE_ADD'
  | 'MESSAGE_POLL_VOTE_REMOVE'
> = {
  MESSAGE_CREATE: message,
  MESSAGE_UPDATE: (to) => ({ ...message(to), edited_timestamp: to.time() }),
  MESSAGE_DELETE: (to) => ({ id: to.newId(), channel_id: to.channelId, guild_id: to.guildId }),
  MESSAGE_DELETE_BULK: (to) => ({
    ids: [to.newId(), to.newId()],
    channel_id: to.channelId,
    guild_id: to.guildId,
  }),
  MESSAGE_REACTION_ADD: (to) => ({
    ...reaction(to),
    member: to.member,
    message_author_id: renderUser(to.bot.user).id,
  }),
  MESSAGE_REACTION_REMOVE: reaction,
  MESSAGE_REACTION_REMOVE_ALL: place,
  MESSAGE_REACTION_REMOVE_EMOJI: (to) => ({ ...place(to), emoji: EMOJI }),
  MESSAGE_POLL_VOTE_ADD: vote,
  MESSAGE_POLL_VOTE_REMOVE: vote,
};

/** Samples of messages and what people do with them. */
import {
  AttachmentFlags,
  type GatewayMessageCreateDispatchData,
  MessageReferenceType,
  MessageType,
  PollLayoutType,
  ReactionType,
  StickerFormatType,
} from 'discord-api-types/v10';
import * as payloads from '../payloads';
import { APPLICATION_ID, member, memberWithoutUser, MOMENT, thread, user } from './parts';
import { type Samples } from './samples-of';

const guild_id = payloads.guild.id;
const channel_id = payloads.channel.id;
const message_id = payloads.message.id;

const message: GatewayMessageCreateDispatchData = {
  ...payloads.messageCreate,
  author: user,
  member: memberWithoutUser,
  mentions: [{ ...user, member: memberWithoutUser }],
  mention_channels: [{ id: channel_id, guild_id, name: 'general', type: payloads.channel.type }],
  attachments: payloads.message.attachments.map((file) => ({
    ...file,
    description: 'a loom',
    flags: AttachmentFlags.IsSpoiler,
    clip_participants: [user],
    clip_created_at: MOMENT,
  })),
  nonce: 'n1',
  webhook_id: '155117677105512455',
  application_id: APPLICATION_ID,
  type: MessageType.Reply,
  message_reference: { type: MessageReferenceType.Default, message_id, channel_id, guild_id },
  referenced_message: payloads.message,
  thread,
  sticker_items: [{ id: '749054660769218631', name: 'Wave', format_type: StickerFormatType.Lottie }],
  position: 3,
  poll: {
    question: { text: 'Warp or weft?' },
    answers: [{ answer_id: 1, poll_media: { text: 'Warp', emoji: { id: null, name: '🧵' } } }],
    expiry: MOMENT,
    allow_multiselect: false,
    layout_type: PollLayoutType.Default,
    results: { is_finalized: false, answer_counts: [{ id: 1, count: 2, me_voted: false }] },
  },
  call: { participants: [user.id], ended_timestamp: MOMENT },
};

const reaction = {
  user_id: user.id,
  channel_id,
  message_id,
  guild_id,
  emoji: { id: null, name: '🔥' },
  burst: false,
  type: ReactionType.Normal,
};

const vote = { user_id: user.id, channel_id, message_id, guild_id, answer_id: 1 };

export const messageSamples = {
  MESSAGE_CREATE: message,
  MESSAGE_UPDATE: { ...message, content: 'Changed', edited_timestamp: MOMENT },
  MESSAGE_DELETE: { id: message_id, channel_id, guild_id },
  MESSAGE_DELETE_BULK: { ids: [message_id, '661720242585600001'], channel_id, guild_id },
  MESSAGE_REACTION_ADD: { ...reaction, member, message_author_id: user.id, burst_colors: ['#ff0000'] },
  MESSAGE_REACTION_REMOVE: reaction,
  MESSAGE_REACTION_REMOVE_ALL: { channel_id, message_id, guild_id },
  MESSAGE_REACTION_REMOVE_EMOJI: { channel_id, message_id, guild_id, emoji: reaction.emoji },
  MESSAGE_POLL_VOTE_ADD: vote,
  MESSAGE_POLL_VOTE_REMOVE: vote,
} satisfies Partial<Samples>;

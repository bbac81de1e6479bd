/** What dispatches change: the pure heart of the cache, (what is known, a dispatch) -> changes. */
import { type CacheState } from '../cache-state';
import { type CacheChange } from '../changes';
import { isPayload } from '../records/ids';
import * as channels from './channels';
import { type ChangingDispatch, isChanging } from './dispatch-kinds';
import * as parts from './guild-parts';
import * as guilds from './guilds';
import * as members from './members';
import * as messages from './messages';
import { type Applying } from './reading';

const TABLE: Readonly<Record<ChangingDispatch, (applying: Applying) => void>> = {
  READY: guilds.ready,
  GUILD_CREATE: guilds.guildCreate,
  GUILD_UPDATE: guilds.guildUpdate,
  GUILD_DELETE: guilds.guildDelete,
  CHANNEL_CREATE: channels.channelPut,
  CHANNEL_UPDATE: channels.channelPut,
  CHANNEL_DELETE: channels.channelDelete,
  CHANNEL_PINS_UPDATE: channels.channelPins,
  THREAD_CREATE: channels.threadPut,
  THREAD_UPDATE: channels.threadPut,
  THREAD_DELETE: channels.threadDelete,
  THREAD_LIST_SYNC: channels.threadListSync,
  THREAD_MEMBER_UPDATE: channels.threadMember,
  THREAD_MEMBERS_UPDATE: channels.threadMembers,
  GUILD_ROLE_CREATE: parts.rolePut,
  GUILD_ROLE_UPDATE: parts.rolePut,
  GUILD_ROLE_DELETE: parts.roleDelete,
  GUILD_EMOJIS_UPDATE: parts.guildList('emojis'),
  GUILD_STICKERS_UPDATE: parts.guildList('stickers'),
  GUILD_MEMBER_ADD: members.memberAdd,
  GUILD_MEMBER_UPDATE: members.memberUpdate,
  GUILD_MEMBER_REMOVE: members.memberRemove,
  GUILD_MEMBERS_CHUNK: members.membersChunk,
  PRESENCE_UPDATE: members.presenceUpdate,
  VOICE_STATE_UPDATE: members.voiceStateUpdate,
  USER_UPDATE: members.userUpdate,
  GUILD_SCHEDULED_EVENT_CREATE: parts.recordPut('scheduledEvents'),
  GUILD_SCHEDULED_EVENT_UPDATE: parts.scheduledEventUpdate,
  GUILD_SCHEDULED_EVENT_DELETE: parts.recordDelete('scheduledEvents'),
  STAGE_INSTANCE_CREATE: parts.recordPut('stageInstances'),
  STAGE_INSTANCE_UPDATE: parts.recordPut('stageInstances'),
  STAGE_INSTANCE_DELETE: parts.recordDelete('stageInstances'),
  GUILD_SOUNDBOARD_SOUND_CREATE: parts.recordPut('soundboardSounds'),
  GUILD_SOUNDBOARD_SOUND_UPDATE: parts.recordPut('soundboardSounds'),
  GUILD_SOUNDBOARD_SOUND_DELETE: parts.recordDelete('soundboardSounds', 'sound_id'),
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: parts.sounds(false),
  SOUNDBOARD_SOUNDS: parts.sounds(true),
  MESSAGE_CREATE: messages.messageCreate,
  MESSAGE_UPDATE: messages.messageUpdate,
  MESSAGE_DELETE: messages.messageDelete,
  MESSAGE_DELETE_BULK: messages.messageDeleteBulk,
  MESSAGE_REACTION_ADD: messages.reaction(true),
  MESSAGE_REACTION_REMOVE: messages.reaction(false),
  MESSAGE_REACTION_REMOVE_ALL: messages.reactionsRemove,
  MESSAGE_REACTION_REMOVE_EMOJI: messages.reactionsRemove,
};

/**
 * Applies a dispatch and says what that changed. It never throws: what cannot be read is counted in `state.malformed`.
 * Told again, or of something that is not known, it changes nothing that it should not.
 */
export function applyDispatch(
  state: CacheState,
  packet: { readonly t: string; readonly d: unknown; readonly s?: number | undefined },
  shard: Applying['shard'],
): CacheChange[] {
  const changes: CacheChange[] = [];
  if (!isChanging(packet.t)) return changes;
  if (!isPayload(packet.d)) {
    state.malformed += 1;
    return changes;
  }
  try {
    TABLE[packet.t]({ state, data: packet.d, sequence: packet.s, changes, shard });
  } catch {
    // A field of the wrong type, somewhere that nobody looked beforehand.
    state.malformed += 1;
  }
  state.forgetSome();
  return changes;
}

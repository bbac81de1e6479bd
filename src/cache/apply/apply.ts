/** Which dispatches change what: the pure heart of the cache, (what is known, a dispatch) -> changes. */
import { type CacheKind } from '../../models';
import { type CacheState } from '../cache-state';
import { type CacheChange } from '../changes';
import { type Policies } from '../policy/policies';
import { isPayload } from '../records/ids';
import * as channels from './channels';
import * as parts from './guild-parts';
import * as guilds from './guilds';
import * as members from './members';
import * as messages from './messages';
import { type Applying } from './reading';

interface Row {
  /** Kinds, any one of which makes the dispatch worth reading. */
  readonly kinds: readonly CacheKind[];
  readonly apply: (applying: Applying) => void;
}

const OF_GUILDS: readonly CacheKind[] = [
  'guilds',
  'channels',
  'threads',
  'roles',
  'emojis',
  'stickers',
  'members',
  'voiceStates',
  'presences',
  'scheduledEvents',
  'stageInstances',
  'soundboardSounds',
];

function row(kinds: readonly CacheKind[], apply: Row['apply']): Row {
  return { kinds, apply };
}

const TABLE: Readonly<Record<string, Row>> = {
  READY: row([...OF_GUILDS, 'users', 'messages'], guilds.ready),
  GUILD_CREATE: row(OF_GUILDS, guilds.guildCreate),
  GUILD_UPDATE: row(['guilds', 'roles', 'emojis', 'stickers'], guilds.guildUpdate),
  GUILD_DELETE: row([...OF_GUILDS, 'messages'], guilds.guildDelete),
  CHANNEL_CREATE: row(['channels'], channels.channelPut),
  CHANNEL_UPDATE: row(['channels'], channels.channelPut),
  CHANNEL_DELETE: row(['channels', 'threads', 'messages'], channels.channelDelete),
  CHANNEL_PINS_UPDATE: row(['channels', 'threads'], channels.channelPins),
  THREAD_CREATE: row(['threads'], channels.threadPut),
  THREAD_UPDATE: row(['threads', 'messages'], channels.threadPut),
  THREAD_DELETE: row(['threads', 'messages'], channels.threadDelete),
  THREAD_LIST_SYNC: row(['threads'], channels.threadListSync),
  THREAD_MEMBER_UPDATE: row(['threads'], channels.threadMember),
  THREAD_MEMBERS_UPDATE: row(['threads'], channels.threadMembers),
  GUILD_ROLE_CREATE: row(['roles'], parts.rolePut),
  GUILD_ROLE_UPDATE: row(['roles'], parts.rolePut),
  GUILD_ROLE_DELETE: row(['roles', 'members'], parts.roleDelete),
  GUILD_EMOJIS_UPDATE: row(['emojis'], parts.guildList('emojis')),
  GUILD_STICKERS_UPDATE: row(['stickers'], parts.guildList('stickers')),
  GUILD_MEMBER_ADD: row(['members'], members.memberAdd),
  GUILD_MEMBER_UPDATE: row(['members'], members.memberUpdate),
  GUILD_MEMBER_REMOVE: row(['members', 'voiceStates', 'presences'], members.memberRemove),
  GUILD_MEMBERS_CHUNK: row(['members', 'presences'], members.membersChunk),
  PRESENCE_UPDATE: row(['presences'], members.presenceUpdate),
  VOICE_STATE_UPDATE: row(['voiceStates'], members.voiceStateUpdate),
  USER_UPDATE: row(['users'], members.userUpdate),
  GUILD_SCHEDULED_EVENT_CREATE: row(['scheduledEvents'], parts.recordPut('scheduledEvents')),
  GUILD_SCHEDULED_EVENT_UPDATE: row(['scheduledEvents'], parts.scheduledEventUpdate),
  GUILD_SCHEDULED_EVENT_DELETE: row(['scheduledEvents'], parts.recordDelete('scheduledEvents')),
  STAGE_INSTANCE_CREATE: row(['stageInstances'], parts.recordPut('stageInstances')),
  STAGE_INSTANCE_UPDATE: row(['stageInstances'], parts.recordPut('stageInstances')),
  STAGE_INSTANCE_DELETE: row(['stageInstances'], parts.recordDelete('stageInstances')),
  GUILD_SOUNDBOARD_SOUND_CREATE: row(['soundboardSounds'], parts.recordPut('soundboardSounds')),
  GUILD_SOUNDBOARD_SOUND_UPDATE: row(['soundboardSounds'], parts.recordPut('soundboardSounds')),
  GUILD_SOUNDBOARD_SOUND_DELETE: row(['soundboardSounds'], parts.recordDelete('soundboardSounds', 'sound_id')),
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: row(['soundboardSounds'], parts.sounds(false)),
  SOUNDBOARD_SOUNDS: row(['soundboardSounds'], parts.sounds(true)),
  MESSAGE_CREATE: row(['messages'], messages.messageCreate),
  MESSAGE_UPDATE: row(['messages'], messages.messageUpdate),
  MESSAGE_DELETE: row(['messages'], messages.messageDelete),
  MESSAGE_DELETE_BULK: row(['messages'], messages.messageDeleteBulk),
  MESSAGE_REACTION_ADD: row(['messages'], messages.reaction(true)),
  MESSAGE_REACTION_REMOVE: row(['messages'], messages.reaction(false)),
  MESSAGE_REACTION_REMOVE_ALL: row(['messages'], messages.reactionsRemove),
  MESSAGE_REACTION_REMOVE_EMOJI: row(['messages'], messages.reactionsRemove),
};

/** Names of the dispatches that change what these policies keep: no others need be read. */
export function dispatchesOf(policies: Policies): string[] {
  return Object.entries(TABLE).flatMap(([name, { kinds }]) => (kinds.some((kind) => policies[kind]) ? [name] : []));
}

/**
 * Applies a dispatch and says what that changed. It never throws: what cannot be read is counted in `state.malformed`.
 * Told again, or of something that is not known, it changes nothing that it should not.
 */
export function applyDispatch(
  state: CacheState,
  packet: { readonly t: string; readonly d: unknown },
  shard: Applying['shard'],
): CacheChange[] {
  const changes: CacheChange[] = [];
  const entry = Object.hasOwn(TABLE, packet.t) ? TABLE[packet.t] : undefined;
  if (!entry) return changes;
  if (!isPayload(packet.d)) {
    state.malformed += 1;
    return changes;
  }
  try {
    entry.apply({ state, data: packet.d, changes, shard });
  } catch {
    // A field of the wrong type, somewhere that nobody looked beforehand.
    state.malformed += 1;
  }
  state.forgetSome();
  return changes;
}

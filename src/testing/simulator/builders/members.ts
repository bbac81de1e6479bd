/** Payloads about members and how they appear. */
import { renderPresence } from '../world/render';
import { type Builders, type Scene } from './builder';
import { type DispatchData } from './dispatch-types';

function newMember(to: Scene): DispatchData<'GUILD_MEMBER_ADD'> {
  return { ...to.member, user: to.newUser(), nick: null, roles: [], joined_at: to.time(), guild_id: to.guildId };
}

export const MEMBER_BUILDERS: Builders<
  'GUILD_MEMBER_ADD' | 'GUILD_MEMBER_UPDATE' | 'GUILD_MEMBER_REMOVE' | 'GUILD_MEMBERS_CHUNK' | 'PRESENCE_UPDATE'
> = {
  GUILD_MEMBER_ADD: newMember,
  GUILD_MEMBER_UPDATE: ({ member, guildId }) => {
    const { avatar = null, banner = null } = member;
    return { ...member, avatar, banner, guild_id: guildId };
  },
  GUILD_MEMBER_REMOVE: (to) => ({ guild_id: to.guildId, user: to.newUser() }),
  GUILD_MEMBERS_CHUNK: (to) => ({ guild_id: to.guildId, members: [to.member], chunk_index: 0, chunk_count: 1 }),
  PRESENCE_UPDATE: (to) => renderPresence(to.memberRecord?.user ?? to.bot.user, to.guildId),
};

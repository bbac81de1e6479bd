/** Accounts as payloads. */
import { type APIUser, type UserFlags } from 'discord-api-types/v10';
import { type UserRecord } from './records';
import { wire } from './wire';

export function renderUser(user: UserRecord): APIUser {
  const payload: APIUser = {
    id: user.id,
    username: user.username,
    discriminator: user.bot ? user.id.slice(-4) : '0',
    global_name: user.globalName,
    avatar: user.avatar,
    banner: user.banner,
    accent_color: null,
    public_flags: wire<UserFlags>(0),
    flags: wire<UserFlags>(0),
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
  if (user.bot) payload.bot = true;
  return payload;
}

/** A bot's own account, with what only the account itself may know. */
export function renderOwnUser(user: UserRecord): APIUser {
  return {
    ...renderUser(user),
    mfa_enabled: true,
    verified: true,
    email: null,
    locale: 'en-US',
    premium_type: wire(0),
  };
}

/** Every route that the simulator plays. */
import { type Route } from '../router';
import { CHANNEL_ROUTES } from './channels';
import { GUILD_ROUTES } from './guilds';
import { MEMBER_ROUTES } from './members';
import { MESSAGE_ROUTES } from './messages';
import { PIN_ROUTES } from './pins';
import { REACTION_ROUTES } from './reactions';
import { ROLE_ROUTES } from './roles';
import { USER_ROUTES } from './users';

export const ALL_ROUTES: readonly Route[] = [
  ...USER_ROUTES,
  ...GUILD_ROUTES,
  ...CHANNEL_ROUTES,
  ...ROLE_ROUTES,
  ...MEMBER_ROUTES,
  ...MESSAGE_ROUTES,
  ...PIN_ROUTES,
  ...REACTION_ROUTES,
];

/** Wire table: voice states and voice regions. https://discord.com/developers/docs/resources/voice */
import { route } from '../route';

export const voiceRoutes = {
  getOwnState: route('GET', '/guilds/{guild_id}/voice-states/@me'),
  editOwnState: route('PATCH', '/guilds/{guild_id}/voice-states/@me'),
  getState: route('GET', '/guilds/{guild_id}/voice-states/{user_id}'),
  editState: route('PATCH', '/guilds/{guild_id}/voice-states/{user_id}'),
  listRegions: route('GET', '/voice/regions'),
} as const;

/** Every route that the simulator plays. */
import { type Route } from '../router';
import { APPLICATION_EMOJI_ROUTES } from './application-emojis';
import { APPLICATION_ROUTES } from './applications';
import { AUDIT_LOG_ROUTES } from './audit-log';
import { AUTO_MODERATION_ROUTES } from './auto-moderation';
import { BAN_ROUTES } from './bans';
import { CHANNEL_ROUTES } from './channels';
import { COMMAND_ROUTES } from './commands';
import { EMOJI_ROUTES } from './emojis';
import { EVENT_INTEREST_ROUTES } from './event-interest';
import { GATEWAY_ROUTES } from './gateway';
import { GROUP_DM_ROUTES } from './group-dms';
import { GUILD_LINK_ROUTES } from './guild-links';
import { GUILD_SAFETY_ROUTES } from './guild-safety';
import { GUILD_ROUTES } from './guilds';
import { MEMBER_ROUTES } from './members';
import { MESSAGE_ROUTES } from './messages';
import { MONETIZATION_ROUTES } from './monetization';
import { NEWCOMER_ROUTES } from './newcomers';
import { NOT_MODELLED_ROUTES } from './not-modelled';
import { OAUTH2_ROUTES } from './oauth2';
import { PIN_ROUTES } from './pins';
import { REACTION_ROUTES } from './reactions';
import { ROLE_ROUTES } from './roles';
import { SCHEDULED_EVENT_ROUTES } from './scheduled-events';
import { SOUNDBOARD_ROUTES } from './soundboard';
import { STICKER_ROUTES } from './stickers';
import { TEMPLATE_ROUTES } from './templates';
import { USER_ROUTES } from './users';
import { VOICE_ROUTES } from './voice';
import { WIDGET_ROUTES } from './widget';
import { CHANNEL_ACTION_ROUTES } from './channel-actions';
import { INTERACTION_MESSAGE_ROUTES } from './interaction-messages';
import { INTERACTION_ROUTES } from './interactions';
import { INVITE_TARGET_ROUTES } from './invite-targets';
import { INVITE_ROUTES } from './invites';
import { MESSAGE_SEARCH_ROUTES } from './message-search';
import { POLL_ROUTES } from './polls';
import { STAGE_ROUTES } from './stages';
import { THREAD_LIST_ROUTES } from './thread-lists';
import { THREAD_ROUTES } from './threads';
import { WEBHOOK_EXECUTE_ROUTES } from './webhook-execute';
import { WEBHOOK_SERVICE_ROUTES } from './webhook-services';
import { WEBHOOK_ROUTES } from './webhooks';

export const ALL_ROUTES: readonly Route[] = [
  ...GATEWAY_ROUTES,
  ...USER_ROUTES,
  ...APPLICATION_ROUTES,
  ...COMMAND_ROUTES,
  ...APPLICATION_EMOJI_ROUTES,
  ...MONETIZATION_ROUTES,
  ...OAUTH2_ROUTES,
  ...GROUP_DM_ROUTES,
  ...NOT_MODELLED_ROUTES,
  ...GUILD_ROUTES,
  ...AUDIT_LOG_ROUTES,
  ...AUTO_MODERATION_ROUTES,
  ...BAN_ROUTES,
  ...EMOJI_ROUTES,
  ...EVENT_INTEREST_ROUTES,
  ...GUILD_LINK_ROUTES,
  ...GUILD_SAFETY_ROUTES,
  ...NEWCOMER_ROUTES,
  ...SCHEDULED_EVENT_ROUTES,
  ...SOUNDBOARD_ROUTES,
  ...STICKER_ROUTES,
  ...TEMPLATE_ROUTES,
  ...VOICE_ROUTES,
  ...WIDGET_ROUTES,
  ...CHANNEL_ROUTES,
  ...ROLE_ROUTES,
  ...MEMBER_ROUTES,
  ...MESSAGE_ROUTES,
  ...PIN_ROUTES,
  ...REACTION_ROUTES,
  ...CHANNEL_ACTION_ROUTES,
  ...INVITE_TARGET_ROUTES,
  ...INVITE_ROUTES,
  ...MESSAGE_SEARCH_ROUTES,
  ...POLL_ROUTES,
  ...STAGE_ROUTES,
  ...THREAD_LIST_ROUTES,
  ...THREAD_ROUTES,
  ...INTERACTION_ROUTES,
  ...INTERACTION_MESSAGE_ROUTES,
  ...WEBHOOK_EXECUTE_ROUTES,
  ...WEBHOOK_SERVICE_ROUTES,
  ...WEBHOOK_ROUTES,
];

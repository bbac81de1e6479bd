/** Bodies of requests about a guild’s settings. https://discord.com/developers/docs/resources/guild */
import {
  type RESTPatchAPIGuildChannelPositionsJSONBody,
  type RESTPatchAPIGuildJSONBody,
  type RESTPatchAPIGuildWelcomeScreenJSONBody,
  type RESTPatchAPIGuildWidgetSettingsJSONBody,
  type RESTPostAPIGuildPruneJSONBody,
  type RESTPutAPIGuildIncidentActionsJSONBody,
  type RESTPutAPIGuildOnboardingJSONBody,
} from 'discord-api-types/v10';
import { type Body, type BodyOf } from './body';
import { type WithImages } from './image';

/** https://discord.com/developers/docs/resources/guild#modify-guild */
export type GuildEditBody = WithImages<
  BodyOf<RESTPatchAPIGuildJSONBody>,
  'icon' | 'splash' | 'discoverySplash' | 'banner'
>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-channel-positions */
export type ChannelPositionsBody = Body<RESTPatchAPIGuildChannelPositionsJSONBody>;

/** https://discord.com/developers/docs/resources/guild#begin-guild-prune */
export type PruneBody = BodyOf<RESTPostAPIGuildPruneJSONBody>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-welcome-screen */
export type WelcomeScreenEditBody = BodyOf<RESTPatchAPIGuildWelcomeScreenJSONBody>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-onboarding */
export type OnboardingBody = BodyOf<RESTPutAPIGuildOnboardingJSONBody>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-incident-actions */
export type IncidentActionsBody = BodyOf<RESTPutAPIGuildIncidentActionsJSONBody>;

/** https://discord.com/developers/docs/resources/guild#modify-guild-widget */
export type WidgetSettingsEditBody = BodyOf<RESTPatchAPIGuildWidgetSettingsJSONBody>;

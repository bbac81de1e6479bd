/** What owners set about a guild beyond its name: pictures, features, boosts, the widget, safety measures. */
import { type GuildFeature, GuildSystemChannelFlags } from 'discord-api-types/v10';

const { SuppressJoinNotifications, SuppressPremiumSubscriptions } = GuildSystemChannelFlags;

export interface GuildSettings {
  splash: string | null;
  discoverySplash: string | null;
  homeHeader: string | null;
  banner: string | null;
  /** What the guild can do that not every guild can. https://discord.com/developers/docs/resources/guild#guild-object-guild-features */
  readonly features: Set<string>;
  /** At first nobody announces newcomers and boosts: most tests let people in and count messages. */
  systemChannelFlags: number;
  rulesChannelId: string | null;
  publicUpdatesChannelId: string | null;
  safetyAlertsChannelId: string | null;
  progressBar: boolean;
  nsfwLevel: number;
  /** 0-3; follows from `boosts`. */
  premiumTier: number;
  boosts: number;
  vanityCode: string | null;
  vanityUses: number;
  widgetEnabled: boolean;
  widgetChannelId: string | null;
  /** Until when nobody may use invites, and nobody may write to strangers; `undefined` before the first measure. */
  incidents: { invitesUntil: string | null; dmsUntil: string | null } | undefined;
}

export function newGuildSettings(): GuildSettings {
  return {
    splash: null,
    discoverySplash: null,
    homeHeader: null,
    banner: null,
    features: new Set(),
    systemChannelFlags: SuppressJoinNotifications | SuppressPremiumSubscriptions,
    rulesChannelId: null,
    publicUpdatesChannelId: null,
    safetyAlertsChannelId: null,
    progressBar: false,
    nsfwLevel: 0,
    premiumTier: 0,
    boosts: 0,
    vanityCode: null,
    vanityUses: 0,
    widgetEnabled: false,
    widgetChannelId: null,
    incidents: undefined,
  };
}

/** Boosts that each tier takes. https://support.discord.com/hc/en-us/articles/360028038352 */
const TIER_BOOSTS = [0, 2, 7, 14];
/** What each tier brings. */
const TIER_FEATURES: readonly (readonly `${GuildFeature}`[])[] = [
  [],
  ['ANIMATED_ICON', 'INVITE_SPLASH'],
  ['BANNER', 'ROLE_ICONS'],
  ['ANIMATED_BANNER', 'VANITY_URL'],
];

/** Sets how often a guild is boosted, with the tier and the features that follow. */
export function setBoosts(settings: GuildSettings, boosts: number): void {
  settings.boosts = boosts;
  settings.premiumTier = TIER_BOOSTS.findLastIndex((needed) => boosts >= needed);
  TIER_FEATURES.forEach((features, tier) => {
    for (const feature of features) {
      if (tier <= settings.premiumTier) settings.features.add(feature);
      else settings.features.delete(feature);
    }
  });
}

/** Payload fields of GUILD_CREATE, GUILD_UPDATE and REST that these settings fill. */
export function renderSettings(settings: GuildSettings): object {
  const { incidents } = settings;
  return {
    home_header: settings.homeHeader,
    splash: settings.splash,
    discovery_splash: settings.discoverySplash,
    features: [...settings.features],
    banner: settings.banner,
    system_channel_flags: settings.systemChannelFlags,
    widget_enabled: settings.widgetEnabled,
    widget_channel_id: settings.widgetChannelId,
    vanity_url_code: settings.vanityCode,
    premium_tier: settings.premiumTier,
    premium_subscription_count: settings.boosts,
    rules_channel_id: settings.rulesChannelId,
    safety_alerts_channel_id: settings.safetyAlertsChannelId,
    public_updates_channel_id: settings.publicUpdatesChannelId,
    premium_progress_bar_enabled: settings.progressBar,
    nsfw: settings.nsfwLevel === 1 || settings.nsfwLevel === 3,
    nsfw_level: settings.nsfwLevel,
    incidents_data: incidents ? renderIncidents(incidents) : null,
  };
}

export function renderIncidents(incidents: NonNullable<GuildSettings['incidents']>): object {
  return { invites_disabled_until: incidents.invitesUntil, dms_disabled_until: incidents.dmsUntil };
}

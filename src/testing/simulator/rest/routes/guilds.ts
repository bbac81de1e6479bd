/** Routes of guilds themselves. https://discord.com/developers/docs/resources/guild */
import { AuditLogEvent, ChannelType } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { isVoice } from '../../world/channels';
import { publishGuildUpdate } from '../../world/guild-update';
import { type GuildRecord } from '../../world/records';
import { renderGuild } from '../../world/render';
import { invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, type Form, integer, nullable, set, snowflake, text } from '../form';
import { image, type Image } from '../media';
import { ok, type RestAnswer, type Route } from '../router';
import { notEnoughBoosts } from './boosts';

/** https://discord.com/developers/docs/reference#locales */
const LOCALES = [
  'ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk',
  'vi zh-CN zh-TW',
].flatMap((line) => line.split(' '));
const AFK_TIMEOUTS = [60, 300, 900, 1_800, 3_600] as const;
/** Features that owners switch themselves. */
const SWITCHED: ReadonlySet<string> = new Set([
  'COMMUNITY',
  'DISCOVERABLE',
  'INVITES_DISABLED',
  'RAID_ALERTS_DISABLED',
]);
/** Features that only administrators switch. */
const ADMINISTERED: ReadonlySet<string> = new Set(['COMMUNITY', 'DISCOVERABLE']);

const counts = (guild: GuildRecord): object => ({
  approximate_member_count: guild.members.size,
  approximate_presence_count: [...guild.members.values()].filter(({ user }) => user.presence.status !== 'offline')
    .length,
});

function get(context: RestContext): RestAnswer {
  const guild = context.guild();
  const { with_counts: withCounts } = context.query({ with_counts: boolean });
  return ok({ ...renderGuild(guild), ...(withCounts === true ? counts(guild) : {}) });
}

/** Guilds that can be discovered show themselves to everybody. */
function preview(context: RestContext): RestAnswer {
  const found = context.world.guilds.get(context.param('guild_id'));
  const guild = found?.settings.features.has('DISCOVERABLE') === true ? found : context.guild();
  const { id, name, icon, description, home_header, splash, discovery_splash, features, emojis, stickers } =
    renderGuild(guild) as Record<string, unknown>;
  return ok({
    id,
    name,
    icon,
    description,
    home_header,
    splash,
    discovery_splash,
    features,
    emojis,
    stickers,
    ...counts(guild),
  });
}

const FIELDS = {
  name: text({ min: 2, max: 100 }),
  description: nullable(text({ max: 300 })),
  region: nullable(text({ max: 100 })),
  icon: nullable(image()),
  splash: nullable(image()),
  discovery_splash: nullable(image()),
  banner: nullable(image()),
  home_header: nullable(image()),
  verification_level: nullable(integer({ min: 0, max: 4 })),
  default_message_notifications: nullable(integer({ min: 0, max: 1 })),
  explicit_content_filter: nullable(integer({ min: 0, max: 2 })),
  preferred_locale: nullable(choice(LOCALES)),
  afk_timeout: nullable(choice(AFK_TIMEOUTS)),
  afk_channel_id: nullable(snowflake),
  system_channel_id: nullable(snowflake),
  system_channel_flags: nullable(integer({ min: 0, max: 63 })),
  features: nullable(set(text({ max: 152_133 }), { max: 1_521 })),
  rules_channel_id: nullable(snowflake),
  public_updates_channel_id: nullable(snowflake),
  safety_alerts_channel_id: nullable(snowflake),
  premium_progress_bar_enabled: nullable(boolean),
};
type GuildForm = Form<typeof FIELDS>;

function edit(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const form = context.form(FIELDS);
  checkChannels(guild, form);
  checkPictures(guild, form);
  const features = readFeatures(context, guild, form);
  const before = renderGuild(guild);
  applyBasics(guild, form);
  applyChannels(guild, form);
  applyPictures(context, guild, form);
  if (features) {
    guild.settings.features.clear();
    for (const feature of features) guild.settings.features.add(feature);
  }
  context.audit(guild, AuditLogEvent.GuildUpdate, guild.id, { changes: changesBetween(before, renderGuild(guild)) });
  publishGuildUpdate(context.world, guild);
  return ok(renderGuild(guild));
}

/** Channels that a body names must be in the guild and of the right kind. */
function checkChannels(guild: GuildRecord, form: GuildForm): void {
  const { afk_channel_id: afkId } = form;
  const afk = guild.channels.get(afkId ?? '');
  if (afkId && !(afk && isVoice(afk))) throw unknown('channel');
  for (const field of [
    'system_channel_id',
    'rules_channel_id',
    'public_updates_channel_id',
    'safety_alerts_channel_id',
  ] as const) {
    const id = form[field];
    if (!id) continue;
    const channel = guild.channels.get(id);
    if (!channel) throw unknown('channel');
    if (channel.type !== ChannelType.GuildText && channel.type !== ChannelType.GuildAnnouncement) {
      throw invalidForm([field], 'CHANNEL_TYPE_INVALID', 'Not a text channel');
    }
  }
}

/** Some pictures must be earned. */
function checkPictures(guild: GuildRecord, form: GuildForm): void {
  const { features } = guild.settings;
  if (form.banner && !features.has('BANNER')) throw notEnoughBoosts();
  if (form.splash && !features.has('INVITE_SPLASH')) throw notEnoughBoosts();
  if (form.discovery_splash && !features.has('DISCOVERABLE')) throw notEnoughBoosts();
}

/** The features that a body asks for: those Discord gave stay whatever it says. */
function readFeatures(context: RestContext, guild: GuildRecord, form: GuildForm): Set<string> | undefined {
  if (!form.features) return undefined;
  const { features: current, rulesChannelId, publicUpdatesChannelId } = guild.settings;
  const wanted = new Set(form.features);
  const switched = [...SWITCHED].filter((name) => wanted.has(name) !== current.has(name));
  if (switched.some((name) => ADMINISTERED.has(name))) context.requireInGuild(guild, 'Administrator');
  if (wanted.has('COMMUNITY') && !current.has('COMMUNITY')) {
    for (const [field, value] of [
      ['rules_channel_id', form.rules_channel_id ?? rulesChannelId],
      ['public_updates_channel_id', form.public_updates_channel_id ?? publicUpdatesChannelId],
    ] as const) {
      if (value === null) throw invalidForm([field], 'BASE_TYPE_REQUIRED', 'This field is required');
    }
  }
  const given = [...current].filter((name) => !SWITCHED.has(name));
  const chosen = [...wanted].filter((name) => SWITCHED.has(name));
  return new Set([...given, ...chosen]);
}

function applyBasics(guild: GuildRecord, form: GuildForm): void {
  if (form.name !== undefined) guild.name = form.name.trim();
  if (form.description !== undefined) guild.description = form.description === '' ? null : form.description;
  if (form.verification_level !== undefined) guild.verificationLevel = form.verification_level ?? 0;
  if (form.default_message_notifications !== undefined) {
    guild.defaultMessageNotifications = form.default_message_notifications ?? 0;
  }
  if (form.explicit_content_filter !== undefined) guild.explicitContentFilter = form.explicit_content_filter ?? 0;
  if (form.preferred_locale !== undefined) guild.preferredLocale = form.preferred_locale ?? 'en-US';
  if (form.afk_timeout) guild.afkTimeoutS = form.afk_timeout;
  if (form.system_channel_flags !== undefined) guild.settings.systemChannelFlags = form.system_channel_flags ?? 0;
  if (form.premium_progress_bar_enabled !== undefined) {
    guild.settings.progressBar = form.premium_progress_bar_enabled ?? false;
  }
}

function applyChannels(guild: GuildRecord, form: GuildForm): void {
  const { settings } = guild;
  if (form.afk_channel_id !== undefined) guild.afkChannelId = form.afk_channel_id;
  if (form.system_channel_id !== undefined) guild.systemChannelId = form.system_channel_id;
  if (form.rules_channel_id !== undefined) settings.rulesChannelId = form.rules_channel_id;
  if (form.public_updates_channel_id !== undefined) settings.publicUpdatesChannelId = form.public_updates_channel_id;
  if (form.safety_alerts_channel_id !== undefined) settings.safetyAlertsChannelId = form.safety_alerts_channel_id;
}

function applyPictures(context: RestContext, guild: GuildRecord, form: GuildForm): void {
  const { settings } = guild;
  const { features } = settings;
  if (form.icon !== undefined) guild.icon = hashOf(context, form.icon, features.has('ANIMATED_ICON'));
  if (form.banner !== undefined) settings.banner = hashOf(context, form.banner, features.has('ANIMATED_BANNER'));
  if (form.splash !== undefined) settings.splash = hashOf(context, form.splash);
  if (form.discovery_splash !== undefined) settings.discoverySplash = hashOf(context, form.discovery_splash);
  if (form.home_header !== undefined) settings.homeHeader = hashOf(context, form.home_header);
}

/** The hash that an uploaded picture goes by; what may move begins with `a_`. */
function hashOf(context: RestContext, picture: Image | null, mayMove = false): string | null {
  if (picture === null) return null;
  return `${mayMove && picture.animated ? 'a_' : ''}${context.world.hash()}`;
}

const GUILD = '/guilds/{guild_id}';

export const GUILD_ROUTES: readonly Route[] = [
  { method: 'GET', template: GUILD, handler: get },
  { method: 'PATCH', template: GUILD, handler: edit },
  { method: 'GET', template: `${GUILD}/preview`, handler: preview },
];

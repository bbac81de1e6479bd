/** Routes of what newcomers are shown. https://discord.com/developers/docs/resources/guild#guild-onboarding-object */
import { AuditLogEvent, PermissionFlagsBits, RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { changesBetween } from '../../world/audit-log';
import { publishGuildUpdate } from '../../world/guild-update';
import {
  type OnboardingPromptRecord,
  renderGuide,
  renderOnboarding,
  renderPrompt,
  renderWelcomeScreen,
} from '../../world/onboarding';
import { type GuildRecord } from '../../world/records';
import { ApiError, invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, type Form, list, need, nullable, object, set, snowflake, text } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

function getWelcomeScreen(context: RestContext): RestAnswer {
  const guild = context.guild();
  const { welcome } = guild.newcomers;
  if (!welcome) throw unknown('welcomeScreen');
  if (!guild.settings.features.has('WELCOME_SCREEN_ENABLED')) context.requireInGuild(guild, 'ManageGuild');
  return ok(renderWelcomeScreen(welcome));
}

const WELCOME_CHANNEL = object({
  channel_id: need(snowflake),
  description: need(text({ min: 1, max: 50 })),
  emoji_id: nullable(snowflake),
  emoji_name: nullable(text({ max: 100 })),
});

function editWelcomeScreen(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const form = context.form({
    enabled: nullable(boolean),
    description: nullable(text({ max: 140 })),
    welcome_channels: nullable(list(WELCOME_CHANNEL, { max: 5 })),
  });
  for (const { channel_id: id } of form.welcome_channels ?? []) if (!guild.channels.has(id)) throw unknown('channel');
  const before = guild.newcomers.welcome ?? { description: null, channels: [] };
  const channels = form.welcome_channels?.map((channel) => ({
    channelId: channel.channel_id,
    description: channel.description,
    ...emojiOf(guild, channel.emoji_id, channel.emoji_name),
  }));
  const welcome = {
    description: form.description === undefined ? before.description : form.description,
    channels: form.welcome_channels === undefined ? before.channels : (channels ?? []),
  };
  guild.newcomers.welcome = welcome;
  const { features } = guild.settings;
  if (form.enabled === true) features.add('WELCOME_SCREEN_ENABLED');
  else if (form.enabled === false) features.delete('WELCOME_SCREEN_ENABLED');
  context.audit(guild, AuditLogEvent.GuildUpdate, guild.id, {
    changes: changesBetween(renderWelcomeScreen(before), renderWelcomeScreen(welcome)),
  });
  publishGuildUpdate(context.world, guild);
  return ok(renderWelcomeScreen(welcome));
}

/** An emoji of the guild by its id, with its name; or a unicode one. */
function emojiOf(
  guild: GuildRecord,
  id: string | null | undefined,
  name: string | null | undefined,
): { emojiId: string | null; emojiName: string | null } {
  if (id === null || id === undefined) return { emojiId: null, emojiName: name ?? null };
  const emoji = guild.emojis.get(id);
  if (!emoji) throw unknown('guildEmoji');
  return { emojiId: id, emojiName: emoji.name };
}

function newMemberWelcome(context: RestContext): RestAnswer {
  const guild = context.guild();
  const { guide } = guild.newcomers;
  return guide ? ok(renderGuide(guild, guide)) : noContent();
}

function getOnboarding(context: RestContext): RestAnswer {
  return ok(renderOnboarding(context.guild()));
}

const OPTION = object({
  id: nullable(snowflake),
  title: need(text({ min: 1, max: 50 })),
  description: nullable(text({ max: 100 })),
  emoji_id: nullable(snowflake),
  emoji_name: nullable(text({ max: 100 })),
  emoji_animated: nullable(boolean),
  role_ids: nullable(set(snowflake, { max: 50 })),
  channel_ids: nullable(set(snowflake, { max: 50 })),
});

const PROMPT = object({
  id: need(snowflake),
  title: need(text({ min: 1, max: 100 })),
  options: need(list(OPTION, { min: 1, max: 50 })),
  single_select: nullable(boolean),
  required: nullable(boolean),
  in_onboarding: nullable(boolean),
  type: nullable(choice([0, 1])),
});

const ONBOARDING = {
  prompts: nullable(list(PROMPT, { max: 15 })),
  default_channel_ids: nullable(set(snowflake, { max: 500 })),
  enabled: nullable(boolean),
  mode: nullable(choice([0, 1])),
};
type PromptForm = NonNullable<Form<typeof ONBOARDING>['prompts']>[number];

function setOnboarding(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild', 'ManageRoles');
  const form = context.form(ONBOARDING);
  const { newcomers } = guild;
  const prompts = form.prompts?.map((prompt, index) => readPrompt(context, guild, prompt, index)) ?? newcomers.prompts;
  const defaultChannelIds = form.default_channel_ids ?? newcomers.defaultChannelIds;
  for (const id of defaultChannelIds) if (!guild.channels.has(id)) throw unknown('channel');
  const enabled = form.enabled ?? newcomers.onboardingEnabled;
  const mode = form.mode ?? newcomers.mode;
  if (enabled) checkRequirements(guild, newcomers.onboardingEnabled, mode, defaultChannelIds, prompts);
  const before = renderOnboarding(guild);
  auditPrompts(context, guild, newcomers.prompts, prompts);
  newcomers.prompts = prompts;
  newcomers.defaultChannelIds = [...new Set(defaultChannelIds)];
  newcomers.onboardingEnabled = enabled;
  newcomers.mode = mode;
  context.audit(guild, AuditLogEvent.OnboardingUpdate, guild.id, {
    changes: changesBetween(before, renderOnboarding(guild)),
  });
  return ok(renderOnboarding(guild));
}

/** Ids of what is there stay; whatever else a body calls something new, Discord gives it an id of its own. */
function readPrompt(context: RestContext, guild: GuildRecord, form: PromptForm, index: number): OnboardingPromptRecord {
  const known = guild.newcomers.prompts.find((prompt) => prompt.id === form.id);
  return {
    id: known?.id ?? context.world.ids.next(),
    title: form.title,
    type: form.type ?? 0,
    singleSelect: form.single_select ?? false,
    required: form.required ?? false,
    inOnboarding: form.in_onboarding ?? true,
    options: form.options.map((option, at) => {
      const roleIds = option.role_ids ?? [];
      const channelIds = option.channel_ids ?? [];
      for (const id of roleIds) if (!guild.roles.has(id)) throw unknown('role');
      for (const id of channelIds) if (!guild.channels.has(id)) throw unknown('channel');
      if (roleIds.length + channelIds.length === 0) {
        const told = 'Options must have at least one role or channel.';
        throw invalidForm(['prompts', index, 'options', at], 'ONBOARDING_OPTION_EMPTY', told);
      }
      const { emojiId, emojiName } = emojiOf(guild, option.emoji_id, option.emoji_name);
      const animated = emojiId === null ? (option.emoji_animated ?? false) : guild.emojis.get(emojiId)?.animated;
      return {
        id: known?.options.find((each) => each.id === option.id)?.id ?? context.world.ids.next(),
        title: option.title,
        description: option.description ?? '',
        emoji: { id: emojiId, name: emojiName, animated: animated ?? false },
        roleIds,
        channelIds,
      };
    }),
  };
}

const CHANNELS_NEEDED = 7;
const WRITABLE_NEEDED = 5;

/** Newcomers must find enough: seven channels, five of which everybody may write in. */
function checkRequirements(
  guild: GuildRecord,
  wasEnabled: boolean,
  mode: number,
  defaultChannelIds: readonly string[],
  prompts: readonly OnboardingPromptRecord[],
): void {
  const offered = mode === 1 ? prompts.flatMap((each) => each.options.flatMap((option) => option.channelIds)) : [];
  const ids = new Set([...defaultChannelIds, ...offered]);
  const writable = [...ids].filter((id) => {
    const overwrite = guild.channels.get(id)?.overwrites.get(guild.id);
    const base = guild.roles.get(guild.id)?.permissions ?? 0n;
    const bits = (base & ~(overwrite?.deny ?? 0n)) | (overwrite?.allow ?? 0n);
    return (bits & PermissionFlagsBits.SendMessages) !== 0n;
  });
  if (ids.size >= CHANNELS_NEEDED && writable.length >= WRITABLE_NEEDED) return;
  throw wasEnabled
    ? new ApiError(
        400,
        Codes.CannotUpdateOnboardingWhileBelowRequirements,
        'Cannot update onboarding while below requirements',
      )
    : new ApiError(
        400,
        Codes.CannotEnableOnboardingRequirementsAreNotMet,
        'Cannot enable onboarding, requirements are not met',
      );
}

function auditPrompts(
  context: RestContext,
  guild: GuildRecord,
  before: readonly OnboardingPromptRecord[],
  after: readonly OnboardingPromptRecord[],
): void {
  for (const prompt of after) {
    const old = before.find((each) => each.id === prompt.id);
    const changes = changesBetween(old ? renderPrompt(old) : {}, renderPrompt(prompt));
    if (!old) context.audit(guild, AuditLogEvent.OnboardingPromptCreate, prompt.id, { changes });
    else if (changes.length > 0) context.audit(guild, AuditLogEvent.OnboardingPromptUpdate, prompt.id, { changes });
  }
  for (const prompt of before) {
    if (after.some((each) => each.id === prompt.id)) continue;
    const changes = changesBetween(renderPrompt(prompt), {});
    context.audit(guild, AuditLogEvent.OnboardingPromptDelete, prompt.id, { changes });
  }
}

const GUILD = '/guilds/{guild_id}';

export const NEWCOMER_ROUTES: readonly Route[] = [
  { method: 'GET', template: `${GUILD}/welcome-screen`, handler: getWelcomeScreen },
  { method: 'PATCH', template: `${GUILD}/welcome-screen`, handler: editWelcomeScreen },
  { method: 'GET', template: `${GUILD}/new-member-welcome`, handler: newMemberWelcome },
  { method: 'GET', template: `${GUILD}/onboarding`, handler: getOnboarding },
  { method: 'PUT', template: `${GUILD}/onboarding`, handler: setOnboarding },
];

/** What newcomers of a guild are shown: the welcome screen, the onboarding questions, the guide. */
import { type GuildRecord } from './records';

export interface EmojiChoice {
  readonly id: string | null;
  readonly name: string | null;
  readonly animated: boolean;
}

export interface WelcomeChannelRecord {
  readonly channelId: string;
  readonly description: string;
  readonly emojiId: string | null;
  readonly emojiName: string | null;
}

export interface OnboardingOptionRecord {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly emoji: EmojiChoice;
  readonly roleIds: readonly string[];
  readonly channelIds: readonly string[];
}

export interface OnboardingPromptRecord {
  readonly id: string;
  readonly title: string;
  /** 0 multiple choice, 1 dropdown. */
  readonly type: number;
  readonly singleSelect: boolean;
  readonly required: boolean;
  readonly inOnboarding: boolean;
  readonly options: readonly OnboardingOptionRecord[];
}

/** The guide that greets new members. */
export interface WelcomeGuide {
  readonly enabled?: boolean;
  readonly message?: { readonly authorIds: readonly string[]; readonly text: string };
  readonly actions?: readonly {
    readonly channelId: string;
    readonly title: string;
    readonly description?: string;
    readonly kind?: 'view' | 'talk';
  }[];
  readonly resources?: readonly {
    readonly channelId: string;
    readonly title: string;
    readonly description?: string;
  }[];
}

export interface NewcomerRecord {
  /** `undefined` as long as nobody made one. */
  welcome: { description: string | null; channels: readonly WelcomeChannelRecord[] } | undefined;
  prompts: readonly OnboardingPromptRecord[];
  defaultChannelIds: readonly string[];
  onboardingEnabled: boolean;
  /** 0 counts default channels only, 1 also what the questions give. */
  mode: number;
  guide: WelcomeGuide | undefined;
}

export function newNewcomerRecord(): NewcomerRecord {
  return {
    welcome: undefined,
    prompts: [],
    defaultChannelIds: [],
    onboardingEnabled: false,
    mode: 0,
    guide: undefined,
  };
}

export function renderWelcomeScreen(welcome: NonNullable<NewcomerRecord['welcome']>): object {
  return {
    description: welcome.description,
    welcome_channels: welcome.channels.map((channel) => ({
      channel_id: channel.channelId,
      description: channel.description,
      emoji_id: channel.emojiId,
      emoji_name: channel.emojiName,
    })),
  };
}

export function renderOnboarding(guild: GuildRecord): object {
  const { prompts, defaultChannelIds, onboardingEnabled, mode } = guild.newcomers;
  return {
    guild_id: guild.id,
    prompts: prompts.map(renderPrompt),
    default_channel_ids: defaultChannelIds,
    enabled: onboardingEnabled,
    mode,
  };
}

export function renderPrompt(prompt: OnboardingPromptRecord): object {
  return {
    id: prompt.id,
    title: prompt.title,
    options: prompt.options.map((option) => ({
      id: option.id,
      title: option.title,
      description: option.description,
      emoji: option.emoji,
      role_ids: option.roleIds,
      channel_ids: option.channelIds,
    })),
    single_select: prompt.singleSelect,
    required: prompt.required,
    in_onboarding: prompt.inOnboarding,
    type: prompt.type,
  };
}

export function renderGuide(guild: GuildRecord, guide: WelcomeGuide): object {
  const { enabled = true, message, actions = [], resources = [] } = guide;
  return {
    guild_id: guild.id,
    enabled,
    ...(message ? { welcome_message: { author_ids: message.authorIds, message: message.text } } : {}),
    new_member_actions: actions.map(({ channelId, title, description = '', kind = 'view' }) => ({
      channel_id: channelId,
      action_type: kind === 'view' ? 0 : 1,
      title,
      description,
    })),
    resource_channels: resources.map(({ channelId, title, description = '' }) => ({
      channel_id: channelId,
      title,
      description,
    })),
  };
}

/**
 * Onboarding as Discord takes it. In its answers an option has its emoji as an object; bodies name it in three fields, so
 * prompts that came from Discord would lose their emojis on the way back.
 * https://discord.com/developers/docs/resources/guild#guild-onboarding-object-prompt-option-structure
 */

type Wire = Readonly<Record<string, unknown>>;

/** @param encoded a body with Discord’s names. What is not as it should be is left to Discord. */
export function onboardingBody(encoded: unknown): unknown {
  const { prompts } = encoded as Wire;
  if (!Array.isArray(prompts)) return encoded;
  return { ...(encoded as Wire), prompts: prompts.map((prompt: unknown) => withNamedEmojis(prompt)) };
}

function withNamedEmojis(prompt: unknown): unknown {
  if (!isObject(prompt) || !Array.isArray(prompt.options)) return prompt;
  return { ...prompt, options: prompt.options.map((option: unknown) => withNamedEmoji(option)) };
}

function withNamedEmoji(option: unknown): unknown {
  if (!isObject(option) || !isObject(option.emoji)) return option;
  const { emoji, ...rest } = option;
  const { id, name, animated } = emoji;
  return { emoji_id: id, emoji_name: name, emoji_animated: animated, ...rest };
}

function isObject(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null;
}

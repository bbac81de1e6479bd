/** The languages that Discord's clients have, and which of them help out when a text is missing in one. */
import { Locale } from 'discord-api-types/v10';

/**
 * A language with its region as Discord names it, or one for all its regions. Arabic and Hebrew are in Discord's
 * specification, and not in `discord-api-types` yet. https://discord.com/developers/docs/reference#locales
 */
export type TextLocale = `${Locale}` | 'ar' | 'he' | 'en' | 'es' | 'pt' | 'sv' | 'zh';

const WITH_REGION: readonly string[] = [...Object.values(Locale), 'ar', 'he'];

export const TEXT_LOCALES: readonly string[] = [...new Set([...WITH_REGION, ...WITH_REGION.map(languageOf)])];

/**
 * Of the languages that there are texts in, those that who reads `locale` can read, best first: the same, then without its
 * region, then other regions. `de-AT` falls to `de`, `es-419` to `es-ES`; `zh-TW` does not fall to `zh-CN`, which is written otherwise.
 */
export function readableFor(locale: string, available: readonly string[]): readonly string[] {
  const script = scriptOf(locale);
  if (script === undefined) return [];
  const language = languageOf(locale);
  const wider = [locale, ...narrower(locale)].filter((each) => available.includes(each));
  const others = available.filter((each) => languageOf(each) === language && scriptOf(each) === script);
  return [...new Set([...wider.filter((each) => scriptOf(each) === script), ...others])];
}

/** `zh-Hant-TW`: `zh-Hant`, `zh`. */
function narrower(locale: string): readonly string[] {
  const parts = locale.split('-');
  return parts.slice(1).map((_, at) => parts.slice(0, parts.length - 1 - at).join('-'));
}

function languageOf(locale: string): string {
  return locale.split('-')[0] as string;
}

/** How the language is written there, `Latn`. `undefined` for what is no locale. */
function scriptOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().script;
  } catch {
    return undefined;
  }
}

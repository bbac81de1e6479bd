/** Texts in several languages, by locale. https://discord.com/developers/docs/reference#locales */
import { Locale } from 'discord-api-types/v10';
import { anyObject, type Rule, text } from './form';

const LOCALES: ReadonlySet<string> = new Set(Object.values(Locale));

export function localizations(max: number): Rule<Readonly<Record<string, string>>> {
  const each = text({ min: 1, max });
  return (value, errors, path) => {
    const source = anyObject(value, errors, path);
    if (!source) return undefined;
    const read: Record<string, string> = {};
    for (const [locale, given] of Object.entries(source)) {
      if (!LOCALES.has(locale)) errors.add([...path, locale], 'APPLICATION_COMMAND_INVALID_LOCALE', 'Invalid locale');
      // A translation may be taken back by null.
      const translation = given === null ? undefined : each(given, errors, [...path, locale]);
      if (translation !== undefined) read[locale] = translation;
    }
    return read;
  };
}

/** Texts of commands in other languages, as files or values hold them: by command, then by option, with the default names as keys. */
import { type Locale } from 'discord-api-types/v10';

/** Names and descriptions of one option. */
export interface OptionWords {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** By the choice's name in the code. */
  readonly choices?: Readonly<Record<string, string>> | undefined;
}

/** Of a command, a group or a subcommand. */
export interface CommandWords {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly options?: Readonly<Record<string, OptionWords>> | undefined;
  /** Of a group: its groups and subcommands. */
  readonly commands?: Readonly<Record<string, CommandWords>> | undefined;
}

/** All commands in one language: `{ "ban": { "name": "bannen", "options": { "user": { "name": "wen" } } } }`. */
export type LocaleWords = Readonly<Record<string, CommandWords>>;

/**
 * Where the texts are: a folder of JSON files named by their locale, `locales/de.json`, or the texts themselves by locale.
 * https://discord.com/developers/docs/reference#locales
 */
export type Localisations =
  { readonly folder: string | URL } | { readonly texts: Readonly<Partial<Record<`${Locale}`, LocaleWords>>> };

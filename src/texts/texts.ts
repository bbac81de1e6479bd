/**
 * Texts in several languages. A key is looked up in the language of who reads, then in that of the guild, then in the default one;
 * a text that is missing or cannot be filled is told in the log once, and never throws.
 */
import { type Logger } from '../util';
import { type ReadText } from './format';
import { readableFor } from './locales';
import { guildLocaleOf, type LocaleSource } from './locale-source';
import { LocalisedText } from './localised-text';
import { type Sheet } from './sheet';
import { type TextValues } from './types/text-arguments';
import { type TextKey, type TextTable, type ValuesFor } from './types/text-keys';

/** Texts in one person's language. */
export interface Translate<Table extends TextTable = Record<string, string>> {
  <Key extends TextKey<Table>>(key: Key, ...values: ValuesFor<Table, Key>): string;
  /** The language that is looked in first: the default one when who reads has none that there are texts in. */
  readonly locale: string;
}

export interface TextsInit {
  /** The default language first. */
  readonly sheets: readonly [Sheet, ...Sheet[]];
  readonly missing: ReadonlyMap<string, readonly string[]>;
  readonly logger: Logger;
}

/** Clients have some thirty languages; what else comes is not remembered. */
const MOST_REMEMBERED = 100;

/** Made by `defineTexts` or `loadTexts`. Handlers get it by `{ provide: Texts, useValue: texts }`. */
export class Texts<Table extends TextTable = Record<string, string>> {
  /** The keys that each language lacks. Empty when everything is translated, which a test can hold. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
  private readonly sheets: readonly [Sheet, ...Sheet[]];
  private readonly logger: Logger;
  private readonly readable = new Map<string, readonly Sheet[]>();
  private readonly told = new Set<string>();

  constructor({ sheets, missing, logger }: TextsInit) {
    this.sheets = sheets;
    this.missing = missing;
    this.logger = logger;
  }

  /** The languages that there are texts in, the default one first. */
  get locales(): readonly string[] {
    return this.sheets.map(({ locale }) => locale);
  }

  /** In the language of who acted: of a context, an event, an actor. */
  for(who: LocaleSource): Translate<Table> {
    return this.translate(this.sheetsFor(who));
  }

  /** In this language, `de`, or what comes nearest to it. */
  of(locale: string): Translate<Table> {
    return this.translate(this.sheetsFor({ locale }));
  }

  /** A text to answer with: `return texts.say('greeting', { name })`, or as `content` of a message. It is put into words for who acted. */
  say<Key extends TextKey<Table>>(key: Key, ...values: ValuesFor<Table, Key>): LocalisedText {
    return new LocalisedText(key, (who) => this.write(this.sheetsFor(who), key, values[0]));
  }

  private translate(sheets: readonly Sheet[]): Translate<Table> {
    const translate = (key: string, values?: TextValues): string => this.write(sheets, key, values);
    return Object.assign(translate, { locale: sheets[0]?.locale ?? this.sheets[0].locale });
  }

  private sheetsFor(who: LocaleSource): readonly Sheet[] {
    const own = this.sheetsOf(who.locale);
    const ofGuild = this.sheetsOf(guildLocaleOf(who));
    return ofGuild.length === 0 ? own : [...own, ...ofGuild];
  }

  private sheetsOf(locale: string | undefined): readonly Sheet[] {
    if (locale === undefined) return [];
    const known = this.readable.get(locale);
    if (known) return known;
    const found = readableFor(locale, this.locales).flatMap((each) => this.sheets.filter((one) => one.locale === each));
    if (this.readable.size < MOST_REMEMBERED) this.readable.set(locale, found);
    return found;
  }

  private write(sheets: readonly Sheet[], key: string, values: TextValues = {}): string {
    for (const { locale, texts } of sheets) {
      const text = texts.get(key);
      const filled = text && this.fill(text, locale, key, values);
      if (filled !== undefined) return filled;
    }
    const [{ locale, texts }] = this.sheets;
    const text = texts.get(key);
    if (text) return this.fill(text, locale, key, values) ?? key;
    this.tell(
      `there is no text "${key}"`,
      'the key itself is shown; keys are checked by the compiler where it knows them',
    );
    return key;
  }

  /** `undefined` when the values do not fit; the types of the keys keep that from happening. */
  private fill(text: ReadText, locale: string, key: string, values: TextValues): string | undefined {
    try {
      return text.fill(values);
    } catch (error) {
      this.tell(`the text "${key}" in ${locale} could not be filled`, (error as Error).message);
      return undefined;
    }
  }

  private tell(message: string, reason: string): void {
    if (this.told.has(message) || this.told.size >= MOST_REMEMBERED) return;
    this.told.add(message);
    this.logger.warn(message, { reason });
  }
}

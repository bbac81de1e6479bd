/** What tells in which language somebody reads: a context, an event, an actor. */

/** All of it may be missing. The language of who acted comes first, then that of the guild. */
export interface LocaleSource {
  /** Of who acted, `de`. */
  readonly locale?: string | undefined;
  /** Of the guild, where the interaction told it. */
  readonly guildLocale?: string | undefined;
  /** The guild as it is remembered, for events that tell neither. */
  readonly guild?: { readonly preferredLocale?: string | undefined } | undefined;
}

/** The language of the guild. */
export function guildLocaleOf(source: LocaleSource): string | undefined {
  if (source.guildLocale !== undefined) return source.guildLocale;
  try {
    return source.guild?.preferredLocale;
  } catch {
    // Reading what the cache was told not to keep throws; here it is just not known.
    return undefined;
  }
}

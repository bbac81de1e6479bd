/** What a message must begin with to be a command. */
import { type MessageCreateEvent } from '../../models';

/**
 * Provide your own class for this token to let every server choose: `{ provide: Prefixes, useClass: GuildPrefixes }`. It is asked
 * for each message of a person, so it should remember what it looked up. A mention of the bot always counts, unless the group's
 * options say otherwise.
 */
export abstract class Prefixes {
  /** One or more; none: only the mention. The longest that fits counts. */
  abstract of(message: MessageCreateEvent): readonly string[] | Promise<readonly string[]>;
}

/** The same everywhere. */
export class FixedPrefixes extends Prefixes {
  constructor(readonly prefixes: readonly string[]) {
    super();
  }

  override of(): readonly string[] {
    return this.prefixes;
  }
}

export interface FoundPrefix {
  readonly prefix: string;
  /** Where what follows it begins. */
  readonly end: number;
}

/** A mention of the bot at the beginning, as Discord writes it. */
export function findMention(content: string, ownId: string | undefined): FoundPrefix | undefined {
  if (ownId === undefined || !content.startsWith('<@')) return undefined;
  const prefix = [`<@${ownId}>`, `<@!${ownId}>`].find((mention) => content.startsWith(mention));
  return prefix === undefined ? undefined : { prefix: `${prefix} `, end: prefix.length };
}

/** The longest that the text begins with, in whatever case. */
export function findPrefix(content: string, prefixes: readonly string[]): FoundPrefix | undefined {
  let found: string | undefined;
  for (const prefix of prefixes) {
    if (prefix === '' || prefix.length <= (found?.length ?? 0)) continue;
    if (content.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase()) found = prefix;
  }
  return found === undefined ? undefined : { prefix: found, end: found.length };
}

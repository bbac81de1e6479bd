/** A text that does not have its language yet: it gets that of who reads it, when the answer is made. */
import { type LocaleSource } from './locale-source';

export class LocalisedText {
  constructor(
    readonly key: string,
    private readonly write: (who: LocaleSource) => string,
  ) {}

  /** As who acted, or else the guild, reads it. */
  for(who: LocaleSource): string {
    return this.write(who);
  }

  /** In the default language, for logs and for wherever nobody knows who reads it. */
  toString(): string {
    return this.write({});
  }

  toJSON(): string {
    return this.toString();
  }
}

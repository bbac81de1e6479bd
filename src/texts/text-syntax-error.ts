/** Why a text is no ICU MessageFormat: a signal within the room, which becomes a problem of the set-up. */

export class TextSyntaxError extends Error {
  constructor(
    readonly reason: string,
    readonly advice: string,
    /** Counted from 1. */
    readonly at: { readonly line: number; readonly column: number } | undefined,
  ) {
    super(reason);
    this.name = 'TextSyntaxError';
  }
}

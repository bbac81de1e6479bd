/**
 * Takes what somebody wrote apart: words, what is between quotes, flags. Quotes of any language's keyboard count, a backslash
 * takes a quote's meaning away, and a quote that is never closed is a letter like others: nothing that can be typed is an error.
 */

export interface Word {
  readonly text: string;
  /** Where it begins and ends in what was written, quotes included. */
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
]);

const SPACE = /\s/u;

/** @param from where to begin. */
export function readWords(written: string, from = 0): Word[] {
  const words: Word[] = [];
  let at = from;
  for (;;) {
    while (at < written.length && isSpace(written, at)) at += 1;
    if (at >= written.length) return words;
    const word = quoted(written, at) ?? plain(written, at);
    words.push(word);
    at = word.end;
  }
}

function isSpace(written: string, at: number): boolean {
  return SPACE.test(written.charAt(at));
}

/** A whole word between quotes: what follows the closing one is a space, or the end. */
function quoted(written: string, start: number): Word | undefined {
  const closing = CLOSING.get(written.charAt(start));
  if (closing === undefined) return undefined;
  let text = '';
  for (let at = start + 1; at < written.length; at += 1) {
    const letter = written.charAt(at);
    const next = written.charAt(at + 1);
    if (letter === '\\' && (next === closing || next === '\\')) {
      text += next;
      at += 1;
    } else if (letter === closing && (next === '' || SPACE.test(next))) {
      return { text, start, end: at + 1, isQuoted: true };
    } else text += letter;
  }
  return undefined;
}

/** Up to the next space; in `--name="two words"` the quotes hold what is theirs together. */
function plain(written: string, start: number): Word {
  let end = start;
  while (end < written.length && !isSpace(written, end)) {
    const inner = written.charAt(end - 1) === '=' ? quoted(written, end) : undefined;
    end = inner ? inner.end : end + 1;
  }
  return { text: written.slice(start, end), start, end, isQuoted: false };
}

/** `--days=7`, `--quiet`, `--no-quiet`; `undefined` for other words. */
export interface Flag {
  readonly name: string;
  /** What stands behind `=`, without its quotes. */
  readonly value: string | undefined;
}

const FLAG = /^(?:--|—)([\p{L}\p{N}_-]{1,32})(?:=(.*))?$/su;

export function readFlag({ text, isQuoted }: Word): Flag | undefined {
  if (isQuoted) return undefined;
  // A phone makes a long dash of two short ones.
  const [, name, value] = FLAG.exec(text) ?? [];
  if (name === undefined) return undefined;
  const [inner] = value === undefined ? [] : readWords(value);
  return {
    name: name.toLowerCase(),
    value: inner?.isQuoted === true && inner.end === value?.length ? inner.text : value,
  };
}

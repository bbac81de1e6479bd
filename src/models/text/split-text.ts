/**
 * Cuts a long text into messages: at paragraphs where it can, else at lines, sentences, words, and within a word only
 * when there is no other way. A code block that is cut is closed, and opened again with its language.
 */
import { valueError } from '../value-error';

export interface SplitTextOptions {
  /** Length of a piece at most, in UTF-16 units, which are never fewer than characters. Default 2000, a message. */
  readonly max?: number | undefined;
  /** Put before every piece but the first, and after every piece but the last; they count. */
  readonly prepend?: string | undefined;
  readonly append?: string | undefined;
}

/** A fence needs room on both sides of a piece, and something between. */
const SHORTEST = 50;

/** More backticks than this, or a longer name of a language, are text: they would leave a piece no room. */
const LONGEST_FENCE = 8;
const LONGEST_LANGUAGE = 16;

const FENCE = /^ {0,3}(`{3,8})([^`]*)$/;

/** A code block that is open. */
interface Fence {
  readonly opening: string;
  readonly closing: string;
}

/**
 * The pieces, none of them empty or longer than `max`. A text that fits is one piece, unchanged.
 * @throws {FrameworkError} VALUE_INVALID when `max` leaves too little room.
 */
export function splitText(text: string, options: SplitTextOptions = {}): string[] {
  const { max = 2_000, prepend = '', append = '' } = options;
  const room = max - prepend.length - append.length;
  if (!Number.isInteger(max) || room < SHORTEST) {
    throw valueError('splitText()', `a whole max that leaves ${SHORTEST} beside prepend and append`, max);
  }
  if (text.trim() === '') return [];
  if (text.length <= max) return [text];
  const pieces: string[] = [];
  let rest = text;
  let fence: Fence | undefined;
  for (;;) {
    const opening: string = fence ? `${fence.opening}\n` : '';
    if (opening.length + rest.length <= room) {
      pieces.push(opening + rest);
      break;
    }
    // Room for closing the block is kept whether or not one is open where the cut will be.
    const longest = room - opening.length - reserveOf(rest.slice(0, room), fence);
    const cut = cutBefore(rest, longest);
    const head = rest.slice(0, cut.end);
    fence = fenceAfter(head, fence);
    pieces.push(opening + head + (fence ? `${head.endsWith('\n') ? '' : '\n'}${fence.closing}` : ''));
    rest = rest.slice(cut.next);
    // Nothing but the end of the block is left of it.
    if (fence && rest.trimStart().startsWith(fence.closing)) {
      rest = rest
        .trimStart()
        .slice(fence.closing.length)
        .replace(/^[^\n]*\n?/, '');
      fence = undefined;
    }
    if (rest.trim() === '') break;
  }
  const filled = pieces.filter((piece) => piece.trim() !== '');
  return filled.map((piece, index) => (index > 0 ? prepend : '') + piece + (index < filled.length - 1 ? append : ''));
}

/** What closing a block may take at the end of a piece. */
function reserveOf(head: string, fence: Fence | undefined): number {
  const longest = Math.max(fence?.closing.length ?? 0, ...[...head.matchAll(/`{3,}/g)].map(([run]) => run.length));
  return longest > 0 ? Math.min(longest, LONGEST_FENCE) + 1 : 0;
}

/** Where a piece ends and the next one begins: what separates them is left out where it is only space. */
function cutBefore(text: string, longest: number): { readonly end: number; readonly next: number } {
  const head = text.slice(0, longest + 1);
  // A piece that would be less than a third of what it may be is worse than one cut at a lesser place.
  const least = Math.floor(longest / 3);
  for (const separator of ['\n\n', '\n', /[.!?…](?=\s)/g, ' '] as const) {
    if (typeof separator === 'string') {
      const at = head.lastIndexOf(separator, longest);
      if (at >= least && at <= longest) return { end: at, next: at + separator.length };
    } else {
      const found = [...head.matchAll(separator)].map(({ index }) => index + 1).filter((at) => at <= longest);
      const at = found.at(-1);
      if (at !== undefined && at >= least) return { end: at, next: at + 1 };
    }
  }
  const at = wholeCharacters(text, longest);
  return { end: at, next: at };
}

/** Not between the halves of a character, nor before what is joined to the one before it. */
function wholeCharacters(text: string, longest: number): number {
  let at = longest;
  for (let back = 0; back < 30 && at > 1; back += 1) {
    const code = text.charCodeAt(at);
    const before = text.charCodeAt(at - 1);
    const isInside =
      (code >= 0xdc00 && code <= 0xdfff) || code === 0x200d || before === 0x200d || (code >= 0xfe00 && code <= 0xfe0f);
    if (!isInside) return at;
    at -= 1;
  }
  return longest;
}

/** The block that is open after a text, when one was open before it or not. */
function fenceAfter(text: string, before: Fence | undefined): Fence | undefined {
  let fence = before;
  for (const line of text.split('\n')) {
    const match = FENCE.exec(line);
    if (!match) continue;
    const [, ticks = '', language = ''] = match;
    if (!fence) fence = { opening: `${ticks}${languageOf(language)}`, closing: ticks };
    else if (language.trim() === '' && ticks.length >= fence.closing.length) fence = undefined;
  }
  return fence;
}

function languageOf(words: string): string {
  const language = words.trim();
  return language.length > LONGEST_LANGUAGE ? '' : language;
}
